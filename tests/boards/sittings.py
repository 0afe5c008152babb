"""Meetings that have begun, for the tests of what happens at them and after."""

import datetime

from django.utils import timezone

from boards import attending, completing, consenting, deciding, minuting, recording
from boards.models import (
    Action,
    AgendaItem,
    Attendance,
    DecisionRecord,
    Declaration,
    ItemRecord,
    Meeting,
    Minutes,
    Motion,
    PublicQuestion,
    Recommendation,
    Seat,
    SeatHolding,
)
from localities.models import Person

AGENDA = (
    ("welcome", "Welcome", "information"),
    ("apologies", "Apologies", "information"),
    ("declarations", "Declarations of interest", "information"),
    ("minutes", "Minutes of the last meeting", "decision"),
    ("questions", "Public questions", "discussion"),
    ("", "Warm spaces this winter", "decision"),
    ("", "Police priorities", "discussion"),
    ("next", "Next meeting", "information"),
)
SECRET = "Mrs Ada Canary of Mill Lane"


def begun(cast, *, hours_ago=1, board=None, days_ago=0) -> Meeting:
    """Return an announced meeting that has begun, with an agenda."""
    starts = timezone.now().replace(microsecond=0) - datetime.timedelta(hours=hours_ago, days=days_ago)
    board = board or cast.board
    meeting = Meeting.objects.create(
        board=board, starts_at=starts, ends_at=starts + datetime.timedelta(hours=2), venue=cast.venue,
        announced_at=starts - datetime.timedelta(days=9),
    )  # fmt: skip
    for position, (key, title, purpose) in enumerate(AGENDA, start=1):
        AgendaItem.objects.create(
            board=board, meeting=meeting, position=position, key=key, title=title, purpose=purpose
        )
    return meeting


def item(meeting: Meeting, title="Warm spaces this winter") -> AgendaItem:
    """Return an item of a meeting by its title."""
    return AgendaItem.objects.select_related("meeting__board", "board").get(meeting=meeting, title=title)


def proposal(meeting: Meeting, text="To award £12,000 to the village hall", title="Warm spaces this winter"):
    """Return something that the board is asked to decide."""
    return Recommendation.objects.create(board=meeting.board, item=item(meeting, title), position=1, text=text)


def rolled(cast, meeting: Meeting, **kinds: str) -> dict[str, Attendance]:
    """Call the roll, mark the cast (all present unless said otherwise) and return their rows by part."""
    clerk = cast.users["clerk"]
    attending.call_roll(meeting, by=clerk)
    rows = {}
    for who in ("chair", "county", "parish", "partner"):
        row = Attendance.objects.get(meeting=meeting, person=cast.people[who])
        rows[who] = attending.mark(row, kinds.get(who, "present"), version=row.version, by=clerk)
    return rows


def supported(cast, row: Recommendation) -> Recommendation:
    """Return a recommendation that all partners who are present support."""
    return consenting.all_present_support(row, version=row.version, by=cast.users["clerk"])


def agreed(cast, row: Recommendation, outcome="agreed", **words) -> Recommendation:
    """Return a recommendation that the board agreed, all who were present supporting it."""
    row = supported(cast, row)
    row = deciding.decide(row, outcome=outcome, version=row.version, by=cast.users["clerk"], **words)
    record = DecisionRecord(recommendation=row, options="None", power="own", level="locality")
    completing.complete_record(record, fields=["options"], by=cast.users["clerk"])
    return Recommendation.objects.get(pk=row.pk)


def held(cast, **more) -> Meeting:
    """Return a meeting that was held and recorded: who was there, an interest, a question, a motion, a decision."""
    clerk, meeting = cast.users["clerk"], begun(cast, **more)
    opens = meeting.starts_at
    rows = rolled(cast, meeting, parish="apologies", partner="virtual")
    recording.open_meeting(meeting, at=opens, by=clerk)
    at, asked = item(meeting), proposal(meeting)
    recording.save_notes(
        at, "The board heard from the hall committee.\n\n- 40 people came\n- it was warm", version=0, by=clerk
    )
    declared = Declaration(
        board=meeting.board, item=at, person=rows["county"].person, kind="pecuniary", nature="Trustee of the hall",
        left_room=True,
    )  # fmt: skip
    recording.write_down(declared, meeting=meeting, by=clerk)
    asked_by = {
        "asker": SECRET,
        "question": "When does the bus run?",
        "answer": "From May.",
        "answered_by": "The chair",
    }
    question = PublicQuestion(board=meeting.board, meeting=meeting, item=item(meeting, "Public questions"), **asked_by)
    recording.write_down(question, meeting=meeting, by=clerk)
    motion = Motion(
        board=meeting.board, item=at, text="That the award is made", mover=rows["chair"].person,
        seconder=rows["partner"].person, outcome="carried",
    )  # fmt: skip
    recording.write_down(motion, meeting=meeting, by=clerk)
    agreed(cast, asked, reason="People need it")
    action = Action(
        board=meeting.board, meeting=meeting, item=at, text="Write the grant agreement",
        owner=cast.organisations["district"], due_on=meeting.date + datetime.timedelta(days=20),
    )  # fmt: skip
    recording.write_down(action, meeting=meeting, by=clerk)
    recording.close_meeting(meeting, at=opens + datetime.timedelta(minutes=50), by=clerk)
    meeting.refresh_from_db()
    return meeting


def minuted(cast, meeting: Meeting) -> Minutes:
    """Draft a meeting's minutes, publish the draft and return them."""
    minutes = minuting.draft_minutes(meeting, by=cast.users["clerk"])
    minuting.publish_minutes(minutes, by=cast.users["clerk"])
    minutes.refresh_from_db()
    return minutes


def under_way(cast):
    """A meeting under way whose members are all there: the scene of tests that decide."""
    meeting = begun(cast)
    rolled(cast, meeting)
    return meeting


def under_way_by_delegation(cast):
    """A meeting under way of a board that decides by delegation."""
    cast.board.decision_mode = "delegated"
    cast.board.save()
    return under_way(cast)


def fill(cast, meeting: Meeting, *, members: int, items: int) -> None:
    """Give a meeting that has begun so many members more with movements, and items with entries."""
    for number in range(members):
        person = Person.objects.create(name=f"Member {number:02}")
        seat = Seat.objects.create(board=meeting.board, label="Member", number=100 + number)
        holding = SeatHolding.objects.create(
            board=meeting.board, seat=seat, person=person, starts_on=datetime.date(2025, 1, 1)
        )
        row = Attendance.objects.create(
            board=meeting.board, meeting=meeting, person=person, holding=holding, kind="present"
        )
        row.movements.create(board=meeting.board, kind="arrived", at=timezone.now(), item=item(meeting))
    for number in range(items):
        at = AgendaItem.objects.create(
            board=meeting.board, meeting=meeting, position=100 + number, title=f"More {number}"
        )
        proposal(meeting, title=at.title)
        Declaration.objects.create(
            board=meeting.board, item=at, person=cast.people["county"], kind="other", nature="Known"
        )
        ItemRecord.objects.create(board=meeting.board, item=at, notes="x", started_at=timezone.now())
