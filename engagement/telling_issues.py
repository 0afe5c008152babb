"""Whoever raised an issue is told what becomes of it, where they want to be and their address is their own. J1, E30."""

from django.utils import timezone

from engagement import stepping
from engagement.models import Issue, IssueContact, IssueStep, rules_of
from foundation import mail


def tell_received(contact: IssueContact, token: str, *, again: bool = False) -> None:
    """Post the link to what somebody sent: to confirm their address by, or as a receipt where it is known as theirs.

    ``again``: to who is there already, once a day.
    """
    if not contact.email:
        return
    template = "issue_received" if contact.confirmed_at else "issue_to_confirm"
    rules = rules_of(contact.locality)
    if not contact.confirmed_at and _unread(contact.email) > rules.unconfirmed_mails:
        return
    key = f"received:{timezone.localdate():%Y%m%d}" if again else "received"
    _post(contact, template, key, token, days=rules.confirm_days)


def _unread(email: str) -> int:
    """Return how often an address was written to without an answer."""
    return IssueContact.objects.filter(email__iexact=email, confirmed_at__isnull=True).count()


def tell(issue: Issue, step: IssueStep, template: str, token_of) -> int:
    """Post to everybody who raised an issue, or one that was joined to it, what happened; return to how many."""
    told = [one for one in stepping.people(issue) if one.email and one.wants_news and one.confirmed_at]
    for contact in told:
        _post(contact, template, f"step:{step.pk}", token_of(contact), step=step, main=issue)
        contact.told_at = step.at
        contact.save(update_fields=["told_at"])
    return len(told)


def _post(contact: IssueContact, template: str, key: str, token: str, **more) -> None:
    words = {"contact": contact, "issue": contact.issue, "path": f"/issues/mine/{token}/", **more}
    mail.post(
        contact.email, template, words, about=f"issue:{contact.issue_id}", name=contact.name,
        key=f"issue_contact:{contact.pk}:{key}",
    )  # fmt: skip
