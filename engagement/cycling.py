"""Community meetings in cycle: each before the board that follows it, and that before the agencies it works with.

Source: checklist D19, D30, D31.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils import timezone

from boards.models import Board, BoardRelation, Meeting
from engagement.models import Activity

BEHIND = datetime.timedelta(days=60)


@dataclass(frozen=True)
class Stage:
    """One board of a cycle, and its next meeting after the stage before; None where none is set."""

    board: Board
    meeting: Meeting | None
    days: int | None  # after the stage before


@dataclass
class Cycle:
    """A community meeting and what follows it; ``activity`` is None where the plan does not have it yet."""

    day: datetime.date
    activity: Activity | None
    meeting: Meeting | None
    stages: list[Stage] = field(default_factory=list)

    @property
    def is_over(self) -> bool:
        """Say whether its day has passed."""
        return self.day < timezone.localdate()

    @property
    def is_broken(self) -> bool:
        """Say whether what people raise has no meeting to go to."""
        return not self.stages or self.stages[0].meeting is None


@dataclass
class _Diary:
    """The boards and their meetings, read once."""

    followers: dict[int, list[Board]]
    linked: dict[int, list[Board]]
    of_place: dict[int | None, list[Board]]
    meetings: dict[int, list[Meeting]]

    def chain(self, board: Board) -> list[Board]:
        """Return the boards that follow one another from this one, and then those it shares a purpose with."""
        found = [board]
        while after := [one for one in self.followers.get(found[-1].pk, []) if one not in found]:
            found.append(after[0])
        return found + [one for one in self.linked.get(found[-1].pk, []) if one not in found]

    def next_of(self, board: Board, after: datetime.date) -> Meeting | None:
        """Return the first meeting of a board after a day."""
        return next((one for one in self.meetings.get(board.pk, []) if one.date > after), None)


def _diary(since: datetime.date) -> _Diary:
    followers, linked, of_place, meetings = (defaultdict(list) for _ in range(4))
    for board in Board.objects.public().open().select_related("locality"):
        if board.follows_id:
            followers[board.follows_id].append(board)
            of_place[board.locality_id].append(board)
    joins = BoardRelation.objects.filter(kind=BoardRelation.Kind.LINKS)
    for join in joins.select_related("board", "other"):
        linked[join.board_id].append(join.other)
        linked[join.other_id].append(join.board)
    coming = Meeting.objects.going_ahead().filter(starts_at__date__gte=since).select_related("board__locality")
    for meeting in coming.order_by("starts_at"):
        meetings[meeting.board_id].append(meeting)
    return _Diary(followers, linked, of_place, meetings)


def cycles(activities: Iterable[Activity]) -> list[Cycle]:
    """Return the community meetings of these activities, and of boards that others follow, with what comes after.

    The order is that of their days. What lies more than two months back is left out.
    """
    since = timezone.localdate() - BEHIND
    diary = _diary(since)
    found = [
        Cycle(
            one.ends_on, one, one.meeting, _stages(diary, receiver(one, diary.of_place, diary.followers), one.ends_on)
        )
        for one in activities
        if one.ends_on >= since
    ]
    planned = {cycle.meeting.pk for cycle in found if cycle.meeting}
    for key, boards in diary.followers.items():
        for meeting in diary.meetings.get(key, []):
            if meeting.pk not in planned:
                found.append(Cycle(meeting.date, None, meeting, _stages(diary, boards[0], meeting.date)))
    return sorted(found, key=lambda cycle: cycle.day)


def _stages(diary: _Diary, board: Board | None, day: datetime.date) -> list[Stage]:
    stages = []
    for one in diary.chain(board) if board else []:
        meeting = diary.next_of(one, day)
        stages.append(Stage(one, meeting, (meeting.date - day).days if meeting else None))
        day = meeting.date if meeting else day
    return stages


def receiver(
    activity: Activity, of_place: dict[int | None, list[Board]], followers: dict[int, list[Board]]
) -> Board | None:  # fmt: skip
    """Return the board to which what is raised at an activity goes.

    Its own; else the one that follows its meeting's; else the one of its locality that follows a community meeting.
    """
    if activity.board:
        return activity.board
    after = followers.get(activity.meeting.board_id, []) if activity.meeting else []
    return next(iter([*after, *of_place.get(activity.locality_id, [])]), None)


def board_of(activity: Activity) -> Board | None:
    """Return the board to which what is raised at one activity goes."""
    rows = Board.objects.public().open().filter(
        Q(locality=activity.locality_id) | Q(follows__meetings=activity.meeting_id or 0), follows__isnull=False
    )  # fmt: skip
    of_place: dict[int | None, list[Board]] = defaultdict(list)
    followers: dict[int, list[Board]] = defaultdict(list)
    for board in rows.distinct():
        followers[board.follows_id or 0].append(board)
        of_place[board.locality_id].append(board)
    return receiver(activity, of_place, followers)


def next_meeting(activity: Activity) -> Meeting | None:
    """Return the next meeting to come, after an activity, of the board to which its issues go."""
    board = board_of(activity)
    after = max(timezone.now(), timezone.make_aware(datetime.datetime.combine(activity.ends_on, datetime.time())))
    coming = Meeting.objects.going_ahead().filter(board=board, starts_at__gt=after, opened_at__isnull=True)
    return coming.select_related("board__locality").order_by("starts_at").first() if board else None
