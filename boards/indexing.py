"""What search finds of an edition: its items, papers, minutes, the decisions it opened, its terms; and of the plan.

Search rows are a rendering of the edition in force: asked for when it is published, made by a worker, made again at any
time, and owed until they are made.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from foundation import richtext, search, tenancy, work
from foundation.models import Edition, EditionPart, Rendering, SearchEntry
from foundation.search import Entry

from . import drafting, printing, rendering
from .disclosing import HELD, tells
from .models import Board, Decision, Exemption, ForwardEntry, Meeting
from .models.forward_plan import ForwardEntryQuerySet

KIND = "search"
PLANNED = "planned"
Content = dict[str, Any]


def ask(edition: Edition) -> None:
    """Ask for the search rows of an edition: they follow, whatever becomes of the broker."""
    now = timezone.now()
    Rendering.objects.update_or_create(
        edition=edition,
        kind=KIND,
        defaults={"subject": edition.series, "root": edition.root, "opened_at": now, "asked_at": now, "done_at": None},
    )
    work.later("boards.index_edition", edition_id=edition.pk)


def ask_for_owed() -> int:
    """Hand on the search rows that this partnership is still owed, and return of how many editions."""
    found = list(printing.waiting([KIND]))
    for made in found:
        work.later("boards.index_edition", edition_id=made.edition_id)
    return len(found)


@transaction.atomic
def index(edition_id: int) -> None:
    """Let an edition be found in place of those before it; one that was superseded meanwhile is let be."""
    edition = Edition.objects.get(pk=edition_id)
    # One at a time in a series, so that the rows of an older edition never replace those of a newer.
    owed = list(Rendering.objects.select_for_update().filter(subject=edition.series, kind=KIND).order_by("pk"))
    if edition == Edition.objects.filter(series=edition.series).newest_first().first():
        search.index(edition, list(entries(edition)))
    for made in owed:
        if made.edition_id == edition_id:
            made.done_at = timezone.now()
            made.save(update_fields=["done_at"])


def forget(series: str, keys: Collection[str]) -> None:
    """Take parts that are withdrawn out of search at once."""
    SearchEntry.objects.filter(series=series, key__in=keys).delete()


def show_plan(entries: ForwardEntryQuerySet) -> None:
    """Let these entries of the plan be found, each by itself, but not what is decided, dropped or may not be named.

    An entry is locked first: whoever shows it later sees what was marked or decided before. Source: standards R3, R6.
    """
    rows = list(entries.public().order_by("pk").select_for_update(of=("self",)).select_related("board"))
    if not rows:
        return
    with tenancy.tenant(rows[0].board.partnership_id, ["draft:board:*"]):  # whoever acts: the marks say what is kept
        told = ForwardEntry.objects.to_come().filter(pk__in=[row.pk for row in rows])
        planned = list(told.select_related("board", "meeting", "item"))
        marks = Exemption.objects.standing().filter(key__in=[f"item:{row.item_id}" for row in planned]).by_key()
    found = {row.pk: entry for row in planned if not _is_kept(row, entry := _planned(row), marks)}
    for row in rows:
        shown = [found[row.pk]] if row.pk in found else []
        search.replace(f"plan:{row.board_id}", row.board.root, shown, key=_key(row))


def show_plan_of(meeting: Meeting) -> None:
    """Let what is planned under the items of a meeting be found as it stands now."""
    show_plan(ForwardEntry.objects.filter(item__meeting=meeting))


def _is_kept(row: ForwardEntry, entry: Entry, marks: Mapping[str, Exemption]) -> bool:
    return row.item is not None and tells(f"{entry.title} {entry.body}", row.item, marks.get(f"item:{row.item_id}"))


def _key(row: ForwardEntry) -> str:
    return f"planned:{row.pk}"


def _planned(row: ForwardEntry) -> Entry:
    body = _lines(row.text, row.decided_by, row.papers, row.consultation, row.private_because)
    return Entry(
        key=_key(row), kind=PLANNED, title=row.title, body=body, context=f"{row.board.name}, forward plan",
        dated=row.on, address=row.get_absolute_url(),  # type: ignore[attr-defined]
    )  # fmt: skip


def entries(edition: Edition) -> Iterator[Entry]:
    """Yield what search shows of an edition."""
    kind, _, key = edition.series.partition(":")
    # Whoever runs this may be cleared for exempt parts: search is for all.
    parts = list(edition.parts.filter(opened_at__isnull=False, withdrawn_at__isnull=True).order_by("position"))
    of_kind: dict[str, Callable[[Edition, int, Sequence[EditionPart]], Iterator[Entry]]] = {
        "agenda": _of_agenda, "minutes": _of_minutes, "terms": _of_terms,
        "answers": _of_answers,
    }  # fmt: skip
    yield from of_kind[kind](edition, int(key), parts)


def _of_agenda(edition: Edition, key: int, parts: Sequence[EditionPart]) -> Iterator[Entry]:
    meeting = Meeting.objects.select_related("board").get(pk=key)
    pack = edition.renderings.filter(kind="pack").first()
    pages = pack.data.get("parts", {}) if pack else {}
    home = meeting.get_absolute_url()
    for part in parts:
        if part.kind != "front":
            name = rendering.slug(part.key)
            yield Entry(
                key=part.key, kind=part.kind, title=part.title, body=WORDS[part.kind](part.content),
                context=_context(meeting), dated=meeting.date, page=str(pages.get(part.key, [""])[0]),
                address=f"{home}#{name}" if part.kind == "item" else f"{home}papers/{name}/",
            )  # fmt: skip


def _of_minutes(edition: Edition, key: int, parts: Sequence[EditionPart]) -> Iterator[Entry]:
    meeting = Meeting.objects.select_related("board").get(pk=key)
    home, context = f"{meeting.get_absolute_url()}minutes/", _context(meeting)
    for part in parts:
        if part.kind == "minute":
            number = part.content["number"]
            anchor = drafting.anchor(number) if number else "attendance"
            body = richtext.plain(part.content["text"])
            yield Entry(part.key, "minute", part.title, body, context, meeting.date, f"{home}#{anchor}")
    for decision in Decision.objects.public().filter(meeting=meeting).order_by("pk"):
        body = _lines(decision.text, decision.get_outcome_display(), decision.reason)
        address = decision.get_absolute_url()
        yield Entry(f"decision:{decision.pk}", "decision", decision.title, body, context, decision.decided_on, address)


def _of_terms(edition: Edition, key: int, parts: Sequence[EditionPart]) -> Iterator[Entry]:
    board, dated = Board.objects.get(pk=key), timezone.localdate(edition.published_at)
    for part in parts:
        body = richtext.plain(part.content["html"])
        yield Entry(part.key, "terms", part.title, body, board.name, dated, f"{board.get_absolute_url()}terms/")


def _of_answers(edition: Edition, key: int, parts: Sequence[EditionPart]) -> Iterator[Entry]:
    meeting = Meeting.objects.select_related("board").get(pk=key)
    for part in parts:
        body = _lines(*(part.content[name] for name in ("text", "answer", "supplementary", "supplementary_answer")))
        address = f"{meeting.get_absolute_url()}questions/#{rendering.slug(part.key)}"
        yield Entry(part.key, "answer", "Written answer", body, _context(meeting), meeting.date, address)


def _context(meeting: Meeting) -> str:
    return f"{meeting.board.name}, {date_format(meeting.date, 'j F Y')}"


def _item(content: Content) -> str:
    text = richtext.plain(content["text"])
    questions = [row["text"] for row in content.get("questions", [])]
    return _lines(text, *_asked(content), *questions, content["lead"], content["proposed_by"], _summary(content))


def _report(content: Content) -> str:
    sections = [
        _lines(section["heading"], richtext.plain(section["html"]), *_words([section.get(name) for name in HELD]))
        for section in content["sections"]
    ]
    return _lines(*_asked(content), *sections, *(row["value"] for row in content["front"]), _summary(content))


def _words(value: Any) -> Iterator[str]:
    """Yield the words of what a section holds beside its text."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _words(each)


def _appendix(content: Content) -> str:
    return _lines(content["name"], content["alternative"], _summary(content))


def _summary(content: Content) -> str:
    """Return what the public reads of something exempt."""
    return content.get("exempt", {}).get("summary", "")


def _asked(content: Content) -> list[str]:
    return [row["text"] for row in content["recommendations"]]


def _lines(*texts: str) -> str:
    return "\n".join(text for text in texts if text)


WORDS: dict[str, Callable[[Content], str]] = {"item": _item, "report": _report, "appendix": _appendix}
