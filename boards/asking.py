"""The public asks: sent without an account, confirmed by the link in a mail, changed or taken back by it.

Source: checklist D29; standards R12, R37.
"""

import datetime
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from boards import taking_part
from boards.models import Meeting, Override, PublicQuestion
from boards.rules import Finding, settle
from boards.taking_part import Breaches, Offer
from boards.telling import tell_clerks
from boards.tokens import question_token
from foundation import audit, mail, tenancy
from foundation.links import hash_token
from foundation.locking import lock
from foundation.models import User

ASKER = "A member of the public"
CONFIRMED_WITHIN = datetime.timedelta(days=2)
CONTACTS_KEPT = datetime.timedelta(days=365)
MOST_UNCONFIRMED = 3  # mails to one address that nobody has answered


def offer_of(meeting: Meeting, kind: str) -> Offer | None:
    """Return the offer of a meeting for one kind of request, where it takes any."""
    return next((offer for offer in taking_part.offers(meeting) if offer.rule.kind == kind), None)


@transaction.atomic
def ask(meeting: Meeting, **facts: Any) -> PublicQuestion:
    """Keep what somebody sent and post the link by which they confirm that it is theirs.

    Raises ValidationError at the field that the board's rules have something against.
    """
    sent = PublicQuestion(board=meeting.board, meeting=meeting, how=PublicQuestion.How.ONLINE, **facts)
    sent.token_hash = hash_token(question_token(sent))
    # What others sent is counted, and not seen once this is kept.
    with tenancy.tenant(meeting.partnership_id, [f"draft:board:{meeting.board_id}"]):
        lock(meeting)
        _refuse(_breaches(sent))
        _refuse_flood(sent)
        sent.save()
        _record(sent, "sent")
        _tell(sent, "question_to_confirm", "confirm")
    return sent


def _breaches(sent: PublicQuestion) -> Breaches:
    offer = offer_of(sent.meeting, sent.kind)
    return taking_part.breaches(sent, offer) + (taking_part.too_many(sent, offer.rule) if offer else [])


def _refuse(found: Breaches) -> None:
    errors: dict[str, list[str]] = {}
    for field, finding in found:
        errors.setdefault(field, []).append(finding.text)
    if errors:
        raise ValidationError(errors)  # type: ignore[arg-type]


def _refuse_flood(sent: PublicQuestion) -> None:
    """Send no more mails to an address whose owner does not answer them."""
    unread = PublicQuestion.objects.filter(email__iexact=sent.email, confirmed_at__isnull=True, how=sent.how)
    if unread.count() >= MOST_UNCONFIRMED:
        words = "We sent messages to this address that were not confirmed. Open the link in one of them first."
        raise ValidationError({"email": words})


@transaction.atomic
def confirm(sent: PublicQuestion) -> PublicQuestion:
    """Take what was sent as the asker's own, send them the receipt and tell the clerks; twice is once."""
    sent = lock(sent, "meeting__board")
    if sent.confirmed_at or sent.withdrawn_at:
        return sent
    if is_stale(sent):
        raise ValidationError("The link to confirm it has run out. Send it again if there is still time.")
    sent.confirmed_at = timezone.now()
    sent.save()
    _record(sent, "confirmed")
    _tell(sent, "question_received", "received")
    tell_clerks(
        sent.board, "question_to_screen", {"question": sent, "meeting": sent.meeting},
        about=f"question:{sent.pk}", key=f"question:{sent.pk}:screen",
    )  # fmt: skip
    return sent


def is_stale(sent: PublicQuestion) -> bool:
    """Say whether it was never confirmed and its link has run out."""
    return bool(sent.how == sent.How.ONLINE and not sent.confirmed_at and sent.at < timezone.now() - CONFIRMED_WITHIN)


def may_withdraw(sent: PublicQuestion) -> bool:
    """Say whether the asker may take it back: until the meeting begins."""
    return not sent.withdrawn_at and not sent.refused_at and not sent.meeting.has_started


@transaction.atomic
def withdraw(sent: PublicQuestion, *, by: User | None = None) -> PublicQuestion:
    """Take it back for the asker; it leaves the draft agenda. Raises ValidationError once the meeting has begun."""
    sent = lock(sent, "meeting__board")
    if sent.withdrawn_at:
        return sent
    if not may_withdraw(sent):
        raise ValidationError("It can be withdrawn until the meeting begins. Please speak to the clerk.")
    sent.withdrawn_at, sent.item = timezone.now(), None
    sent.save()
    _record(sent, "withdrew", by)
    return sent


@transaction.atomic
def reword(sent: PublicQuestion, words: str, *, seen: str) -> PublicQuestion:
    """Keep the words that the asker changed when an officer asked them to; it is looked at again.

    ``seen`` is what the officer wanted when the page was opened. Raises ValidationError when that was settled since.
    """
    sent = lock(sent, "meeting__board")
    if not sent.changes_asked_at or sent.settled_at or sent.withdrawn_at or sent.changes_wanted != seen:
        raise ValidationError("It is no longer waiting for a change. Open the link again to see where it stands.")
    sent.question, sent.changes_asked_at, sent.changes_wanted = words, None, ""
    if rule := taking_part.rules_of(sent.board).get(sent.kind):
        _refuse(taking_part.wording(sent, rule))
    sent.save()
    _record(sent, "changed the words of")
    tell_clerks(
        sent.board, "question_to_screen", {"question": sent, "meeting": sent.meeting},
        about=f"question:{sent.pk}", key=f"question:{sent.pk}:screen:{timezone.now().isoformat()}",
    )  # fmt: skip
    return sent


@transaction.atomic
def enter(meeting: Meeting, *, by: User, reason: str = "", **facts: Any) -> PublicQuestion:
    """Keep what came on paper or by telephone, past the board's rules only as its legal status allows.

    Raises ValidationError. Source: standards R0.
    """
    meeting = lock(meeting, "board")
    sent = PublicQuestion(board=meeting.board, meeting=meeting, received_by=by, **facts)
    if sent.email:
        sent.token_hash = hash_token(question_token(sent))
    findings = [finding for _, finding in _breaches(sent)]
    settle(findings, reason)
    sent.save()
    keep_reason(sent, findings, reason=reason, by=by)
    _record(sent, "entered", by)
    if sent.email:
        _tell(sent, "question_received", "received")
    return sent


def keep_reason(sent: PublicQuestion, findings: Sequence[Finding], *, reason: str, by: User) -> None:
    """Keep why the board went past its rules, without the asker's words. Source: standards R0."""
    Override.objects.bulk_create(
        Override(board=sent.board, meeting=sent.meeting, rule=f.rule, warning=f.text, reason=reason.strip(), by=by)
        for f in findings
    )


def forget_unconfirmed() -> int:
    """Delete what was never confirmed and can be confirmed no more, with the history of it."""
    old = PublicQuestion.objects.filter(
        how=PublicQuestion.How.ONLINE, confirmed_at__isnull=True, at__lt=timezone.now() - CONFIRMED_WITHIN
    )
    keys = list(old.values_list("pk", flat=True))
    old.delete()
    PublicQuestion.history.filter(id__in=keys).delete()  # the removal writes into it once more
    return len(keys)


def forget_contacts() -> int:
    """Empty the contact details of those who asked at a meeting a year ago: their links lead nowhere from then on."""
    old = PublicQuestion.objects.filter(meeting__starts_at__lt=timezone.now() - CONTACTS_KEPT)
    # No history keeps these, so there is none to write.
    return old.exclude(email="", phone="", token_hash="").update(email="", phone="", token_hash="")


def tell_asker(sent: PublicQuestion, template: str, key: str, **more: Any) -> None:
    """Post to the asker what became of what they sent, with the link to it; once for each key."""
    if sent.email:
        _tell(sent, template, key, **more)


def _tell(sent: PublicQuestion, template: str, key: str, **more: Any) -> None:
    words = {"question": sent, "meeting": sent.meeting, "token": question_token(sent), **more}
    mail.post(
        sent.email, template, words, about=f"question:{sent.pk}", name=sent.asker, key=f"question:{sent.pk}:{key}"
    )


def _record(sent: PublicQuestion, verb: str, by: User | None = None) -> None:
    """Keep who did what; neither the asker's name nor their words stand in the log, which more people read."""
    audit.record(by, verb, sent, name=named(sent), by_name="" if by else ASKER)


def named(sent: PublicQuestion) -> str:
    """Return what the act log calls it."""
    return f"{sent.get_kind_display()} {sent.pk} from the public, {sent.meeting}"
