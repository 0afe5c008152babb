"""The board answers what other bodies consult on: drafted, agreed, sent before the last day, published. Source: A44."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from engagement.models import OutsideAnswer, OutsideConsultation, rules_of
from foundation import audit, editions, mail
from foundation.editions import Part
from foundation.locking import lock
from foundation.mail import Letter
from foundation.models import Edition, User


@transaction.atomic
def record_consultation(row: OutsideConsultation, *, by: User) -> OutsideConsultation:
    """Keep what another body consults on; everybody reads it from then on."""
    row.full_clean(exclude=["partnership"])
    row.save()
    OutsideAnswer.objects.filter(consultation=row).exclude(locality=row.locality).update(locality=row.locality)
    audit.record(by, "recorded another body’s consultation:", row, closes_on=row.closes_on.isoformat())
    return row


@transaction.atomic
def save_answer(consultation: OutsideConsultation, answer: OutsideAnswer, *, by: User) -> OutsideAnswer:
    """Keep the draft, who agreed it and when it was sent.

    Raises ValidationError for an answer that is public already, one that nobody agreed, and one sent after the last
    day without saying why.
    """
    consultation = lock(consultation)
    there = OutsideAnswer.objects.filter(consultation=consultation).first()
    if there and there.published_at:
        raise ValidationError("The answer is sent and public: it cannot be changed any more.")
    if there and there.pk != answer.pk:
        raise ValidationError("Somebody has begun the answer meanwhile. Open it again.")
    _refuse_days(consultation, answer)
    answer.consultation, answer.locality, answer.saved_by = consultation, consultation.locality, by
    answer.full_clean(exclude=["partnership"])
    answer.save()
    audit.record(by, "wrote the answer to", consultation)
    return answer


def _refuse_days(consultation: OutsideConsultation, answer: OutsideAnswer) -> None:
    today = timezone.localdate()
    for name in ("agreed_on", "sent_on"):
        if (day := getattr(answer, name)) and day > today:
            raise ValidationError({name: "This day has not come yet."})
    if answer.sent_on and answer.sent_on > consultation.closes_on and not answer.late_because.strip():
        raise ValidationError({"late_because": f"{late(consultation)} Say why it is sent all the same."})


def late(consultation: OutsideConsultation) -> str:
    """Return the warning for an answer after the last day."""
    day = date_format(consultation.closes_on, "j F Y")
    return f"The last day for answers was {day}: {consultation.asked_by} need not read what comes later."


@transaction.atomic
def publish_answer(answer: OutsideAnswer, *, by: User) -> Edition:
    """Publish the copy of the answer that was sent as an edition.

    Raises ValidationError before it was sent, and when it is public already.
    """
    answer = lock(answer, "consultation", "decision")
    if not answer.sent_on:
        raise ValidationError("Send it first, and say on which day it was sent.")
    if answer.published_at:
        raise ValidationError("The copy is public already.")
    answer.edition = editions.publish(
        series=f"outside:{answer.consultation_id}", root=f"engagement:{answer.locality_id or 0}",
        title=str(answer)[:300], parts=[Part("outside", "answer", str(answer), _said(answer))],
        reason=Edition.Reason.FIRST, by=by,
    )  # fmt: skip
    answer.published_at = timezone.now()
    answer.save()
    return answer.edition


def _said(answer: OutsideAnswer) -> dict[str, str]:
    asked = answer.consultation
    return {
        "text": answer.text, "asked_by": asked.asked_by, "closes_on": asked.closes_on.isoformat(),
        "sent_on": answer.sent_on.isoformat() if answer.sent_on else "", "late_because": answer.late_because,
        "agreed_by": str(answer.decision) if answer.decision else answer.delegated,
        "decision": answer.decision.get_absolute_url() if answer.decision else "",
    }  # fmt: skip


def remind() -> int:
    """Remind whoever writes an answer before the last day; once before it and once on it. Returns how many."""
    today, letters = timezone.localdate(), []
    rows = OutsideConsultation.objects.filter(closes_on__gte=today, not_answered_because="", answer__sent_on=None)
    for row in rows.select_related("locality"):
        ahead = datetime.timedelta(days=rules_of(row.locality).outside_remind_days)
        if row.closes_on - ahead <= today:
            stage = "last" if row.closes_on == today else "before"
            key = f"outside:{row.pk}:{row.closes_on:%Y%m%d}:{stage}:{row.officer_email}"
            words = {"consultation": row, "path": f"/manage/engagement/others/{row.pk}/"}
            letters.append(Letter(row.officer_email, "outside_due", words, f"outside:{row.pk}", row.officer, key))
    mail.post_all(letters)
    return len(letters)
