"""What an agenda is made of when it is published: the facts of the meeting, its items, their papers, as data.

A part keeps its key through the editions: "front", "item:4", "report:7", "appendix:9".
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, prefetch_related_objects

from foundation import richtext
from foundation.editions import Part
from foundation.models import Edition, EditionPart

from .disclosing import EXEMPT, open_key
from .documents import FRONT_FIELDS, RELATED, report_document, with_advice
from .models import AgendaItem, BoardOffice, ItemPlace, Meeting, PublicQuestion, Recommendation, Report, SignOffStep
from .models.agenda import numbers
from .models.kind import PublicAccess

Content = dict[str, Any]
TOLD = {"report": "Report", "appendix": "Appendix", "item": "Item", "front": "Time and place"}

ASKED = PublicQuestion.objects.accepted().exclude(how="meeting")
OWN = Recommendation.objects.filter(report__isnull=True).order_by("position", "pk")


def items_of(meeting: Meeting) -> list[AgendaItem]:
    """Return the items of a draft agenda in order, with all that their papers say, in one query a table."""
    has_chain = Exists(SignOffStep.objects.standing().filter(board=OuterRef("board")))
    reports = Report.objects.annotate(has_chain=has_chain).select_related("board", "template", "assessment")
    reports = reports.prefetch_related(*RELATED)
    items: list[AgendaItem] = list(
        AgendaItem.objects.standing()
        .in_order()
        .filter(meeting=meeting)
        .annotate(
            is_placed=Exists(ItemPlace.objects.filter(item=OuterRef("pk"))),
            has_questions=Exists(ASKED.filter(item=OuterRef("pk"))),
        )
        .select_related("about_meeting", "proposed_by")
        .prefetch_related(Prefetch("report", queryset=reports, to_attr="paper"))
    )
    with_advice([paper for item in items if (paper := paper_of(item))])
    for item in items:
        item.meeting = meeting
        if paper := paper_of(item):
            paper.item = item
    return items


def paper_of(item: AgendaItem) -> Report | None:
    """Return the report under an item of `items_of`."""
    return getattr(item, "paper", None)


def compose(meeting: Meeting, items: Sequence[AgendaItem], *, left_out: Collection[int] = ()) -> list[Part]:
    """Return the parts of an agenda as its draft stands; reports in `left_out` are said to follow."""
    prefetch_related_objects(list(items), Prefetch("recommendations", queryset=OWN, to_attr="own_recommendations"))
    prefetch_related_objects([item for item in items if _has_questions(item)], Prefetch("questions", queryset=ASKED))
    parts, named = [Part("front", "front", "Agenda", front(meeting))], numbers(items)
    for item in items:
        paper = paper_of(item)
        follows = paper is not None and paper.pk in left_out
        printed = None if follows or (paper and paper.withdrawn_at) else paper
        parts.append(_item(item, named[item.pk], printed, follows=follows))
        if printed:
            parts += _papers(printed, named[item.pk], item.pk)
    return parts


def _papers(report: Report, number: str, item_id: int) -> Iterable[Part]:
    document = {**report_document(report, number=number), "item": f"item:{item_id}"}
    yield Part("report", f"report:{report.pk}", report.title, document)
    for appendix in document["appendices"]:
        title = f"Appendix {appendix['letter']}: {appendix['title']}"
        yield Part("appendix", appendix["key"], title, {**appendix, "report": f"report:{report.pk}"})


def front(meeting: Meeting) -> Content:
    """Return when, where and how the meeting is held, in words that do not change with the board later."""
    board, venue = meeting.board, meeting.venue
    return {
        "board": board.name,
        "kind": board.kind.name,
        "starts_at": meeting.starts_at.isoformat(),
        "ends_at": meeting.ends_at.isoformat(),
        "mode": meeting.mode,
        "mode_words": meeting.get_mode_display(),
        "venue": {"name": venue.name, "address": venue.address, "postcode": venue.postcode, "access": venue.access}
        if venue
        else None,
        "room": meeting.room,
        "join_link": meeting.join_link,
        "public_access": board.public_access,
        "public_may_attend": board.public_access != PublicAccess.CLOSED,
        "called_because": meeting.called_because if meeting.is_extraordinary else "",
        "offices": _offices(meeting),
    }


def _offices(meeting: Meeting) -> list[Content]:
    wanted = (BoardOffice.Kind.CHAIR, BoardOffice.Kind.VICE_CHAIR, BoardOffice.Kind.CLERK)
    offices = [office for office in meeting.officers if office.kind in wanted]
    order = sorted(offices, key=lambda office: wanted.index(BoardOffice.Kind(office.kind)))
    return [{"office": office.get_kind_display(), "name": office.person.name} for office in order]


def _item(item: AgendaItem, number: str, report: Report | None, *, follows: bool) -> Part:
    content = {
        "number": number,
        "title": item.title,
        "text": richtext.clean(item.text),
        "purpose": item.purpose,
        "purpose_words": item.get_purpose_display(),
        "lead": item.lead,
        "minutes": item.minutes,
        "standing": item.key,
        "proposed_by": item.proposed_by.name if item.proposed_by else "",
        "late_because": item.late_because,
        "late_agreed_by": item.late_agreed_by,
        "about_meeting": _about(item.about_meeting),
        "recommendations": _asked(item, number),
        "report": f"report:{report.pk}" if report else "",
        "to_follow": follows,
        "withdrawn": [],
    }
    if _has_questions(item):
        content["questions"] = [_question(row) for row in item.questions.all()]
    return Part("item", f"item:{item.pk}", item.title, content)


def _has_questions(item: AgendaItem) -> bool:
    return item.has_questions  # type: ignore[attr-defined]


def _question(row: PublicQuestion) -> Content:
    """Return what the agenda prints of it; the asker's name only where they agreed. Source: standards R37."""
    return {
        "key": f"question:{row.pk}",
        "kind": row.get_kind_display(),
        "asker": row.shown_asker,
        "text": row.question,
        "signatures": row.signatures,
    }


def withdrawal(title: str, at: datetime, because: str) -> Content:
    """Return the notice that stands where a paper was."""
    return {"title": title, "at": at.isoformat(), "because": because}


def _about(meeting: Meeting | None) -> Content | None:
    return {"meeting": meeting.pk, "starts_at": meeting.starts_at.isoformat()} if meeting else None


def _asked(item: AgendaItem, number: str) -> list[dict[str, str]]:
    own = getattr(item, "own_recommendations", [])
    return [
        {"key": f"recommendation:{row.pk}", "number": f"{number}.{place}", "text": row.text}
        for place, row in enumerate(own, start=1)
    ]


def parts_of(edition: Edition | None) -> dict[str, EditionPart]:
    """Return the parts of an edition by their keys; none where there is no edition yet."""
    return {part.key: part for part in edition.parts.all()} if edition else {}


def with_notices(parts: Iterable[Part], old: Mapping[str, EditionPart]) -> list[Part]:
    """Return the parts with the notices of withdrawn papers, of which the draft knows nothing any more."""
    return [
        replace(part, content={**part.content, "withdrawn": notices})
        if part.key in old and (notices := old[part.key].content.get("withdrawn"))
        else part
        for part in parts
    ]


def changes(new: Sequence[Part], old: Mapping[str, EditionPart]) -> list[Content]:
    """Return what differs from an earlier edition, part by part, in the order of the agenda.

    What is exempt is told of under the title that the public reads.
    """
    shown = {part.key: part for part in new if part.is_open}
    told: dict[str, Content] = {}
    for part in new:
        key = open_key(part.key)
        if what := _change(part, old.get(part.key)):
            told.setdefault(key, _told(shown[key], what, shown[key].content))
    gone = [part for key, part in old.items() if key not in shown and part.kind != EXEMPT and not part.withdrawn_at]
    return [*told.values(), *(_told(part, "removed", part.content) for part in gone)]


def _change(part: Part, old: EditionPart | None) -> str:
    if old is None or old.withdrawn_at:
        return "added"
    return "" if _words(part.content) == _words(old.content) else "changed"


def _words(content: Any) -> Any:
    """Return what is said, without the numbers that change when an item is put in before it."""
    if isinstance(content, list):
        return [_words(value) for value in content if not _is_number(value)]
    if isinstance(content, Mapping):
        return {key: _words(value) for key, value in content.items() if key not in ("number", "changes")}
    return content


def _is_number(value: Any) -> bool:
    return isinstance(value, Mapping) and value.get("label") == FRONT_FIELDS["paper_number"]


def _told(part: Part | EditionPart, what: str, content: Mapping[str, Any]) -> Content:
    return {
        "key": part.key,
        "kind": part.kind,
        "words": TOLD[part.kind],
        "what": what,
        "title": part.title,
        "number": content.get("number", ""),
    }
