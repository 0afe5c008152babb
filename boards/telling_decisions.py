"""Which organisations are told by mail of what a board decided, with the link by which they acknowledge it."""

from collections.abc import Sequence

from boards.models import DecisionNotice
from boards.tokens import notice_token
from foundation import mail


def tell(notices: Sequence[DecisionNotice], template: str, key: str) -> None:
    """Post one mail to an organisation about all its notices that one link opens."""
    first = notices[0]
    words = {
        "board": first.board, "organisation": first.organisation, "notices": notices,
        "path": f"/decided/{notice_token(first)}/", "first": first, "days": first.days_silent,
    }  # fmt: skip
    address, about = first.organisation.contact_email, f"decision:{first.decision_id}"
    mail.post(address, template, words, about=about, name=first.organisation.name, key=f"notice:{key}:{first.pk}")
