"""Recording a meeting as it goes: opening it, each item's notes and entries, urgent business, closing it."""

import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils import timezone

from boards import disclosing
from boards.models import (
    AgendaItem,
    BoardOffice,
    Exclusion,
    ItemRecord,
    Meeting,
    Minutes,
    PublicQuestion,
    Recommendation,
)
from boards.ordering import behind
from boards.refusing import in_words
from boards.rules import REASON_NEEDED, Finding, keep_overrides, settle
from foundation import audit
from foundation.locking import lock, share
from foundation.meanwhile import ChangedMeanwhile
from foundation.models import User
from foundation.templatetags.words import day

PUBLIC_IS_HERE = (
    "This item has exempt papers, and the public has not been excluded. Record the resolution to exclude the public, "
    "moved and seconded, before the item is begun (Local Government Act 1972, section 100A(4))."
)

APPROVED = "The minutes of this meeting are approved; a correction is minuted at a later meeting."


def lock_record(meeting: Meeting) -> Meeting:
    """Lock a meeting, as every act on its record does before it reads anything.

    Raises PermissionDenied once its minutes are approved. Source: standards R5.
    """
    meeting = lock(meeting)
    if Minutes.objects.filter(meeting_id=meeting.pk, approved_at__isnull=False).exists():
        raise PermissionDenied(APPROVED)
    return meeting


def share_record(meeting: Meeting) -> None:
    """Keep a meeting as it is while a row is added to its record; others may add theirs, and `lock_record` waits.

    Raises what `lock_record` raises.
    """
    if share(meeting, judged_by="SELECT 1 FROM boards_minutes WHERE meeting_id = %(row)s AND approved_at IS NOT NULL"):
        raise PermissionDenied(APPROVED)


@transaction.atomic
def open_meeting(meeting: Meeting, *, at: datetime.datetime | None = None, by: User) -> Meeting:
    """Call the meeting to order, now or at the time given; the chair in office presides unless another does."""
    meeting = lock_record(meeting)
    if meeting.opened_at:
        return meeting
    if not meeting.is_going_ahead:
        raise ValidationError("This meeting was cancelled or put off, so it cannot be opened.")
    if timezone.localdate() < meeting.date:  # what is opened can no longer be moved or cancelled
        raise ValidationError(f"The meeting is on {day(meeting.date)}. It can be opened on that day.")
    meeting.opened_at = at or timezone.now()
    if not meeting.chaired_by_id and (chair := _chair_present(meeting)):
        meeting.chaired_by = chair.person
    meeting.save(update_fields=["opened_at", "chaired_by"])
    audit.record(by, "opened", meeting)
    return meeting


def _chair_present(meeting: Meeting) -> BoardOffice | None:
    """Return the chair, else the vice-chair, who has not sent apologies."""
    away = meeting.attendances.filter(kind__in=("apologies", "absent")).values("person_id")
    offices = BoardOffice.objects.on(meeting.date).filter(board_id=meeting.board_id, kind__in=("chair", "vice"))
    return offices.exclude(person_id__in=away).select_related("person").order_by("kind").first()


@transaction.atomic
def close_meeting(meeting: Meeting, *, at: datetime.datetime | None = None, by: User) -> Meeting:
    """Record that the meeting is over, now or at the time given."""
    meeting = lock_record(meeting)
    if not meeting.opened_at:
        raise ValidationError("Open the meeting before you close it.")
    if at and at < meeting.opened_at:
        raise ValidationError("The meeting cannot close before it opened.")
    if not meeting.closed_at:
        meeting.closed_at = at or timezone.now()
        meeting.save(update_fields=["closed_at"])
        audit.record(by, "closed", meeting)
    return meeting


@transaction.atomic
def reopen_meeting(meeting: Meeting, *, by: User) -> Meeting:
    """Take the closing of the meeting back."""
    meeting = lock_record(meeting)
    if meeting.closed_at:
        meeting.closed_at = None
        meeting.save(update_fields=["closed_at"])
        audit.record(by, "reopened", meeting)
    return meeting


@transaction.atomic
def start_item(item: AgendaItem, *, because: str = "", by: User) -> ItemRecord:
    """Record when the meeting came to an item; the first time counts, and a meeting that is closed comes to none.

    Exempt business waits for the resolution to exclude the public: raises ValidationError, with the code of a reason
    that is needed where an informal board may go on. Source: standards R0, R3.
    """
    meeting = lock_record(item.meeting)
    record = _record(item)
    if not record.started_at:
        if meeting.closed_at:
            raise ValidationError("The meeting is closed. Undo that first, then start the item.")
        _settle_privacy(item, because, by)
        record.started_at = timezone.now()
        record.save(update_fields=["started_at"])
        audit.record(by, "started an item of", item.meeting, item=item.pk)
    return record


def waits_in_private(item: AgendaItem) -> bool:
    """Say whether an item has exempt papers, was not begun, and the public has not been excluded from it."""
    if item.pk not in disclosing.by_item(item.meeting):
        return False
    excluded = Exclusion.objects.filter(item=item, outcome=Exclusion.Outcome.CARRIED)
    return not (excluded.exists() or ItemRecord.objects.filter(item=item, started_at__isnull=False).exists())


def _settle_privacy(item: AgendaItem, because: str, by: User) -> None:
    if not waits_in_private(item):
        return
    found = [Finding("exclusion", PUBLIC_IS_HERE, "Exempt business (R3)", blocks=item.meeting.board.is_statutory)]
    if not because.strip() and not found[0].blocks:
        raise ValidationError(f"{PUBLIC_IS_HERE} Or say why it is begun without one.", code=REASON_NEEDED)
    settle(found, because)
    keep_overrides(found, item.meeting, reason=because, by=by)


@transaction.atomic
def save_notes(item: AgendaItem, notes: str, *, version: int, by: User) -> ItemRecord:
    """Keep the notes on an item.

    Raises ChangedMeanwhile when someone else has saved other words since these were begun.
    """
    lock_record(item.meeting)
    record = _record(item)
    if record.notes == notes:
        return record
    if record.version != version:
        raise ChangedMeanwhile(record)
    record.notes, record.version = notes, record.version + 1
    record.saved_at, record.saved_by = timezone.now(), by
    record.save()
    return record


def _record(item: AgendaItem) -> ItemRecord:
    record, _ = ItemRecord.objects.get_or_create(item=item, defaults={"board_id": item.board_id})
    return lock(record)


@in_words()
def write_down(entry: models.Model, *, meeting: Meeting, seen: int | None = None, by: User) -> models.Model:
    """Keep a declaration, a question, a motion or an action as the clerk wrote it.

    ``seen`` is what `state_of` said when a change was begun. Raises ChangedMeanwhile when somebody has changed the row
    since.
    """
    share_record(meeting)
    if entry.pk:
        now = lock(entry)
        if seen is not None and state_of(now) != seen:
            raise ChangedMeanwhile(now)
    verb = "changed" if entry.pk else "added"
    entry.save()
    audit.record(by, f"{verb} {_name(entry)} at", meeting, entry=entry.pk)
    return entry


def state_of(entry: models.Model) -> int | None:
    """Return what changes with each save of an entry."""
    return entry.history.values_list("history_id", flat=True).first()  # type: ignore[attr-defined]


@transaction.atomic
def strike_out(entry: models.Model, *, meeting: Meeting, by: User) -> None:
    """Remove an entry made by mistake; its history stays."""
    lock_record(meeting)
    entry = lock(entry)
    name, key = _name(entry), entry.pk
    if getattr(entry, "published_at", None) or getattr(entry, "decision", None):
        raise ValidationError("This has been published with the minutes. Change it instead.")
    if getattr(entry, "how", PublicQuestion.How.MEETING) != PublicQuestion.How.MEETING:
        raise ValidationError("The public sent this before the meeting. It is kept with what became of it.")
    entry.delete()
    audit.record(by, f"removed {name} at", meeting, entry=key)


def _name(entry: models.Model) -> str:
    name = str(entry._meta.verbose_name)
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


@transaction.atomic
def add_urgent_item(
    meeting: Meeting, *, title: str, because: str, agreed_by: str, purpose: str, by: User
) -> AgendaItem:
    """Take an item that was not on the agenda, by the chair's agreement and for the reason given.

    Raises ValidationError without reason or chair. It stands last, so that no printed number changes.
    Source: standards R2.
    """
    if not because.strip() or not agreed_by.strip():
        raise ValidationError(
            "An item that is not on the agenda needs the chair's agreement and the special circumstances."
        )
    meeting = lock_record(meeting)
    place = behind(meeting.items.all())
    item = AgendaItem.objects.create(
        board_id=meeting.board_id, meeting=meeting, position=place, title=title, purpose=purpose,
        late_because=because.strip(), late_agreed_by=agreed_by.strip(),
    )  # fmt: skip
    audit.record(by, "took urgent business at", meeting, item=item.pk)
    return item


@transaction.atomic
def add_proposal(item: AgendaItem, text: str, *, by: User) -> Recommendation:
    """Put a proposal that no report made, so that its outcome can be recorded like any other."""
    lock_record(item.meeting)
    lock(item)
    place = behind(item.recommendations.all())
    proposal = Recommendation.objects.create(board_id=item.board_id, item=item, position=place, text=text)
    audit.record(by, "added a proposal at", item.meeting, entry=proposal.pk)
    return proposal
