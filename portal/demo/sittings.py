"""What happens at a past meeting of the examples: who came, what was said, decided and promised."""

import datetime

from boards import attending, recording, replying
from boards.models import (
    Action,
    AgendaItem,
    Attendance,
    Board,
    DecisionMode,
    Declaration,
    Meeting,
    Motion,
    PublicQuestion,
    Summons,
)
from foundation.models import User
from localities.models import Organisation

from . import decisions, exempt, interests

NOTES = {
    "welcome": "The chair welcomed everyone and asked those present to introduce themselves.",
    "apologies": "The apologies were noted.",
    "declarations": "Declarations were made as recorded under the items concerned.",
    "actions": "The actions of the last meeting were gone through. Those that are done were closed.",
    "next": "The date of the next meeting was noted.",
}
DISCUSSED = "Members spoke in support. A parish member asked that smaller places are not left to the end."


def reply(meeting: Meeting) -> None:
    """Let most of those summoned answer that they come, one send apologies and one come by video."""
    for number, summons in enumerate(meeting.summonses.order_by("pk")):
        answer = {1: Summons.Reply.APOLOGIES, 2: Summons.Reply.ATTENDING}.get(number % 7, Summons.Reply.ATTENDING)
        if number % 9 != 8:
            replying.reply(summons, answer, by=None)


def record(
    meeting: Meeting, board: Board, clerk: User, stories: tuple[str, ...], *, private: AgendaItem | None = None
) -> None:
    """Record the meeting as its clerk would, from the roll to the close, but for what was taken in private."""
    attending.call_roll(meeting, by=clerk)
    for row in list(meeting.attendances.filter(kind=Attendance.Kind.EXPECTED)):
        attending.mark(row, Attendance.Kind.PRESENT, version=row.version, by=clerk)
    recording.open_meeting(meeting, at=meeting.starts_at, by=clerk)
    items = [item for item in meeting.items.all() if item != private]
    for item in items:
        if recording.waits_in_private(item):
            exempt.exclude_the_public(item, by=clerk)
        recording.save_notes(item, NOTES.get(item.key, DISCUSSED), version=0, by=clerk)
        if item.key == "questions":
            _question(item, meeting, clerk)
    papers = [item for item in items if not item.key]
    if papers and board.decision_mode != DecisionMode.CONSENT:  # where each member votes, one may not
        interests.declare_contract(papers[-1], by=clerk)
    decisions.decide_all(items, stories, clerk)
    if papers:
        _add_entries(papers, meeting, board, clerk)
    recording.close_meeting(meeting, at=meeting.starts_at + datetime.timedelta(minutes=95), by=clerk)


def _question(item: AgendaItem, meeting: Meeting, clerk: User) -> None:
    asked = PublicQuestion(
        board_id=meeting.board_id, meeting=meeting, item=item, question="When will the lights on the bridge be mended?",
        answer="The county council has ordered the part. The work is planned for next month.",
        answered_by="The lead officer",
    )  # fmt: skip
    recording.write_down(asked, meeting=meeting, by=clerk)
    owed = PublicQuestion(
        board_id=meeting.board_id, meeting=meeting, item=item, supplementary="And on Sundays?",
        question="The last bus on Saturdays leaves at six. Will the board ask for a later one?",
        answer_due_on=meeting.date + datetime.timedelta(days=14),
    )  # fmt: skip
    recording.write_down(owed, meeting=meeting, by=clerk)


def _add_entries(papers: list[AgendaItem], meeting: Meeting, board: Board, clerk: User) -> None:
    """Record an interest, an amendment and the actions that follow."""
    there = list(meeting.attendances.filter(kind=Attendance.Kind.PRESENT).select_related("person").order_by("pk"))
    first, second = there[0].person, there[1].person
    interest = Declaration(
        board=board,
        item=papers[0],
        person=second,
        kind="personal",
        nature="A member of their family works for a partner.",
    )
    recording.write_down(interest, meeting=meeting, by=clerk)
    last = list(papers[-1].recommendations.all())[-1]
    motion = Motion(
        board=board, item=papers[-1], recommendation=last, text="Replace “four weeks” by “two weeks”.",
        mover=second, seconder=first, outcome="carried",
    )  # fmt: skip
    recording.write_down(motion, meeting=meeting, by=clerk)
    owners = Organisation.objects.filter(kind__in=["district", "police", "voluntary"]).order_by("kind")
    for number, (item, owner) in enumerate(zip([papers[0], papers[0], papers[-1]], owners, strict=False)):
        due = meeting.date + datetime.timedelta(days=21 * (number + 1))
        action = Action(
            board=board, meeting=meeting, item=item, owner=owner, due_on=due, horizon="longer" if number else "quick",
            text=f"{('Name a lead officer', 'Bring figures for each ward', 'Report progress')[number]}: {item.title}",
        )  # fmt: skip
        recording.write_down(action, meeting=meeting, by=clerk)
