"""What the public sends, for the tests of questions, and the letters that follow."""

import re

from boards import asking, screening
from boards.models import AgendaItem, Meeting, PublicQuestion
from boards.recording import state_of
from foundation.mail import CLEARED
from foundation.models import Message
from tests.boards.dates import held
from tests.boards.sittings import AGENDA
from tests.cast import Cast

CANARY = "Xanthe Quillfeather"
ADDRESS = "xanthe@quillfeather.example"
WORDS = "When will the lights on the bridge be mended?"
SENT = {
    "kind": "question", "question": WORDS, "asks_as": "resident", "group": "", "asker": CANARY, "email": ADDRESS,
    "naming": "no", "step": "5",
}  # fmt: skip
FACTS = {"kind": "question", "question": WORDS, "asks_as": "resident", "asker": CANARY, "email": ADDRESS}


def coming(cast: Cast, **fields) -> Meeting:
    """Return an announced meeting with an agenda."""
    meeting = held(cast, **fields)
    for position, (key, title, purpose) in enumerate(AGENDA, start=1):
        AgendaItem.objects.create(
            board=meeting.board, meeting=meeting, position=position, key=key, title=title, purpose=purpose
        )
    return meeting


def sent(meeting: Meeting, **facts) -> PublicQuestion:
    """Return what somebody sent and confirmed."""
    return asking.confirm(asking.ask(meeting, **{**FACTS, **facts}))


def accepted(cast: Cast, meeting: Meeting, **facts) -> PublicQuestion:
    """Return a question that the clerk accepted under the item for questions."""
    row = sent(meeting, **facts)
    item = screening.usual_item(meeting)
    return screening.accept(row, item=item, seen=state_of(row), by=cast.users["clerk"])


def kept(cast: Cast) -> list[PublicQuestion]:
    """Return all that was sent: after a request of the public the test itself no longer sees it."""
    with cast.inside():
        return list(PublicQuestion.objects.select_related("meeting__board", "item").order_by("pk"))


def letters(cast: Cast, template: str) -> list[Message]:
    """Return the mails made from a template."""
    with cast.inside(CLEARED):
        return list(Message.objects.filter(template=template))


def link(cast: Cast, template: str = "question_to_confirm") -> str:
    """Return the asker's link in the newest mail made from a template."""
    return re.search(r"/questions/[\w-]+/", letters(cast, template)[-1].body_text)[0]
