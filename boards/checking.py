"""Checking before publication: what would be published, and what stands in the way.

Source: standards R0-R2; checklist B3, D20.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils import timezone

from foundation import meanwhile
from foundation.editions import Part
from foundation.templatetags.words import counted

from . import composing, disclosing, forewarning, noticing, signed
from .models import AgendaItem, Meeting, Report
from .notice import NoticeClock, notice_clock
from .reporting import missing
from .summoning import invitations

MOST_NAMED = 6


@dataclass(frozen=True)
class Obstacle:
    """Something in the way of publication: refused, or to be answered with a reason."""

    rule: str
    words: str
    href: str = ""
    link: str = ""
    blocks: bool = True
    subject: int = 0  # the report or the item that it is about


@dataclass(frozen=True)
class Publication:
    """What publishing now would do."""

    meeting: Meeting
    items: Sequence[AgendaItem]
    parts: Sequence[Part]
    changes: Sequence[dict[str, Any]]
    clock: NoticeClock
    late: Sequence[AgendaItem] = ()
    obstacles: Sequence[Obstacle] = ()
    incomplete: Sequence[Report] = ()
    unsigned: Mapping[int, list[str]] = field(default_factory=dict)  # by report: which sign-offs it lacks
    seen: str = ""  # the fingerprint of the draft, to know again what an officer checked

    @property
    def is_first(self) -> bool:
        """Say whether nothing has been published of this agenda yet."""
        return self.meeting.agenda_edition is None

    @property
    def number(self) -> int:
        """Return the number of the edition in force, 0 where there is none."""
        return self.meeting.agenda_edition.number if self.meeting.agenda_edition else 0

    @property
    def blockers(self) -> list[Obstacle]:
        """Return what must be put right first."""
        return [obstacle for obstacle in self.obstacles if obstacle.blocks]

    @property
    def warnings(self) -> list[Obstacle]:
        """Return what may be gone past with a reason."""
        return [obstacle for obstacle in self.obstacles if not obstacle.blocks]


def prepare(meeting: Meeting, *, left_out: Collection[int] = (), correction: bool = False) -> Publication:
    """Return what publishing the draft now would do, and what stands in its way."""
    items = composing.items_of(meeting)
    old = composing.parts_of(meeting.agenda_edition)
    draft = composing.compose(meeting, items)
    seen = _fingerprint(draft)
    draft = composing.compose(meeting, items, left_out=left_out) if left_out else draft
    parts = disclosing.split(composing.with_notices(draft, old), disclosing.marks_of(meeting))
    told = composing.changes(parts, old)
    plan = Publication(meeting, items, parts, told, notice_clock(meeting, at=timezone.now()), seen=seen)
    expected = [paper for item in items if (paper := _expected(item))]
    plan = replace(plan, unsigned=_unsigned(plan, expected, left_out))
    plan = replace(plan, incomplete=[paper for paper in expected if _lacking(plan, paper)])
    late = [] if correction and not plan.is_first else _late(plan)
    return replace(plan, late=late, obstacles=_obstacles(plan, late, left_out))


def _fingerprint(draft: Sequence[Part]) -> str:
    """Return what tells whether the draft was changed; the chair's reasons are given on the page of publication."""
    given = ("late_because", "late_agreed_by")
    return meanwhile.seen([(part.key, [row for row in part.content.items() if row[0] not in given]) for part in draft])


def _late(plan: Publication) -> list[AgendaItem]:
    """Return the items that would come with too little notice: all at first, later what is new. Source: R2."""
    if not plan.clock.is_late:
        return []
    return _fresh(plan)


def _fresh(plan: Publication) -> list[AgendaItem]:
    """Return the items that are new to the public, or have a new report."""
    if plan.is_first:
        return list(plan.items)
    fresh = {told["key"] for told in plan.changes if told["what"] == "added" or told["kind"] == "report"}
    return [item for item in plan.items if {f"item:{item.pk}", _paper_key(item)} & fresh]


def _paper_key(item: AgendaItem) -> str:
    paper = composing.paper_of(item)
    return f"report:{paper.pk}" if paper else ""


def _unsigned(plan: Publication, expected: Sequence[Report], left_out: Collection[int]) -> dict[int, list[str]]:
    """Return which sign-offs are lacking of the reports that are new or changed. Source: issue 3, section 4."""
    told = {told["key"] for told in plan.changes}
    return signed.unsigned([paper for paper in expected if f"report:{paper.pk}" in told or paper.pk in left_out])


def _obstacles(plan: Publication, late: Sequence[AgendaItem], left_out: Collection[int]) -> list[Obstacle]:
    return [
        *_of_meeting(plan.meeting),
        *_of_agenda(plan),
        *_of_reports(plan, left_out),
        *_of_sign_offs(plan, left_out),
        *_of_notice(plan, late),
        *_of_invitations(plan.meeting),
        *_of_wards(plan),
        *_of_forward_plan(plan),
    ]


def _of_meeting(meeting: Meeting) -> list[Obstacle]:
    hub, found = f"/manage/meetings/{meeting.pk}/", []
    if not meeting.is_going_ahead:
        found.append(Obstacle("meeting", "The meeting was cancelled or postponed.", hub, "See the meeting"))
    if not meeting.board.is_public:
        settings = f"/manage/boards/{meeting.board.slug}/"
        found.append(Obstacle("board", "The board itself is not public yet.", settings, "Set its dates"))
    if meeting.mode != Meeting.Mode.VIRTUAL and meeting.venue is None:
        found.append(Obstacle("venue", "No place is set for the meeting.", hub, "Set the place"))
    return found


def _of_agenda(plan: Publication) -> list[Obstacle]:
    agenda = f"/manage/meetings/{plan.meeting.pk}/agenda/"
    if not plan.items:
        return [Obstacle("items", "The agenda has no items.", agenda, "Add items")]
    if not plan.changes:
        return [Obstacle("changes", "Nothing has changed since the last edition.", agenda, "Change the agenda")]
    return []


def _of_reports(plan: Publication, left_out: Collection[int]) -> list[Obstacle]:
    """Return the reports that are not complete: “None” is an answer, empty is not. Source: checklist B3."""
    return [
        Obstacle(
            "report",
            f"The report “{paper.title}” is not complete: {', '.join(_lacking(plan, paper))}.",
            f"/manage/reports/{paper.pk}/",
            "Complete the report",
            subject=paper.pk,
        )
        for paper in plan.incomplete
        if paper.pk not in left_out
    ]


def _lacking(plan: Publication, report: Report) -> list[str]:
    """Return what keeps a report from being published: on a board bound by statute a sign-off too. Source: R0."""
    is_bound = plan.meeting.board.is_statutory
    return [*lacking(report), *(plan.unsigned.get(report.pk, []) if is_bound else [])]


def _of_sign_offs(plan: Publication, left_out: Collection[int]) -> list[Obstacle]:
    """Return the reports of an informal board that go out without a sign-off: it is asked why. Source: R0."""
    if plan.meeting.board.is_statutory:
        return []
    return [
        Obstacle(
            "signing", f"“{paper.title}” is not signed off: {', '.join(plan.unsigned[paper.pk])}.",
            f"/manage/reports/{paper.pk}/sign-offs/", "See its sign-offs", blocks=False, subject=paper.pk,
        )
        for item in plan.items
        if (paper := _expected(item)) and paper.pk in plan.unsigned and paper.pk not in left_out
    ]  # fmt: skip


def lacking(report: Report) -> list[str]:
    """Return what a report lacks before it can be published, its author's word that it is finished among it."""
    is_awaited = report.author_id is not None and report.handed_in_at is None
    return [*missing(report), *(["its author has not handed it in"] if is_awaited else [])]


def _expected(item: AgendaItem) -> Report | None:
    """Return the report that is to be published under an item."""
    paper = composing.paper_of(item)
    return paper if paper and paper.withdrawn_at is None else None


def _of_notice(plan: Publication, late: Sequence[AgendaItem]) -> list[Obstacle]:
    """Return what is late: refused without special circumstances, or warned of. Source: standards R0, R2."""
    if not late:
        return []
    clock = plan.clock
    if not plan.meeting.board.is_statutory:
        return [Obstacle("notice", late_words(clock), blocks=False)]
    return [
        Obstacle("circumstances", f"“{item.title}” comes too late without the chair’s reason.", subject=item.pk)
        for item in late
        if not (item.late_because and item.late_agreed_by)
    ]


def late_words(clock: NoticeClock) -> str:
    """Return how late publication is, as a sentence."""
    given = counted(clock.given, "clear working day")
    return (
        f"Papers should have been published by {clock.publish_by:%A} {clock.publish_by.day} {clock.publish_by:%B}: "
        f"this gives {given} of notice, and the board asks for {clock.clear_days}."
    )


def _of_invitations(meeting: Meeting) -> list[Obstacle]:
    """Return whether somebody who is entitled was not told. Source: checklist A2."""
    summons = f"/manage/meetings/{meeting.pk}/summons/"
    return [
        Obstacle("invitations", found.text, summons, "Send the summons", blocks=found.blocks)
        for found in invitations(meeting)
    ]


def _of_wards(plan: Publication) -> list[Obstacle]:
    """Return whether members of the wards that new items affect were not told in time. Source: checklist B7."""
    added = {told["key"] for told in plan.changes if told["what"] == "added"}
    placed = [item.pk for item in plan.items if item.is_placed]  # type: ignore[attr-defined]
    new = {key for key in placed if plan.is_first or f"item:{key}" in added}
    rows = forewarning.untold(plan.meeting, new)
    if not rows:
        return []
    names = sorted({f"{row.person} ({row.area.name})" for row in rows})
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    hours = plan.meeting.board.ward_notice_hours
    words = (
        f"Members of the wards concerned are to be told {counted(hours or 0, 'hour')} before publication, "
        f"and were not: {', '.join(names[:MOST_NAMED])}{more}."
    )
    wards = f"/manage/meetings/{plan.meeting.pk}/wards/"
    return [Obstacle("wards", words, wards, "Tell the ward members", blocks=False)]


def _of_forward_plan(plan: Publication) -> list[Obstacle]:
    """Return which key decisions and private items lack their notice: refused, or warned of. Source: R0, R6."""
    board = plan.meeting.board
    if not board.is_executive:
        return []
    found = noticing.missing(board, _fresh(plan), disclosing.by_item(plan.meeting))
    if board.is_statutory:
        return [Obstacle(one.rule, one.words, one.href, one.link, subject=one.item_id or 0) for one in found]
    by_rule = {one.rule: [other for other in found if other.rule == one.rule] for one in found}
    return [
        Obstacle(rule, " ".join(one.words for one in rows), rows[0].href, rows[0].link, blocks=False)
        for rule, rows in by_rule.items()
    ]
