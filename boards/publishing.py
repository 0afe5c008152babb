"""Publishing an agenda: what stands in the way, what will be published, and the act itself.

Source: standards R0-R2; checklist B3, D20.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.utils import timezone

from boards.locking import lock
from foundation import audit, editions, work
from foundation.editions import Part
from foundation.models import Edition, File, Rendering, User

from . import composing, disclosing, indexing, rendering
from .models import AgendaItem, Meeting, Override, Report
from .notice import NoticeClock, notice_clock
from .reporting import missing
from .summoning import invitations


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


class NotPublished(Exception):
    """Publication was refused; `obstacles` say why."""

    def __init__(self, obstacles: Sequence[Obstacle]):
        super().__init__(" ".join(obstacle.words for obstacle in obstacles))
        self.obstacles = obstacles


def prepare(meeting: Meeting, *, left_out: Collection[int] = (), correction: bool = False) -> Publication:
    """Return what publishing the draft now would do, and what stands in its way."""
    items = composing.items_of(meeting)
    old = composing.parts_of(meeting.agenda_edition)
    parts = composing.with_notices(composing.compose(meeting, items, left_out=left_out), old)
    parts = disclosing.split(parts, disclosing.marks_of(meeting))
    told = composing.changes(parts, old)
    plan = Publication(meeting, items, parts, told, notice_clock(meeting, at=timezone.now()))
    plan = replace(plan, incomplete=[paper for item in items if (paper := _expected(item)) and lacking(paper)])
    late = [] if correction and not plan.is_first else _late(plan)
    return replace(plan, late=late, obstacles=_obstacles(plan, late, left_out))


def _late(plan: Publication) -> list[AgendaItem]:
    """Return the items that would come with too little notice: all at first, later what is new. Source: R2."""
    if not plan.clock.is_late:
        return []
    if plan.is_first:
        return list(plan.items)
    fresh = {told["key"] for told in plan.changes if told["what"] == "added" or told["kind"] == "report"}
    return [item for item in plan.items if {f"item:{item.pk}", _paper_key(item)} & fresh]


def _paper_key(item: AgendaItem) -> str:
    paper = composing.paper_of(item)
    return f"report:{paper.pk}" if paper else ""


def _obstacles(plan: Publication, late: Sequence[AgendaItem], left_out: Collection[int]) -> list[Obstacle]:
    return [
        *_of_meeting(plan.meeting),
        *_of_agenda(plan),
        *_of_reports(plan, left_out),
        *_of_notice(plan, late),
        *_of_invitations(plan.meeting),
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
            f"The report “{paper.title}” is not complete: {', '.join(lacking(paper))}.",
            f"/manage/reports/{paper.pk}/",
            "Complete the report",
            subject=paper.pk,
        )
        for paper in plan.incomplete
        if paper.pk not in left_out
    ]


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
    given = "1 clear working day" if clock.given == 1 else f"{clock.given} clear working days"
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


@transaction.atomic
def publish_agenda(
    meeting: Meeting,
    *,
    by: User | None,
    reason: str = "",
    note: str = "",
    after: int | None = None,
    left_out: Collection[int] = (),
    reasons: Mapping[str, str] | None = None,
    circumstances: Mapping[int, tuple[str, str]] | None = None,
) -> Edition:
    """Publish the draft agenda as its next edition and announce the meeting.

    ``after`` is the number of the edition that the officer saw: sent twice, the second finds the first's edition.
    ``reasons`` answers what an informal board may go past; ``circumstances`` maps late items to the chair's reason
    and name. Raises NotPublished.
    """
    meeting = locked(meeting)
    current = meeting.agenda_edition
    if current and after is not None and current.number != after:
        return current
    _record_circumstances(meeting, circumstances or {})
    plan = prepare(meeting, left_out=left_out, correction=reason == Edition.Reason.CORRECTION)
    answers = {rule: words for rule, words in (reasons or {}).items() if words.strip()}
    if unanswered := [o for o in plan.obstacles if o.blocks or o.rule not in answers]:
        raise NotPublished(unanswered)
    for warning in plan.warnings:
        _override(warning, meeting, answers[warning.rule], by)
    reason = (reason or Edition.Reason.SUPPLEMENT) if current else Edition.Reason.FIRST
    return issue(meeting, plan.parts, told=plan.changes, reason=reason, note=note, by=by)


def locked(meeting: Meeting) -> Meeting:
    """Return the meeting for one publisher at a time, with what its agenda names."""
    return lock(meeting, "board__kind", "venue", "agenda_edition", "minutes_edition")


def issue(
    meeting: Meeting, parts: Sequence[Part], *, told: Sequence[dict[str, Any]], reason: str, note: str, by: User | None
) -> Edition:
    """Freeze these parts as the next edition of a locked meeting's agenda, show it at once and ask for its PDFs."""
    front = replace(parts[0], content={**parts[0].content, "changes": list(told)})
    edition = editions.publish(
        series=meeting.agenda_series, root=meeting.board.root, title=f"Agenda, {meeting}", parts=[front, *parts[1:]],
        reason=reason, note=note, by=by,
    )  # fmt: skip
    _open_files(parts)
    _close_files(parts, meeting.board.root)
    meeting.agenda_edition = edition
    meeting.agenda_published_at = meeting.agenda_published_at or edition.published_at
    meeting.announced_at = meeting.announced_at or edition.published_at
    meeting.announced_by = meeting.announced_by or by
    meeting.save()
    rendering.refresh_page(meeting)
    ask_for_pack(meeting, has_exempt=any(not part.is_open for part in parts))
    indexing.ask(edition)
    audit.record(by, "published the agenda", meeting, edition=edition.number, reason=reason)
    return edition


def ask_for_pack(meeting: Meeting, *, has_exempt: bool) -> None:
    """Ask for the PDFs of the edition in force: they follow, whatever becomes of the broker.

    The pack with what is exempt stays behind the wall.
    """
    root, now = meeting.board.root, timezone.now()
    for kind in rendering.PRINTS if has_exempt else rendering.PDFS:
        is_open = kind in rendering.PDFS
        Rendering.objects.update_or_create(
            edition=meeting.agenda_edition,
            kind=kind,
            defaults={
                "subject": rendering.subject(meeting), "root": root, "opened_at": now if is_open else None,
                "exempt_root": "" if is_open else root,
                "asked_at": now, "started_at": None, "alive_at": None, "done_at": None, "failed_at": None,
                "failure": "", "step": "", "steps_done": 0, "steps": 0,
            },
        )  # fmt: skip
    work.later("boards.build_pack", edition_id=meeting.agenda_edition_id)


def _open_files(parts: Sequence[Part]) -> None:
    keys = _files([part for part in parts if part.is_open])
    # Files have no history: what was opened and when is the edition's to say.
    File.objects.filter(pk__in=keys, opened_at__isnull=True).update(opened_at=timezone.now())


def _close_files(parts: Sequence[Part], root: str) -> None:
    """Let those who read what is exempt have its files."""
    File.objects.filter(pk__in=_files([part for part in parts if not part.is_open])).update(exempt_root=root)


def _files(parts: Sequence[Part]) -> list[int]:
    of_appendices = [part.content for part in parts if part.content.get("letter")]
    return [key for content in of_appendices for name in ("file_id", "pages_file_id") if (key := content[name])]


def _record_circumstances(meeting: Meeting, circumstances: Mapping[int, tuple[str, str]]) -> None:
    for item in AgendaItem.objects.filter(meeting=meeting, pk__in=circumstances):
        because, agreed_by = circumstances[item.pk]
        if because and agreed_by:
            item.late_because, item.late_agreed_by = because, agreed_by
            item.save()


def _override(warning: Obstacle, meeting: Meeting, reason: str, by: User | None) -> None:
    Override.objects.create(
        board=meeting.board, meeting=meeting, rule=warning.rule, warning=warning.words, reason=reason, by=by
    )
