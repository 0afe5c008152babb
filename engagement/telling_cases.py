"""Telling the parties of a case that there is something new, and not a word of what."""

from collections.abc import Iterable

from engagement.models import Case, CaseParty
from foundation import mail
from foundation.mail import Letter


def tell(case: Case, parties: Iterable[CaseParty], what: str, key: int) -> None:
    """Post each party a mail with the link alone."""
    mail.post_all(
        Letter(
            party.user.email, "case_news", {"path": case.get_absolute_url()}, about=f"case:{case.pk}",
            name=str(party.user), key=f"case:{case.pk}:{what}:{key}:{party.user_id}",
        )
        for party in parties
    )  # fmt: skip
