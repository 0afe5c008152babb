"""The link by which somebody goes on answering, in a mail whose address is forgotten once it was sent."""

from engagement import answering
from engagement.models import AnswerDraft
from engagement.translating import about
from engagement.wording import around, moment, page_language
from foundation import mail
from foundation.models import Message

ABOUT = "answer-link"


def post_link(draft: AnswerDraft, *, path: str, email: str) -> None:
    """Post the link to an address that is kept no longer than the mail needs."""
    code = draft.language
    words = {
        "path": path, "say": around(code), "until": moment(answering.closes_at(draft.survey), code),
        "page_language": page_language(code), **about(draft.survey, code),
    }  # fmt: skip
    mail.post(email, "answer_link", words, about=f"{ABOUT}:{draft.survey_id}")


def forget(_: int, message: Message) -> None:
    """Empty the address and the words of a mail that was sent, or cannot be: the link in it leads to answers."""
    message.to_address = message.body_text = message.body_html = ""
    message.save(update_fields=["to_address", "body_text", "body_html"])


def register() -> None:
    """Tell the ground to forget."""
    mail.on_outcome(ABOUT, forget)
