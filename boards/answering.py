"""Answers to the public: kept, sent to the asker, and published where they were given in writing.

Source: checklist D29; standards R12, R37.
"""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from boards import indexing
from boards.asking import named, tell_asker
from boards.models import Meeting, PublicQuestion
from boards.recording import state_of
from boards.screening import MEANWHILE
from foundation import audit, editions
from foundation.editions import Part
from foundation.locking import lock
from foundation.models import Edition, EditionPart, User

FIRST, MORE = Edition.Reason.FIRST, Edition.Reason.SUPPLEMENT


def series(meeting: Meeting) -> str:
    """Return the name of a meeting's written answers in the register of editions."""
    return f"answers:{meeting.pk}"


def published(meeting: Meeting) -> list[EditionPart]:
    """Return the written answers in force, as all may read them, in one query; each edition holds every one."""
    newest = Edition.objects.filter(series=series(meeting)).newest_first().values("pk")[:1]
    parts = EditionPart.objects.filter(edition=newest, withdrawn_at__isnull=True)
    return list(parts.select_related("edition").order_by("position"))


@transaction.atomic
def answer(
    sent: PublicQuestion, *, words: str, answered_by: str, supplementary_answer: str = "",
    due_on: datetime.date | None = None, seen: int, by: User,
) -> PublicQuestion:  # fmt: skip
    """Keep the answer, or by when a written one is owed. Raises ValidationError for what was not accepted."""
    sent = lock(sent, "meeting__board")
    if state_of(sent) != seen:
        raise ValidationError(MEANWHILE, code="meanwhile")
    if not PublicQuestion.objects.accepted().filter(pk=sent.pk).exists():
        raise ValidationError("Accept it before you answer it.")
    if not words.strip() and due_on is None:
        raise ValidationError({"answer": "Enter the answer, or the day by which it is owed."})
    sent.answer, sent.answered_by = words.strip(), answered_by.strip()
    sent.supplementary_answer, sent.answer_due_on = supplementary_answer.strip(), due_on
    sent.save()
    audit.record(by, "answered" if sent.answer else "promised an answer to", sent, name=named(sent))
    return sent


@transaction.atomic
def send(sent: PublicQuestion, *, by: User | None) -> PublicQuestion:
    """Send the answer to the asker, once for the same words."""
    sent = lock(sent, "meeting__board")
    if not sent.answer:
        raise ValidationError("There is no answer to send yet.")
    sent.answer_sent_at = timezone.now()
    tell_asker(sent, "question_answered", f"answered:{state_of(sent)}")
    sent.save()
    audit.record(by, "sent the answer to", sent, name=named(sent))
    return sent


@transaction.atomic
def publish(sent: PublicQuestion, *, by: User) -> PublicQuestion:
    """Publish a written answer in the meeting's edition of answers, and send it to the asker."""
    sent = send(sent, by=by)
    sent.published_at, sent.answer_withdrawn_at, sent.answer_withdrawn_because = timezone.now(), None, ""
    sent.save()
    _issue(sent.meeting, reason=MORE, by=by)
    return sent


@transaction.atomic
def withdraw(sent: PublicQuestion, *, because: str, by: User) -> PublicQuestion:
    """Take a written answer off the meeting's page by a new edition that says why; the register keeps the one before.

    Raises ValidationError for an answer that is not published.
    """
    sent = lock(sent, "meeting__board")
    if sent.published_at is None:
        raise ValidationError("This answer is not published, or somebody has withdrawn it already.")
    sent.published_at, sent.answer_withdrawn_at, sent.answer_withdrawn_because = None, timezone.now(), because
    sent.save()
    _issue(sent.meeting, reason=Edition.Reason.WITHDRAWAL, note=because, by=by)
    audit.record(by, "withdrew the answer to", sent, name=named(sent), because=because)
    return sent


def _issue(meeting: Meeting, *, reason: str, note: str = "", by: User) -> None:
    """Publish all written answers of a meeting, and the notices of those that were withdrawn, as the next edition."""
    stands = Q(published_at__isnull=False) | Q(answer_withdrawn_at__isnull=False)
    rows = PublicQuestion.objects.accepted().filter(stands, meeting=meeting)
    parts = [Part("answer", f"question:{row.pk}", row.get_kind_display(), said(row)) for row in rows]
    is_first = not Edition.objects.filter(series=series(meeting)).exists()
    edition = editions.publish(
        series=series(meeting), root=meeting.board.root, title=f"Written answers, {meeting}", parts=parts,
        reason=FIRST if is_first else reason, note=note, by=by,
    )  # fmt: skip
    indexing.ask(edition)


def send_after_minutes(meeting: Meeting, *, by: User | None) -> int:
    """Send each asker the answer that the published minutes give them, once."""
    rows = PublicQuestion.objects.accepted().filter(meeting=meeting, answer_sent_at__isnull=True).exclude(answer="")
    found = list(rows.exclude(email=""))
    for row in found:
        send(row, by=by)
    return len(found)


def said(row: PublicQuestion) -> dict[str, Any]:
    """Return what all may read of one, without an answer that was withdrawn; the asker's name only where they agreed.

    Source: standards R37.
    """
    stands = row.answer_withdrawn_at is None
    return {
        "kind": row.get_kind_display(),
        "asker": row.shown_asker,
        "text": row.question,
        "signatures": row.signatures,
        "answer": row.answer if stands else "",
        "answered_by": row.answered_by if stands else "",
        "supplementary": row.supplementary if stands else "",
        "supplementary_answer": row.supplementary_answer if stands else "",
        "withdrawn_because": row.answer_withdrawn_because,
    }
