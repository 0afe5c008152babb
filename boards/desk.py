"""What one person finds on their desk: their boards and meetings, what is new, what waits for them."""

import datetime
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Exists, FilteredRelation, Q
from django.utils import timezone

from boards import reading, signing
from boards.models import (
    Action,
    AgendaAgreement,
    Blocker,
    Board,
    BoardOffice,
    DecisionNotice,
    DeskVisit,
    Meeting,
    Report,
    ReportBack,
    SeatHolding,
    SignOff,
    Summons,
)
from foundation.models import Edition, User
from foundation.templatetags.words import counted, day
from localities.models import Interest, InterestDuty, Person

SHOWN = 12
FIRST_NEWS = datetime.timedelta(days=30)  # for somebody who was never here
SOON = datetime.timedelta(days=14)


@dataclass(frozen=True)
class Place:
    """A board on which the person sits, or which they serve, as what, and for which organisations."""

    board: Board
    roles: tuple[str, ...]
    speaks_for: frozenset[int] = frozenset()


@dataclass(frozen=True)
class News:
    """Something published on one of the person's boards, and where to read it."""

    edition: Edition
    address: str


@dataclass(frozen=True)
class Coming:
    """A meeting to come, with the person's summons where they have one."""

    meeting: Meeting
    summons: Summons | None

    @property
    def waits(self) -> bool:
        """Say whether an answer is waited for."""
        if self.summons is None or self.summons.reply or self.meeting.has_started:
            return False
        return self.summons.is_asked


@dataclass
class Desk:
    """Everything on the desk."""

    since: datetime.datetime
    places: list[Place] = field(default_factory=list)
    meetings: list[Coming] = field(default_factory=list)
    news: list[News] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    agreements: list[AgendaAgreement] = field(default_factory=list)
    notices: list[DecisionNotice] = field(default_factory=list)  # of decisions, not acknowledged yet (D26)
    duties: list[InterestDuty] = field(default_factory=list)  # what the person owes the register of interests (R10)
    sign_offs: list[SignOff] = field(default_factory=list)
    blockers: list[Blocker] = field(default_factory=list)  # of groups of the executives that they serve (B34)
    reports_late: list[ReportBack] = field(default_factory=list)
    unread: list[reading.News] = field(default_factory=list)  # papers that are not as the person read them
    changed_papers: int = 0

    @property
    def replies_waited_for(self) -> list[Coming]:
        """Return the meetings whose summons waits for an answer."""
        return [coming for coming in self.meetings if coming.waits]

    @property
    def to_declare_for(self) -> Meeting | None:
        """Return the next meeting whose papers are out, for somebody who has registered interests. Source: R10."""
        out = (coming.meeting for coming in self.meetings if coming.meeting.agenda_edition_id)
        meeting = next(out, None)
        return meeting if meeting and meeting.has_interests and not meeting.opened_at else None  # type: ignore[attr-defined]

    @property
    def is_clear(self) -> bool:
        """Say whether nothing waits."""
        waits = (
            self.replies_waited_for,
            self.reports,
            self.actions,
            self.agreements,
            self.duties,
            self.notices,
            self.sign_offs,
        )
        return not any(waits)

    @property
    def headline(self) -> str:
        """Return what to know before the next meeting: “Before Thursday’s executive: 2 papers changed …”."""
        if not self.meetings or self.meetings[0].meeting.starts_at > timezone.now() + SOON:
            return ""
        coming = self.meetings[0]
        facts = [counted(self.changed_papers, "paper changed", "papers changed")] if self.changed_papers else []
        facts += [counted(1, "reply waited for", "")] if coming.waits else []
        facts += [counted(len(self.reports), "report to write", "reports to write")] if self.reports else []
        if not facts and coming.meeting.agenda_edition_id is None:
            return ""
        facts = facts or ["the papers are out, and nothing has changed since you were here"]
        return f"Before {_when(coming.meeting)}’s meeting of {coming.meeting.board}: {', '.join(facts)}."


def read(user: User, person: Person | None) -> Desk:
    """Return the desk of a person; an account that is nobody here has an empty one."""
    desk = Desk(since=_since(user))
    if person is None:
        return desk
    desk.places = _places(person)
    boards = [place.board.pk for place in desk.places]
    desk.meetings = _meetings(person, boards)
    desk.news = _news(boards, desk.since)
    desk.reports = _reports(person)
    desk.sign_offs = signing.waiting_for(person)
    desk.duties = list(InterestDuty.objects.open().filter(person=person).select_related("mandate__council"))
    desk.actions = list(Action.objects.open().filter(person=person).select_related("board").order_by("due_on")[:SHOWN])
    desk.notices = _notices(desk.places)
    _read_groups(desk)
    found = reading.unread(user, [coming.meeting for coming in desk.meetings], desk.since)
    desk.unread = [news for papers in found.values() for news in papers]
    if desk.meetings:
        desk.changed_papers = len(found.get(desk.meetings[0].meeting.pk, []))
    return desk


def agreements(boards: list[int]) -> list[AgendaAgreement]:
    """Return the draft packs that wait for the agreement of the chair of these boards."""
    asked = AgendaAgreement.objects.filter(board__in=boards, answered_at__isnull=True)
    asked = asked.filter(meeting__starts_at__gte=timezone.now())
    return list(asked.select_related("meeting__board")[:SHOWN])


def _since(user: User) -> datetime.datetime:
    """Return when the person was here before this visit, and note this one."""
    now = timezone.now()
    visit = DeskVisit.objects.filter(user=user).first()
    if visit is None:
        DeskVisit.objects.bulk_create([DeskVisit(user=user, seen_at=now)], ignore_conflicts=True)
        return now - FIRST_NEWS
    if visit.is_over():
        visit.before_at, visit.seen_at = visit.seen_at, now
        visit.save(update_fields=["before_at", "seen_at"])
    return visit.before_at or now - FIRST_NEWS


def _places(person: Person) -> list[Place]:
    today = timezone.localdate()
    roles: dict[Board, list[str]] = {}
    bodies: dict[int, set[int]] = defaultdict(set)
    held = SeatHolding.objects.on(today).filter(person=person)
    for holding in held.select_related("board", "seat__organisation", "organisation", "mandate__council"):
        if holding.speaks_for:
            bodies[holding.board_id].add(holding.speaks_for.pk)
        words = f"Substitute, {holding.seat}" if holding.substitute_for_id else str(holding.seat)
        roles.setdefault(holding.board, []).append(words)
    for office in BoardOffice.objects.on(today).filter(person=person).select_related("board"):
        roles.setdefault(office.board, []).append(str(office.get_kind_display()))
    rows = sorted(roles.items(), key=lambda row: row[0].name)
    return [Place(board, tuple(words), frozenset(bodies[board.pk])) for board, words in rows]


def _meetings(person: Person, boards: list[int]) -> list[Coming]:
    registered = Exists(Interest.objects.standing().filter(person=person))
    mine = FilteredRelation("summonses", condition=Q(summonses__person=person))  # one at most: one_summons_a_person
    coming = Meeting.objects.going_ahead().upcoming().annotate(has_interests=registered, mine=mine)
    coming = coming.filter(Q(board__in=boards) | Q(mine__isnull=False), announced_at__isnull=False)
    rows = coming.select_related("board", "venue", "mine__substitute")[:SHOWN]
    return [Coming(meeting, getattr(meeting, "mine", None)) for meeting in rows]


def _notices(places: list[Place]) -> list[DecisionNotice]:
    """Return what the organisations for which the person sits were told and have not acknowledged."""
    mine = Q(pk__in=())
    for place in places:
        mine |= Q(board=place.board, organisation__in=place.speaks_for)
    waiting = DecisionNotice.objects.waiting().filter(mine).select_related("decision", "organisation")
    return list(waiting.order_by("-told_at")[:SHOWN])


def _read_groups(desk: Desk) -> None:
    """Put on the desk what the groups of an executive wait for or owe. Source: checklist B32, B34."""
    executives = [place.board.pk for place in desk.places if place.board.may_set_up_groups]
    if not executives:
        return
    blocked = Blocker.objects.filter(group__executive__in=executives, escalated_at__isnull=False)
    blocked = blocked.filter(unblocked_at__isnull=True, group__closed_at__isnull=True).select_related("group__board")
    late = ReportBack.objects.overdue().filter(group__executive__in=executives).select_related("group__board")
    desk.blockers, desk.reports_late = list(blocked[:SHOWN]), list(late[:SHOWN])


def _reports(person: Person) -> list[Report]:
    asked = Report.objects.filter(author=person, invited_at__isnull=False)
    waiting = asked.filter(handed_in_at__isnull=True, withdrawn_at__isnull=True)
    return list(waiting.select_related("board").order_by("due_on", "pk")[:SHOWN])


def _news(boards: list[int], since: datetime.datetime) -> list[News]:
    """Return what was published, the newest edition of each series only."""
    roots = [f"board:{board}" for board in boards]
    new = Edition.objects.filter(root__in=roots, published_at__gt=since).order_by("-published_at")[: 3 * SHOWN]
    found: dict[str, Edition] = {}
    for edition in new:
        found.setdefault(edition.series, edition)
    return [News(edition, _address(edition)) for edition in list(found.values())[:SHOWN]]


def _address(edition: Edition) -> str:
    kind, _, key = edition.series.partition(":")
    pages = {"agenda": f"/meetings/{key}/", "minutes": f"/meetings/{key}/minutes/"}
    return pages.get(kind, "")


def _when(meeting: Meeting) -> str:
    days = (meeting.date - timezone.localdate()).days
    return "today" if days <= 0 else "tomorrow" if days == 1 else day(meeting.starts_at).split()[0] if days < 7 else (
        day(meeting.starts_at).rpartition(" ")[0]
    )  # fmt: skip
