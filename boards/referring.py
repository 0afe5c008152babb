"""Referring business to another body: drafted, sent, taken back, and received from bodies outside. Source: D27, A13."""

import datetime
from typing import Any

from dateutil.relativedelta import relativedelta
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from boards import crossing, linking, telling_referrals
from boards.models import Board, Referral
from boards.seeing import take_on
from boards.tokens import referral_token
from foundation import audit
from foundation.locking import lock
from foundation.models import User

FIELDS = (
    "to_board", "body", "body_kind", "contact_name", "contact_email", "partner", "partner_board", "title", "request",
    "reason", "due_on", "decision", "item", "report",
)  # fmt: skip
RELATED = ("board", "from_board", "to_board", "partner")


@transaction.atomic
def refer(board: Board, *, by: User, **fields: Any) -> Referral:
    """Draft a referral of a board; nobody outside its officers sees it before it is sent."""
    referral = Referral(board=board, from_board=board, **fields)
    referral.save()
    audit.record(by, "drafted a referral", referral)
    return referral


@transaction.atomic
def change_referral(referral: Referral, *, by: User, saw: str | None = None, **fields: Any) -> Referral:
    """Change a draft; raises ChangedMeanwhile where it says other than what was seen, ValidationError once sent."""
    referral = lock(referral)
    if referral.sent_at:
        raise ValidationError("This referral has been sent. Withdraw it and send another if it asks the wrong thing.")
    if take_on(referral, fields, FIELDS, saw):
        referral.save()
        audit.record(by, "changed a referral", referral)
    return referral


@transaction.atomic
def discard(referral: Referral, *, by: User) -> None:
    """Throw a draft away; what was sent is withdrawn instead."""
    referral = lock(referral)
    if referral.sent_at:
        raise ValidationError("This referral has been sent. It can be withdrawn, and stays in the register.")
    audit.record(by, "discarded a referral", referral)
    referral.delete()


@transaction.atomic
def send(referral: Referral, *, by: User) -> Referral:
    """Send a referral: from now on everybody reads it, and its clock runs. Sending it again changes nothing."""
    referral = lock(referral, *RELATED)
    if referral.sent_at:
        return referral
    refuse_past(referral.due_on)
    referral.sent_at, referral.sent_by = timezone.now(), by
    if not referral.to_board and not referral.partner and referral.contact_email:
        linking.give(referral, referral_token, referral.due_on)
    referral.save()
    audit.record(by, "sent a referral", referral)
    tell = crossing.send if referral.partner_id else telling_referrals.tell_sent
    tell(referral)
    return referral


def answer_by(board: Board, body_kind: str, since: datetime.date) -> datetime.date:
    """Return the day by which a referral is to be answered where nobody says another.

    With scrutiny at the other end it is the last day of the months that begin with the day on which it came.
    Source: checklist D27; Local Government Act 2000, section 9FE.
    """
    if body_kind != Referral.BodyKind.SCRUTINY:
        return since + datetime.timedelta(days=board.referral_days)
    end = since + relativedelta(months=board.scrutiny_months)
    # A month without such a day ends before it.
    return end if end.day < since.day else end - datetime.timedelta(days=1)


def refuse_past(due_on: datetime.date) -> None:
    """Raise ValidationError where the answer is wanted by a day that has passed."""
    if due_on <= timezone.localdate():
        raise ValidationError(
            {"due_on": "The body that is asked must have time to answer (checklist D27): choose a day after today."}
        )


@transaction.atomic
def send_link(referral: Referral, *, by: User) -> Referral:
    """Send a new link to who answers for the body; the link before leads nowhere from now on."""
    referral = lock(referral, *RELATED)
    if not referral.is_waiting:
        raise ValidationError("This referral waits for no answer any more, so it needs no link.")
    if not referral.contact_email:
        raise ValidationError("A link goes to an e-mail address, and none is known: enter one first.")
    linking.give(referral, referral_token, referral.due_on)
    referral.save()
    audit.record(by, "sent the link of a referral again", referral)
    telling_referrals.tell_sent(referral)
    return referral


@transaction.atomic
def receive(board: Board, *, by: User, received_on: datetime.date, **fields: Any) -> Referral:
    """Enter a referral that came to a board from a body outside: it is public, and the board's clock runs."""
    came = timezone.make_aware(datetime.datetime.combine(received_on, datetime.time(9)))
    referral = Referral(board=board, to_board=board, sent_at=min(came, timezone.now()), sent_by=by, **fields)
    referral.save()
    audit.record(by, "entered a referral that was received", referral)
    return referral


@transaction.atomic
def withdraw(referral: Referral, *, by: User, because: str) -> Referral:
    """Take a referral back that waits for its answer, with the reason; it stays in the register.

    Raises ValidationError once it was answered.
    """
    referral = lock(referral, *RELATED)
    if referral.withdrawn_at:
        return referral
    if referral.answered_at:
        raise ValidationError(
            f"{referral.to_name} answered on {timezone.localtime(referral.answered_at):%-d %B %Y}, so it cannot be "
            "withdrawn. Send another referral if the answer changes what you ask."
        )
    referral.withdrawn_at, referral.withdrawn_by, referral.withdrawn_because = timezone.now(), str(by), because
    referral.save()
    audit.record(by, "withdrew a referral", referral)
    tell = crossing.send_withdrawal if referral.partner_id else telling_referrals.tell_withdrawn
    tell(referral)
    return referral


def remind(today: datetime.date) -> int:
    """Remind who was asked of the referrals that are due soon, or late; return how many letters there were."""
    due = Referral.objects.waiting().filter(due_on__in=linking.reminded_of(today), sent_at__date__lt=today)
    return sum(telling_referrals.tell_reminder(referral, today) for referral in due.select_related(*RELATED))
