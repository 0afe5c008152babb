"""Minutes: drafted from the record, edited, published, approved at a later meeting, then locked.

Source: standards R2, R5, R7, R37; checklist B5.
"""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from boards import (
    agenda_building,
    answering,
    comparing,
    deciding,
    drafting,
    issuing,
    recorded,
    rules,
    sitting,
)
from boards.models import AgendaItem, Meeting, MinuteEntry, Minutes, Override, Recommendation, Standing
from boards.sitting import Sitting
from foundation import audit, richtext
from foundation.locking import lock
from foundation.meanwhile import ChangedMeanwhile
from foundation.models import Edition, User
from foundation.templatetags.words import counted

Reason = Edition.Reason


@dataclass(frozen=True)
class Obstacle:
    """Something that the minutes lack: refused, or only to be looked at."""

    words: str
    item: AgendaItem | None = None
    blocks: bool = False
    record: Recommendation | None = None  # whose record is incomplete


@transaction.atomic
def draft_minutes(meeting: Meeting, *, by: User) -> Minutes:
    """Make the minutes of a meeting from its record, or renew each minute that nobody has edited."""
    meeting = lock(meeting)
    minutes, made = Minutes.objects.get_or_create(
        meeting=meeting, defaults={"board_id": meeting.board_id, "drafted_by": by}
    )
    refuse_if_locked(minutes)
    there = {entry.key: entry for entry in minutes.entries.all()}
    for row in drafting.draft(sitting.read(meeting)):
        key = f"minute:{row.item.pk}" if row.item else "attendance"
        _renew(there.get(key) or MinuteEntry(board_id=meeting.board_id, minutes=minutes, item=row.item), row)
    audit.record(by, "drafted the minutes of" if made else "drafted again the minutes of", meeting)
    return minutes


def _renew(entry: MinuteEntry, row: drafting.Draft) -> None:
    """Take the words of the record into a minute that is as it was drafted."""
    is_new = entry.pk is None
    if not is_new and entry.text != entry.drafted:
        return
    if is_new or (entry.drafted, entry.number, entry.title) != (row.text, row.number, row.title):
        entry.position, entry.number, entry.title = row.position, row.number, row.title
        entry.drafted = entry.text = row.text
        entry.version += 0 if is_new else 1
        entry.save()


@transaction.atomic
def redraft_entry(entry: MinuteEntry, *, by: User) -> MinuteEntry:
    """Replace the words of one minute by what the record makes now; the words before stay in its history."""
    entry = _locked_entry(entry)
    rows = drafting.draft(sitting.read(entry.minutes.meeting))
    row = next((row for row in rows if (row.item.pk if row.item else None) == entry.item_id), None)
    if row is None:
        raise ValidationError("The item of this minute is no longer on the agenda.")
    entry.drafted = entry.text = row.text
    entry.version += 1
    entry.save()
    audit.record(by, "drafted a minute again of", entry.minutes.meeting, minute=entry.number)
    return entry


@transaction.atomic
def save_entry(entry: MinuteEntry, *, text: str, version: int, by: User) -> MinuteEntry:
    """Keep the words of one minute.

    Raises ChangedMeanwhile when someone else has saved other words since these were begun.
    """
    entry, text = _locked_entry(entry), richtext.clean(text)
    if entry.text == text:
        return entry
    if entry.version != version:
        raise ChangedMeanwhile(entry)
    entry.text, entry.version = text, entry.version + 1
    entry.save()
    audit.record(by, "edited a minute of", entry.minutes.meeting, minute=entry.number)
    return entry


def refuse_if_locked(minutes: Minutes) -> None:
    """Refuse a change to minutes that have been approved.

    Raises PermissionDenied. Source: standards R5.
    """
    if minutes.approved_at:
        raise PermissionDenied("These minutes are approved; a correction is minuted at a later meeting.")


def obstacles(seat: Sitting) -> list[Obstacle]:
    """Return what stands in the way of publishing, and what deserves a look. Source: standards R7."""
    meeting = seat.meeting
    found = [] if meeting.closed_at else [Obstacle("The meeting has not been closed.", blocks=True)]
    found += [Obstacle(issuing.NOT_BEGUN, item) for item in issuing.not_begun(seat)]
    strict = meeting.board.is_statutory
    for item in seat.items:
        rows = sitting.recommendations_of(item)
        if undecided := sum(1 for row in rows if not row.outcome):
            said = counted(undecided, "recommendation has", "recommendations have")
            found.append(Obstacle(f"{said} no outcome.", item, blocks=strict))
        if strict and any(row.outcome in deciding.NEEDS_QUORUM for row in rows) and not _had_quorum(seat, item):
            found.append(Obstacle("It was decided without a quorum, as the roll now stands (R14).", item, blocks=True))
        for row in rows:
            if lacks := recorded.missing(row):
                words = f"The record of a decision lacks {', '.join(lacks)} (R7)."
                found.append(Obstacle(words, item, blocks=strict, record=row))
    return found


def _had_quorum(seat: Sitting, item: AgendaItem) -> bool:
    quorum = seat.quorum(item)
    return quorum is None or quorum.is_met


@transaction.atomic
def publish_minutes(
    minutes: Minutes, *, note: str = "", after: int | None = None, incomplete_because: str = "", by: User | None
) -> Edition:
    """Publish the minutes as a draft edition, for all to read: the first, or a correction of it.

    ``after`` is the number of the edition that the officer saw: sent twice, the second finds the first's edition.
    ``incomplete_because`` is why an informal board goes on with a record that lacks something: it is kept (R0, R7).
    Raises ValidationError when something stands in the way, the reason is missing or nothing has changed.
    """
    minutes = _locked(minutes)
    refuse_if_locked(minutes)
    meeting, current = minutes.meeting, minutes.meeting.minutes_edition
    if current and after is not None and current.number != after:
        return current
    found = obstacles(sitting.read(meeting))
    if blocked := [o.words for o in found if o.blocks]:
        raise ValidationError(blocked)
    _keep_overrides(found, meeting, incomplete_because, by)
    entries = list(minutes.entries.all())
    if current and not comparing.differences(entries, current):
        raise ValidationError("Nothing has changed since the last edition.")
    minutes.published_at = minutes.published_at or timezone.now()
    minutes.save()
    reason = Reason.CORRECTION if current else Reason.FIRST
    edition = issuing.issue(minutes, reason=reason, note=note, by=by)
    answering.send_after_minutes(meeting, by=by)
    audit.record(by, "published the minutes of", meeting, edition=edition.number)
    return edition


def unexplained(found: list[Obstacle], meeting: Meeting) -> list[str]:
    """Return what records lack of which a board was only warned and has not said why it goes on, each once."""
    there = set(Override.objects.filter(meeting=meeting, rule="record").values_list("warning", flat=True))
    return list(dict.fromkeys(o.words for o in found if o.record and not o.blocks and o.words not in there))


def _keep_overrides(found: list[Obstacle], meeting: Meeting, reason: str, by: User | None) -> None:
    """Keep why records are published incomplete, each finding once."""
    source, lacking = "Record of a decision (R7)", unexplained(found, meeting)
    findings = [rules.Finding("record", words, source, blocks=False) for words in lacking]
    if findings and not reason.strip():
        raise ValidationError({"incomplete_because": f"{findings[0].text} Complete it, or say why you go on (R0)."})
    rules.keep_overrides(findings, meeting, reason=reason, by=by)


@transaction.atomic
def put_on_next_agenda(minutes: Minutes, *, by: User) -> AgendaItem:
    """Put these minutes on the agenda of the board's next meeting, under its standing item or a new one.

    Raises ValidationError when no meeting is set. Doing it again changes nothing.
    """
    minutes = _locked(minutes)
    meeting = sitting.next_meeting(minutes.meeting)
    if meeting is None:
        raise ValidationError("No later meeting of this board is set. Schedule one first.")
    meeting = lock(meeting)
    agenda_building.start_agenda(meeting, by=by)
    items = list(meeting.items.standing().filter(key=Standing.MINUTES))
    for item in items:
        if item.about_meeting_id in (None, minutes.meeting_id):
            return agenda_building.change_item(item, about_meeting=minutes.meeting, by=by)
    item = agenda_building.add_item(meeting, title=str(minutes)[:200], about_meeting=minutes.meeting, by=by)
    item.key = Standing.MINUTES
    item.save()
    return item


def fingerprint(entries: list[MinuteEntry]) -> str:
    """Return what tells whether the minutes are still as they were shown."""
    return ".".join(f"{entry.pk}-{entry.version}" for entry in entries)


def meetings_to_approve_at(minutes: Minutes) -> list[Meeting]:
    """Return where the minutes may be approved: the same meeting or a later one that has begun. Source: R5."""
    rows = Meeting.objects.going_ahead().filter(
        board_id=minutes.board_id, starts_at__gte=minutes.meeting.starts_at, starts_at__lte=timezone.now()
    )
    return list(rows.order_by("-starts_at"))


def meetings_after(minutes: Minutes) -> list[Meeting]:
    """Return the later meetings that have begun: one of them minutes a correction."""
    return [meeting for meeting in meetings_to_approve_at(minutes) if meeting.pk != minutes.meeting_id]


def meeting_that_takes(minutes: Minutes) -> int | None:
    """Return the id of the meeting on whose agenda these minutes stand, the latest of several."""
    items = AgendaItem.objects.standing().filter(about_meeting=minutes.meeting_id)
    return items.order_by("-meeting__starts_at").values_list("meeting_id", flat=True).first()


@transaction.atomic
def approve_minutes(minutes: Minutes, *, at: Meeting, seen: str | None = None, by: User) -> Minutes:
    """Record that a meeting approved the minutes, publish them as approved and lock them for good.

    ``seen`` is the fingerprint of what was shown. Raises ChangedMeanwhile when they were changed since,
    ValidationError when that meeting cannot approve them. Approving twice approves once. Source: standards R5.
    """
    minutes = _locked(minutes)
    if minutes.approved_at:
        return minutes
    if not minutes.published_at:
        raise ValidationError("Publish the draft minutes before they are approved.")
    if at not in meetings_to_approve_at(minutes):
        raise ValidationError("Minutes are approved at the same meeting or at a later one of the board.")
    entries = list(minutes.entries.all())
    if seen is not None and seen != fingerprint(entries):
        raise ChangedMeanwhile(minutes)
    changed = comparing.differences(entries, minutes.meeting.minutes_edition)
    minutes.approved_at, minutes.approved_by, minutes.approved_meeting = timezone.now(), by, at
    minutes.approved_with_changes = ", ".join(row.number or row.title for row in changed)[:200]
    minutes.save()
    minutes.meeting.minutes_approved_at = minutes.approved_at
    issuing.issue(minutes, reason=Reason.APPROVAL, note=_approved_how(minutes), by=by)
    audit.record(by, "approved the minutes of", minutes.meeting, at=at.pk, changed=minutes.approved_with_changes)
    return minutes


def _approved_how(minutes: Minutes) -> str:
    changed = minutes.approved_with_changes
    return f"Approved with changes to minutes {changed}." if changed else "Approved as a correct record."


@transaction.atomic
def minute_correction(minutes: Minutes, *, at: Meeting, number: str, text: str, by: User) -> Edition:
    """Publish a correction that a later meeting minuted; the approved words stay and the correction stands beside them.

    Raises ValidationError when the minutes are not approved yet. Source: standards R5.
    """
    minutes = _locked(minutes)
    if not minutes.approved_at:
        raise ValidationError("These minutes are not approved yet: correct them and publish them again.")
    if at not in meetings_after(minutes):
        raise ValidationError("A correction is minuted at a later meeting of the board.")
    said: dict[str, Any] = {
        "number": number,
        "text": richtext.clean(text),
        "at": at.starts_at.isoformat(),
        "meeting": at.pk,
    }
    edition = issuing.issue(
        minutes, reason=Reason.CORRECTION, note=f"Minute {number} corrected.", correction=said, by=by
    )
    audit.record(by, "published a correction of the minutes of", minutes.meeting, at=at.pk, minute=number)
    return edition


def _locked(minutes: Minutes) -> Minutes:
    """Lock the meeting and then its minutes."""
    lock(minutes.meeting)
    return lock(minutes, "meeting__board", "meeting__venue", "meeting__minutes_edition", "approved_meeting")


def _locked_entry(entry: MinuteEntry) -> MinuteEntry:
    minutes = _locked(entry.minutes)
    refuse_if_locked(minutes)
    entry = lock(entry)
    entry.minutes = minutes
    return entry
