"""Mail: an act posts it, its row goes into the outbox with the act, and it is delivered after the act is kept."""

import logging
import secrets
import smtplib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from email.utils import formataddr, parseaddr
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.core.validators import validate_email
from django.template import Context
from django.template.loader import get_template, render_to_string
from django.utils import timezone
from django.utils.safestring import mark_safe

from foundation import audit, links, plain_text, richtext, tenancy, work
from foundation.models import Message, Partnership, User

log = logging.getLogger(__name__)

CLEARED = "draft:mail:*"
# After each failure the next attempt waits longer; after the last the mail has failed.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240))
# The task that the act asked for comes first; the clock steps in when it did not.
HEAD_START = timedelta(minutes=2)
BODIES_KEPT = timedelta(days=30)
POSTED = "X-Posted-As"

Outcome = Callable[[int, Message], None]
_outcomes: dict[str, Outcome] = {}


@dataclass(frozen=True)
class Letter:
    """A mail to write: to whom, from which template, about what ("meeting:12"); the same key is posted once."""

    to: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)
    about: str = ""
    name: str = ""
    key: str = ""
    calendar: bytes = b""


def on_outcome(kind: str, tell: Outcome) -> None:
    """Have mails about this kind of record ("summons") tell a higher room that they were sent or have failed.

    ``tell`` gets the record's id and the message, in the transaction that delivers; it clears its own rows.
    """
    _outcomes[kind] = tell


def post(to: str, template: str, context: dict[str, Any], *, about: str, name: str = "", key: str = "") -> Message:
    """Put one mail into the outbox; it is sent when the transaction commits."""
    return post_all([Letter(to, template, context, about, name, key)])[0]


def post_all(letters: Iterable[Letter]) -> list[Message]:
    """Put mails into the outbox; they are sent when the transaction commits."""
    partnership = Partnership.objects.prefetch_related("hosts").get(pk=work.current_partnership_id())
    written = [_written(letter, partnership) for letter in letters]
    with tenancy.tenant(partnership.pk, [CLEARED]):
        keys = {message.key for message in written if message.key}
        known = {message.key: message for message in Message.objects.filter(key__in=keys)}
        new = Message.objects.bulk_create(message for message in written if message.key not in known)
    for message in new:
        if not message.failed_at:
            work.later("foundation.send_mail", message_id=message.pk)
        else:
            _tell(message)
    return [known.get(message.key, message) for message in written]


def deliver(message_id: int) -> None:
    """Send a mail unless it was sent before; what fails is kept with its reason and tried again later."""
    message = Message.objects.select_for_update(skip_locked=True).filter(pk=message_id).first()
    if message is None or message.sent_at or message.failed_at:
        return  # sent before, given up, or in another worker's hands
    message.attempts += 1
    try:
        _as_mail(message).send()
    except (smtplib.SMTPException, OSError, ValueError) as error:
        _failed(message, error)
    else:
        message.sent_at, message.failure = timezone.now(), ""
    message.save()
    if message.sent_at or message.failed_at:
        _tell(message)


def send_again(message: Message, *, by: User) -> None:
    """Try a mail that has failed once more, from the beginning."""
    if not message.failed_at:
        return
    message.failed_at, message.attempts, message.next_try_at = None, 0, timezone.now() + HEAD_START
    message.save(update_fields=["failed_at", "attempts", "next_try_at"])
    audit.record(by, "sent a mail again", message)
    work.later("foundation.send_mail", message_id=message.pk)


def ask_for_owed() -> None:
    """Hand on what is still owed in this partnership."""
    owed = list(Message.objects.owed().order_by("next_try_at").values_list("pk", flat=True)[:500])
    # Not asked for again while it waits in the queue.
    Message.objects.filter(pk__in=owed).update(next_try_at=timezone.now() + WAITS[1])
    for pk in owed:
        work.later("foundation.send_mail", message_id=pk)


def forget_bodies() -> None:
    """Empty what was sent long ago; who got which mail when stays."""
    old = Message.objects.filter(sent_at__lt=timezone.now() - BODIES_KEPT).exclude(body_text="")
    old.update(body_text="", body_html="", calendar="")


def write(template: str, context: dict[str, Any], partnership: Partnership) -> tuple[str, str, str]:
    """Return subject, text and HTML of a mail: the template's first line is the subject, its next what to do.

    A ``path`` in the context is the ``link`` of the template, with the partnership's own host.
    """
    known = {
        "partnership": partnership,
        "words": partnership.vocabulary,
        "page_language": "en-GB",
        "address": links.address(partnership),
        "link": links.address(partnership, context.get("path", "")),
    }
    made = get_template(f"mail/{template}.txt").template.render(  # type: ignore[attr-defined]
        Context({**known, **context}, autoescape=False)
    )
    subject, _, body = made.strip().partition("\n")
    text = "\n".join(line.rstrip() for line in body.strip().split("\n"))
    html = mark_safe(richtext.clean(plain_text.from_plain(text)))  # noqa: S308  clean() is the sanitiser
    subject = " ".join(subject.split())[:300]
    return subject, text, render_to_string("mail/base.html", {**known, **context, "subject": subject, "body": html})


def _written(letter: Letter, partnership: Partnership) -> Message:
    subject, text, html = write(letter.template, {**letter.context, "name": letter.name}, partnership)
    message = Message(
        partnership=partnership,
        key=letter.key,
        about=letter.about,
        template=letter.template,
        to_name=" ".join(letter.name.split())[:200],
        to_address=letter.to.strip()[:254],
        subject=subject,
        body_text=text,
        body_html=html,
        calendar=letter.calendar.decode(),
        token=secrets.token_urlsafe(24),
        next_try_at=timezone.now() + HEAD_START,
    )
    if trouble := _address_trouble(message.to_address):
        message.failed_at, message.failure = timezone.now(), trouble
    return message


def _address_trouble(address: str) -> str:
    try:
        validate_email(address)
    except ValidationError:
        return f"“{address}” is not an e-mail address."
    return ""


def _as_mail(message: Message) -> EmailMultiAlternatives:
    if trouble := _address_trouble(message.to_address):
        raise ValueError(trouble)
    partnership = message.partnership
    mail = EmailMultiAlternatives(
        subject=message.subject,
        body=message.body_text,
        from_email=formataddr((partnership.name, parseaddr(settings.DEFAULT_FROM_EMAIL)[1])),
        to=[formataddr((message.to_name, message.to_address))],
        reply_to=[partnership.contact_email] if partnership.contact_email else None,
        headers={
            "Message-ID": f"<{message.token}@{partnership.main_host}>",
            "Auto-Submitted": "auto-generated",
            POSTED: str(message.pk),
        },
    )
    mail.attach_alternative(message.body_html, "text/html")
    if message.calendar:
        mail.attach("meeting.ics", message.calendar, "text/calendar")
    return mail


def _failed(message: Message, error: Exception) -> None:
    message.failure = _reason(error)
    log.warning("Mail %s failed at attempt %s: %s", message.pk, message.attempts, message.failure)
    if _is_final(error) or message.attempts > len(WAITS):
        message.failed_at = timezone.now()
    else:
        message.next_try_at = timezone.now() + WAITS[message.attempts - 1]


def _reason(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        answers = [answer.decode("utf-8", "replace") for _, answer in error.recipients.values()]
        return f"The mail server refused the address: {'; '.join(answers)}"
    if isinstance(error, smtplib.SMTPResponseException):
        words = error.smtp_error.decode("utf-8", "replace") if isinstance(error.smtp_error, bytes) else error.smtp_error
        return f"The mail server answered {error.smtp_code}: {words}"
    if isinstance(error, OSError) and not isinstance(error, smtplib.SMTPException):
        return "The mail server could not be reached."
    return str(error) if isinstance(error, ValueError) else f"The mail could not be sent: {error}"


def _is_final(error: Exception) -> bool:
    """Say whether trying again would not help: the server refused for good, or the mail cannot be written."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in error.recipients.values())
    if isinstance(error, smtplib.SMTPAuthenticationError | smtplib.SMTPSenderRefused):
        return False  # our own settings are wrong; they will be mended
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code >= 500
    return isinstance(error, ValueError)


def _tell(message: Message) -> None:
    kind, _, key = message.about.partition(":")
    if kind in _outcomes and key.isdigit():
        _outcomes[kind](int(key), message)
