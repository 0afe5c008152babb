"""How far the preparation of coming meetings is: for each a list of tasks, read for all of them together.

Red says what the law or the board's rule will refuse, yellow what it soon will or warns of; words say it as well.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db.models import Count, F, Q
from django.utils import timezone

from boards import forewarning, noticing, screening, signed
from boards.forewarning import Due
from boards.models import AgendaItem, Exemption, ForwardEntry, Meeting, Report, Summons
from boards.notice import NoticeClock, notice_clock
from boards.summoning import entitled_people
from foundation.models import Rendering
from foundation.templatetags.words import day


@dataclass(frozen=True)
class Task:
    """One thing to do for a meeting, and how it stands."""

    words: str
    href: str
    status: str
    hint: str = ""
    colour: str = ""
    waits: bool = False


@dataclass(frozen=True)
class Papers:
    """The reports of one meeting."""

    asked: int = 0
    handed_in: int = 0
    late: int = 0


@dataclass(frozen=True)
class Standing:
    """What was counted for all the meetings shown."""

    items: Counter
    papers: dict[int, Papers]
    packs: dict[int, Rendering]
    summonses: dict[int, list[Summons]]
    entitled: dict[int, set[int]]
    last: dict[int, Meeting]
    exempt: dict[int, list[Exemption]]
    wards: dict[int, list[Due]]
    questions: dict[int, tuple[int, int]]
    planned: dict[int, list[ForwardEntry]]
    signing: dict[int, signed.Progress]


def tasks_of(meetings: Sequence[Meeting]) -> list[tuple[Meeting, list[Task]]]:
    """Return each meeting with its tasks, in the same few queries for one meeting and for thirty."""
    standing = _count(meetings)
    return [(meeting, _tasks(meeting, standing)) for meeting in meetings]


def without_links(tasks: Iterable[Task]) -> list[Task]:
    """Return the tasks for somebody who may read how things stand but not do them."""
    return [replace(task, href="") for task in tasks]


def _tasks(meeting: Meeting, standing: Standing) -> list[Task]:
    tasks = [_agenda(meeting, standing), _reports(meeting, standing), *_sign_offs(meeting, standing)]
    tasks += [
        _summons(meeting, standing),
        _interests(meeting, standing),
        *_wards(meeting, standing),
        *_exempt(meeting, standing),
        *_planned(meeting, standing),
        *_questions(meeting, standing),
        _pack(meeting, standing),
    ]
    last = standing.last.get(meeting.pk)
    return [*tasks, _minutes(last)] if last else tasks


def _agenda(meeting: Meeting, standing: Standing) -> Task:
    clock, href = notice_clock(meeting), f"/manage/meetings/{meeting.pk}/agenda/"
    if meeting.agenda_edition_id:
        hint = f"{clock.given} clear working days before the meeting" if meeting.agenda_published_at else ""
        return Task("Agenda", href, "Published", hint, "green")
    items = standing.items[meeting.pk]
    state = f"In draft, {items} {'item' if items == 1 else 'items'}" if items else "Not started"
    hint = f"Must be out by {day(clock.publish_by)}"
    return Task("Agenda", href, *_urgency(meeting, clock, state, hint))


def _urgency(meeting: Meeting, clock: NoticeClock, state: str, hint: str) -> tuple[str, str, str]:
    if clock.is_late and meeting.board.is_statutory:
        return "Too late to publish", f"{hint}: it will be refused", "red"
    if clock.is_late:
        return "Late", f"Was to be out by {day(clock.publish_by)}: say why when you publish", "yellow"
    return state, hint, "yellow" if clock.is_close else "grey" if state == "Not started" else "blue"


def _reports(meeting: Meeting, standing: Standing) -> Task:
    papers, href = standing.papers.get(meeting.pk, Papers()), f"/manage/meetings/{meeting.pk}/agenda/"
    if not papers.asked:
        return Task("Reports", href, "None asked for")
    status = f"{papers.handed_in} of {papers.asked} in"
    if papers.late:
        return Task("Reports", href, f"{status}, {papers.late} late", "Chase the authors", "yellow")
    return Task("Reports", href, status, "", "green" if papers.handed_in == papers.asked else "blue")


def _sign_offs(meeting: Meeting, standing: Standing) -> list[Task]:
    """Return how far the reports are in the board's chain, where it has one."""
    progress = standing.signing.get(meeting.pk)
    if progress is None:
        return []
    href, status = f"/manage/meetings/{meeting.pk}/sign-offs/", f"{progress.signed} of {progress.needed} signed"
    troubles = [(progress.back, "sent back"), (progress.changed, "changed since")]
    if words := ", ".join(f"{number} {what}" for number, what in troubles if number):
        return [Task("Sign-offs", href, status, words, "yellow")]
    return [Task("Sign-offs", href, status, "", "green" if progress.signed == progress.needed else "blue")]


def _summons(meeting: Meeting, standing: Standing) -> Task:
    href, entitled = f"/manage/meetings/{meeting.pk}/summons/", standing.entitled[meeting.pk]
    given = [summons for summons in standing.summonses[meeting.pk] if summons.person_id in entitled]
    told = sum(summons.is_served or summons.is_on_its_way for summons in given)
    if not entitled:
        return Task("Summons", href, "Nobody to summon", "The board has no members on that day")
    if meeting.summoned_at is None:
        return Task("Summons", href, "Not sent", f"{len(entitled)} people to summon", "grey")
    asked = [summons for summons in given if summons.is_asked]
    status, replies = f"{told} of {len(entitled)} sent", sum(bool(summons.reply) for summons in asked)
    if told < len(entitled):
        refused = "publication will be refused" if meeting.board.is_statutory else "publication will ask why"
        colour = "red" if meeting.board.is_statutory else "yellow"
        return Task("Summons", href, status, f"{len(entitled) - told} not told: {refused}", colour)
    return Task("Summons", href, status, f"{replies} of {len(asked)} have answered", "green")


def _interests(meeting: Meeting, standing: Standing) -> Task:
    """Return where the likely conflicts of interest are read. Source: standards R10."""
    href = f"/manage/meetings/{meeting.pk}/interests/"
    if not standing.items[meeting.pk]:
        return Task("Interests", "", "When there are items", waits=True)
    return Task("Interests", href, "Look at likely conflicts", "Whose registered interests the papers name", "blue")


def _wards(meeting: Meeting, standing: Standing) -> list[Task]:
    """Return whether the members of the wards that items affect were told. Source: checklist B7."""
    hours, due = meeting.board.ward_notice_hours, standing.wards.get(meeting.pk, [])
    if hours is None or not standing.items[meeting.pk]:
        return []
    href, members = f"/manage/meetings/{meeting.pk}/wards/", {row.person.pk for row in due}
    if not due:
        return [Task("Ward members", href, "No place named", "Name the places that items affect")]
    now = timezone.now()
    waiting = {row.person.pk for row in due if not row.is_told(now)}
    status = f"{len(members) - len(waiting)} of {len(members)} told"
    hint = f"{hours} hours before publication" if waiting else ""
    return [Task("Ward members", href, status, hint, "yellow" if waiting else "green")]


def _questions(meeting: Meeting, standing: Standing) -> list[Task]:
    """Return what came from the public and waits to be looked at or for a place. Source: checklist D29."""
    waiting, unplaced = standing.questions.get(meeting.pk, (0, 0))
    if not waiting and not unplaced:
        return []
    status = f"{waiting} to look at" if waiting else f"{unplaced} without an item"
    hint = f"{unplaced} accepted, and under no item" if waiting and unplaced else ""
    return [Task("From the public", f"/manage/meetings/{meeting.pk}/questions/", status, hint, "yellow")]


def _exempt(meeting: Meeting, standing: Standing) -> list[Task]:
    """Return what is kept from the public, where anything is. Source: standards R3."""
    marks = standing.exempt[meeting.pk]
    if not marks:
        return []
    status = f"{len(marks)} marked"
    if due := sum(mark.is_due for mark in marks):
        return [Task("Exempt papers", "/manage/exemptions/", status, f"{due} to look at again", "yellow")]
    return [Task("Exempt papers", "/manage/exemptions/", status, "The public reads a summary", "blue")]


def _planned(meeting: Meeting, standing: Standing) -> list[Task]:
    """Return what the forward plan has for the meeting, and which notices it lacks. Source: standards R6."""
    entries = standing.planned[meeting.pk] if not meeting.has_started else []
    href = f"/manage/forward-plan/?board={meeting.board.slug}"
    if lacking := [one for entry in entries for one in noticing.wanted(entry)]:
        days = [one.by for one in lacking if one.by]
        if len(days) == len(lacking):
            return [Task("Forward plan", href, f"{len(days)} to give notice of", f"By {day(min(days))}", "yellow")]
        statutory = meeting.board.is_statutory
        hint = "Publication will be refused without consent" if statutory else "Publication will ask why"
        return [Task("Forward plan", href, "Too late for notice", hint, "red" if statutory else "yellow")]
    if waiting := sum(entry.item_id is None for entry in entries):
        agenda = f"/manage/meetings/{meeting.pk}/agenda/#planned"
        return [Task("Forward plan", agenda, f"{waiting} to come", "Put it on the agenda, or move it", "blue")]
    return [Task("Forward plan", href, "All on the agenda", "", "green")] if entries else []


def _pack(meeting: Meeting, standing: Standing) -> Task:
    if meeting.agenda_edition_id is None:
        return Task("Pack", "", "After the agenda is published", waits=True)
    pack, href = standing.packs.get(meeting.agenda_edition_id), f"/manage/meetings/{meeting.pk}/pack/"
    if pack is None:
        return Task("Pack", href, "Asked for", "", "blue")
    if pack.failed_at:
        return Task("Pack", href, "Could not be made", "See why and try again", "red")
    if pack.done_at:
        return Task("Pack", f"{meeting.get_absolute_url()}pack.pdf", "Ready", "", "green")
    return Task("Pack", href, "Being made", pack.step, "blue")


def _minutes(last: Meeting) -> Task:
    minutes, href = getattr(last, "minutes", None), f"/manage/meetings/{last.pk}/minutes/"
    hint = f"Meeting of {day(last.starts_at)}"
    if minutes is None:
        return Task("Minutes of the last meeting", href, "Not drafted", hint, "yellow")
    if minutes.approved_at:
        return Task("Minutes of the last meeting", href, "Approved", hint, "green")
    if minutes.published_at:
        return Task("Minutes of the last meeting", href, "To be approved", hint, "blue")
    return Task("Minutes of the last meeting", href, "In draft", hint, "yellow")


def _count(meetings: Sequence[Meeting]) -> Standing:
    keys = [meeting.pk for meeting in meetings]
    summonses: dict[int, list[Summons]] = defaultdict(list)
    for summons in Summons.objects.filter(meeting__in=keys):
        summonses[summons.meeting_id].append(summons)
    exempt: dict[int, list[Exemption]] = defaultdict(list)
    for mark in Exemption.objects.standing().filter(meeting__in=keys):
        exempt[mark.meeting_id].append(mark)
    items = AgendaItem.objects.standing().filter(meeting__in=keys).order_by().values_list("meeting")
    counted = list(items.annotate(number=Count("pk", distinct=True), named=Count("places")))
    placed = {key for key, _, named in counted if named}
    packs = Rendering.objects.filter(edition__in=[m.agenda_edition_id for m in meetings], kind="pack").defer("html")
    return Standing(
        items=Counter({key: number for key, number, _ in counted}),
        papers=_papers(keys),
        packs={pack.edition_id: pack for pack in packs},
        summonses=summonses,
        entitled=entitled_people(meetings),
        last=_last_meetings(meetings),
        exempt=exempt,
        wards=forewarning.due_at([meeting for meeting in meetings if meeting.pk in placed]) if placed else {},
        questions=screening.waiting_at(keys),
        planned=noticing.planned_for(meetings),
        signing=signed.progress(keys),
    )


def _papers(keys: Iterable[int]) -> dict[int, Papers]:
    reports = Report.objects.filter(item__meeting__in=keys, item__removed_at__isnull=True, withdrawn_at__isnull=True)
    rows = reports.order_by().values(meeting=F("item__meeting")).annotate(
        asked=Count("pk"),
        handed_in=Count("pk", filter=Q(handed_in_at__isnull=False)),
        late=Count("pk", filter=Q(handed_in_at__isnull=True, due_on__lt=timezone.localdate())),
    )  # fmt: skip
    return {row.pop("meeting"): Papers(**row) for row in rows}


def _last_meetings(meetings: Sequence[Meeting]) -> dict[int, Meeting]:
    """Return the last meeting that each board held before each meeting; only a board's next one minds it."""
    held = Meeting.objects.past().going_ahead().filter(board__in={meeting.board_id for meeting in meetings})
    newest = held.order_by("board_id", "-starts_at").distinct("board_id").select_related("minutes")
    by_board = {meeting.board_id: meeting for meeting in newest}
    found: dict[int, Meeting] = {}
    for meeting in sorted(meetings, key=lambda m: m.starts_at):
        if last := by_board.pop(meeting.board_id, None):
            found[meeting.pk] = last
    return found
