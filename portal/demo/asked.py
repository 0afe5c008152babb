"""What the public of an example sends to its meetings, and what its clerk does with it."""

from boards import answering, asking, screening, taking_part
from boards.models import Asked, Meeting, PublicQuestion
from boards.recording import state_of
from foundation.models import User

BRIDGE = "Last spring the board was told that the footbridge would be lit by autumn. When will that be done?"
CROSSING = "We, who live by the school, ask for a crossing with lights where the path meets the main road."
OWN_CASE = "Why was my own application for a dropped kerb refused?"
REPLY = "The county council will review the Saturday timetable with the operator in the new year and report here."
RESIDENT, GROUP = PublicQuestion.AsksAs.RESIDENT, PublicQuestion.AsksAs.GROUP


def ask(meeting: Meeting, clerk: User) -> None:
    """Let residents send a question, which the clerk accepts with a name, and one that has to be refused."""
    if not taking_part.offers(meeting):
        return
    _accept(_send(meeting, question=BRIDGE, asker="Ms Ivy Hallam", may_name_asker=True), clerk)
    refused = _send(meeting, question=OWN_CASE, asker="Mr Noel Frayne")
    screening.refuse(
        refused, because=PublicQuestion.Refusal.PERSONAL, words="The highways team has your case: ask it for a review.",
        seen=state_of(refused) or 0, by=clerk,
    )  # fmt: skip


def wait(meeting: Meeting) -> None:
    """Leave a petition and a statement for the clerk to look at."""
    if not taking_part.offers(meeting):
        return
    _send(
        meeting, kind=Asked.PETITION, question=CROSSING, signatures=212, asker="Mrs Dot Lacey", asks_as=GROUP,
        group="Friends of the school",
    )  # fmt: skip
    _send(meeting, kind=Asked.STATEMENT, question="Thank you for the warm spaces. Please keep them.", asker="R. Pell")


def answer_in_writing(meeting: Meeting, clerk: User) -> None:
    """Publish the answer to a question of the meeting that could not be answered there."""
    sent = meeting.questions.filter(answer="").first()
    if sent:
        sent = answering.answer(sent, words=REPLY, answered_by="The lead officer", seen=state_of(sent) or 0, by=clerk)
        answering.publish(sent, by=clerk)


def _send(meeting: Meeting, **facts) -> PublicQuestion:
    given = {"kind": Asked.QUESTION, "asks_as": RESIDENT, **facts}
    email = f"{facts['asker'].split()[-1].lower()}@public.example"
    return asking.confirm(asking.ask(meeting, email=email, **given))


def _accept(sent: PublicQuestion, clerk: User) -> PublicQuestion:
    item = screening.usual_item(sent.meeting)
    if item is None:
        return sent
    return screening.accept(sent, item=item, seen=state_of(sent) or 0, by=clerk)
