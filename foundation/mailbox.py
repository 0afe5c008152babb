"""The demo's letterbox: nothing leaves the machine, everything can be read on the mail page."""

import secrets
from collections.abc import Sequence

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from foundation import mail, tenancy, work
from foundation.models import Message


class Letterbox(BaseEmailBackend):
    """Takes every mail; what was not posted through the outbox (a password reset) gets its row here."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Keep the mails."""
        for message in email_messages:
            if mail.POSTED not in message.extra_headers:
                _keep(message)
        return len(email_messages)


def _keep(message: EmailMessage) -> None:
    pages = [
        str(alternative.content)
        for alternative in (message.alternatives if isinstance(message, EmailMultiAlternatives) else [])
        if alternative.mimetype == "text/html"
    ]
    now = timezone.now()
    with tenancy.tenant(work.current_partnership_id(), [mail.CLEARED]):
        Message.objects.bulk_create(
            Message(
                template="account",
                to_address=address[:254],
                subject=" ".join(str(message.subject).split())[:300],
                body_text=str(message.body),
                body_html=pages[0] if pages else "",
                token=secrets.token_urlsafe(24),
                next_try_at=now,
                sent_at=now,
            )
            for address in message.recipients()
        )
