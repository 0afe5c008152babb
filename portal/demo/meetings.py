"""The meetings of an example partnership: two past with minutes, one published, one in draft."""

import datetime
from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone

from boards import acting, agenda_building, minuting, publishing, scheduling, summoning, updating
from boards.models import AgendaItem, Board, Meeting, Report
from boards.tokens import action_token
from foundation.models import User
from foundation.working_days import PRINCIPAL
from localities.models import Venue

from . import asked, exempt, sittings
from .decisions import USUAL, answer, put_again
from .papers import attach_picture, write_report
from .places import Places
from .then import at

# An example has no past before its first meeting, which some rules would look for.
WHY = "The example starts here."
ANSWERS = dict.fromkeys(("cadence", "cycle", "venue", "notice", "invitations"), WHY)
AUTHOR = "The lead officer"
STANDING = "How our priorities stand"


@dataclass(frozen=True)
class Story:
    """Whose meetings are held, by which clerk, where, about what."""

    board: Board
    clerk: User
    places: Places
    topics: list[tuple[str, str]]
    decisions: tuple[tuple[str, ...], ...]  # how each past meeting decides what it is asked
    exempt: dict[str, Any] | None = None

    @property
    def venue(self) -> Venue | None:
        """Return the place to meet, in the locality where there is one."""
        name = self.board.locality.name if self.board.locality else ""
        return self.places.venues.get(name)


def hold_meetings(spec: dict[str, Any], board: Board, places: Places, users: dict[str, User]) -> None:
    """Hold the meetings of the main board as its clerk would, on the days when they would have been held."""
    story = Story(
        board, users["clerk"], places, spec["topics"], spec.get("decisions", (USUAL, USUAL)), spec.get("exempt")
    )
    days = [_day(weeks) for weeks in (-13, -5, 2, 10)]
    with at(days[0] - datetime.timedelta(days=40)):
        dates = [_schedule(story, day) for day in days]
    before = _hold(story, dates[0], story.decisions[0])
    latest = _hold(story, dates[1], story.decisions[1], approves=before)
    with at(timezone.now() - datetime.timedelta(days=2)):
        put_again(latest, dates[2], story.clerk)
        _write(story, dates[2], story.topics)
        _add_exempt(story, dates[2])
        asked.ask(dates[2], story.clerk)
        summoning.summon(dates[2], by=story.clerk)
        publishing.publish_agenda(dates[2], by=story.clerk, reasons=ANSWERS)
    minuting.put_on_next_agenda(latest.minutes, by=story.clerk)
    _begin(story, dates[3])
    asked.wait(dates[3])
    asked.answer_in_writing(before, story.clerk)


def _day(weeks: int) -> datetime.datetime:
    """Return half past six on a working day about so many weeks from today."""
    day = timezone.localdate() + datetime.timedelta(weeks=weeks)
    while not PRINCIPAL.counts(day):
        day += datetime.timedelta(days=1)
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(18, 30)))


def _schedule(story: Story, starts_at: datetime.datetime) -> Meeting:
    """Set and announce a meeting, and the community meeting that it follows, a fortnight before it."""
    if story.board.follows:
        _schedule(replace(story, board=story.board.follows), starts_at - datetime.timedelta(days=14))
    ends_at = starts_at + datetime.timedelta(hours=2)
    meeting = Meeting(board=story.board, starts_at=starts_at, ends_at=ends_at, venue=story.venue)
    scheduling.schedule(meeting, by=story.clerk, reason=WHY)
    scheduling.announce([meeting], by=story.clerk)
    meeting.refresh_from_db()
    return meeting


def _write(story: Story, meeting: Meeting, topics: list[tuple[str, str]], *, handed_in: bool = True) -> None:
    """Build the agenda and write its reports, the first with a picture."""
    agenda_building.start_agenda(meeting, by=story.clerk)
    for number, (title, why) in enumerate(topics):
        item = agenda_building.add_item(
            meeting, by=story.clerk, title=title, purpose="decision", lead=AUTHOR, minutes=20
        )
        report = write_report(item, why, by=story.clerk, author=AUTHOR, handed_in=handed_in)
        if number == 0:
            attach_picture(report, by=story.clerk)


def _add_exempt(story: Story, meeting: Meeting) -> AgendaItem | None:
    """Keep an item, and a section of an open report, from the public where the example has such business."""
    if story.exempt is None:
        return None
    report = Report.objects.filter(item__meeting=meeting).order_by("-item__position").first()
    if report:
        exempt.close_section(report, story.exempt, by=story.clerk)
    return exempt.add_exempt_item(meeting, story.exempt, by=story.clerk)


def _hold(story: Story, meeting: Meeting, decisions: tuple[str, ...], *, approves: Meeting | None = None) -> Meeting:
    """Hold a meeting in the past, from its summons to its draft minutes."""
    with at(meeting.starts_at - datetime.timedelta(days=21)):
        _write(story, meeting, story.topics[:2])
        private = _add_exempt(story, meeting) if approves else None
        summoning.summon(meeting, by=story.clerk)
        sittings.reply(meeting)
    with at(meeting.starts_at - datetime.timedelta(days=14)):
        publishing.publish_agenda(meeting, by=story.clerk, reasons=ANSWERS)
    with at(meeting.starts_at + datetime.timedelta(hours=1)):
        sittings.record(meeting, story.board, story.clerk, decisions, private=private)
        if private and story.exempt:
            exempt.decide_in_private(private, story.exempt, by=story.clerk)
        if approves:
            minuting.approve_minutes(approves.minutes, at=meeting, by=story.clerk)
            answer(approves, story.clerk)
            _finish_some(approves, story)
    with at(meeting.starts_at + datetime.timedelta(days=5)):
        minutes = minuting.draft_minutes(meeting, by=story.clerk)
        minuting.publish_minutes(minutes, by=story.clerk)
    meeting.refresh_from_db()
    return meeting


def _finish_some(meeting: Meeting, story: Story) -> None:
    """Let the first action of an earlier meeting be done, and be heard of the second."""
    first, second, *_ = [*meeting.actions.order_by("pk"), None, None]
    if first:
        acting.complete_action(first, note="Each partner has named its lead officer.", by=story.clerk)
    if second:
        said = "The figures of two wards are here. The third is waited for until the end of the month."
        by_name = f"For {second.owner}"
        updating.report(second, by=None, link=action_token(second), by_name=by_name, standing="going", text=said)


def _begin(story: Story, meeting: Meeting) -> None:
    """Leave an agenda in draft, with one report still to be handed in, and an item that waits for a paper."""
    _write(story, meeting, story.topics[-1:], handed_in=False)
    agenda_building.add_item(meeting, by=story.clerk, title=STANDING, purpose="discussion", lead=AUTHOR, minutes=15)
