"""Publishing results: checked, frozen as an edition, corrected only by the next, which says why. Source: C14, R31."""

import hashlib
import json
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from engagement import coding, comparing_waves, counting, showing_results, suppressing, withdrawing_results
from engagement.comparing_waves import QUESTION
from engagement.models import Question, Survey, SurveyResult
from foundation import audit, editions, work
from foundation.editions import Part
from foundation.locking import lock
from foundation.models import Edition, Rendering, User
from foundation.wholepages import WHOLE

Content = dict[str, Any]
FRONT, EQUALITY = "front", "equality"
PAGE, ANSWERS = "html", "answers"
CHANGED = "Something changed while you were reading. Read what would be published now, then publish."
RECOUNT = "Answers were set aside, or sent, since these figures were counted. Count them again, then publish."
WHY = "Say what is corrected and why: everybody will read it."


def parts(survey: Survey, result: SurveyResult, method: str = "") -> list[Part]:
    """Return what would be published of a survey now."""
    before = comparing_waves.earlier(survey)
    results = comparing_waves.published([*before, survey])
    mine = results.get(survey.pk, {})
    asked = {question.key: question for question in survey.questions.all()}
    found = [Part(FRONT, FRONT, survey.title, _front(survey, result, method))]
    for content in result.content["questions"]:
        told = comparing_waves.told(content, before, results)
        words = _kept_words(mine, content["key"]) if survey.forgotten_on else _words(asked[content["key"]], result)
        content = {**content, **words, "waves": told}
        found.append(Part(QUESTION, f"question:{content['key']}", content["text"], content))
    for content in result.content["equality"]:
        found.append(Part(EQUALITY, f"equality:{content['key']}", content["text"], content))
    return found


def _front(survey: Survey, result: SurveyResult, method: str) -> Content:
    counted = {key: result.content[key] for key in ("sent", "is_weighted", "smallest_shown", "how")}
    return {
        **counted, "survey": survey.pk, "title": survey.title, "activity": survey.activity_id, "method": method,
        "about": str(survey.activity), "opened_on": _day(survey.opened_at), "closed_on": _day(survey.closed_at),
        "who_answers": survey.get_who_answers_display(), "is_open_to_all": survey.who_answers == "open",
        "wave": survey.wave, "aside": result.aside,
    }  # fmt: skip


def _day(moment: Any) -> str:
    return timezone.localtime(moment).date().isoformat() if moment else ""


def _words(question: Question, result: SurveyResult) -> Content:
    """Return the themes and the chosen quotes of a question that people answered in their own words."""
    if question.kind not in coding.FREE:
        return {}
    found = coding.themes(question)
    smallest = result.content["smallest_shown"]
    hidden = suppressing.alone({str(code.pk): times for code, times in found.rows}, smallest)
    rows = [
        {"text": code.name, "count": times if shown else None, "share": times / found.read if shown else None}
        for code, times in found.rows
        if times and found.read >= smallest
        for shown in [str(code.pk) not in hidden]
    ]
    quotes = [{"text": quote.text, "theme": str(quote.code or "")} for quote in question.quotes.select_related("code")]
    return {"themes": {"answers": found.answers, "read": found.read, "rows": rows}, "quotes": quotes}


def _kept_words(published: dict[str, Content], key: str) -> Content:
    """Return what the edition in force says of people's own words, which are deleted by now."""
    return {part: said for part, said in published.get(key, {}).items() if part in ("themes", "quotes")}


def seen(found: list[Part]) -> str:
    """Return a fingerprint of what would be published: another than the one read is not published unseen."""
    said = json.dumps([[part.key, part.title, part.content] for part in found], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


@transaction.atomic
def publish(
    survey: Survey, *, by: User | None, method: str = "", note: str = "", read: str | None = None,
    withdraws: bool = False,
) -> Edition:  # fmt: skip
    """Publish the results of a closed survey as their next edition; one after the first corrects it and says why.

    ``read`` is the fingerprint of what the officer read; ``withdraws`` takes the editions before it back in the same
    act, since what differs between two can tell of an answer that was set aside between them (R35).
    Raises ValidationError where nothing was counted, the answers changed since, or a correction has no reason.
    """
    survey = lock(survey, "activity", "locality")
    result = _ready(survey, note, read)
    found = parts(survey, result, method)
    edition = editions.publish(
        series=result.series, root=f"engagement:{survey.locality_id or 0}", title=f"Results: {survey.title}"[:300],
        parts=found, note=note.strip(), by=by,
        reason=Edition.Reason.CORRECTION if result.edition else Edition.Reason.FIRST,
    )  # fmt: skip
    result.edition, result.published_at, result.method = edition, edition.published_at, method
    result.save()
    make_page(edition, found)
    ask_for_answers(edition)
    audit.record(by, "published the results of", survey, edition=edition.number)
    if withdraws and by:
        withdrawing_results.withdraw_earlier(survey, by=by)
    return edition


def _ready(survey: Survey, note: str, read: str | None) -> SurveyResult:
    """Return the result of a locked survey, or refuse to publish it."""
    result = SurveyResult.objects.filter(survey=survey).select_related("edition").first()
    if result is None or result.counted_at is None:
        raise ValidationError("The answers are not counted yet.")
    if not counting.stands(result):
        raise ValidationError(RECOUNT)
    if result.edition and not note.strip():
        raise ValidationError({"note": WHY})
    if read is not None and read != seen(parts(survey, result)):
        raise ValidationError(CHANGED)
    return result


def make_page(edition: Edition, found: Any) -> Rendering:
    """Make the page of an edition, pictures and all, ready to serve."""
    now = timezone.now()
    place = {"subject": edition.series, "root": edition.root, "opened_at": edition.published_at, "asked_at": now}
    page, _ = Rendering.objects.update_or_create(
        edition=edition, kind=PAGE, defaults={**place, "done_at": now, "html": showing_results.page(found)}
    )
    Rendering.objects.filter(subject=edition.series, kind=WHOLE).exclude(edition=edition).delete()
    Rendering.objects.update_or_create(
        edition=edition, kind=WHOLE, defaults={**place, "done_at": now, "html": "", "data": {}}
    )
    return page


def ask_for_answers(edition: Edition) -> None:
    """Ask for the table of single answers that goes with an edition: it follows, whatever becomes of the broker."""
    facts = {"subject": edition.series, "root": edition.root, "opened_at": edition.published_at}
    Rendering.objects.get_or_create(
        edition=edition, kind=ANSWERS, defaults={**facts, "asked_at": timezone.now(), "done_at": None}
    )
    work.later("engagement.open_answers", edition_id=edition.pk)


def ask_for_owed() -> None:
    """Hand on the tables of answers that are still owed."""
    for made in Rendering.objects.owed().filter(kind=ANSWERS, subject__startswith="survey:").select_related("edition"):
        work.later("engagement.open_answers", edition_id=made.edition_id)
