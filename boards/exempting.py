"""Marking what is likely exempt, keeping it so on review, and opening it to the public.

Source: standards R3; Local Government Act 1972, sections 100A(4), 100B(2), 100B(5) and Schedule 12A.
"""

import datetime
from collections.abc import Collection, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from boards import composing, disclosing, indexing, issuing, publishing
from boards.models import AgendaItem, Appendix, Exemption, Meeting, Minutes, Report
from foundation import audit
from foundation.models import Edition, EditionPart, User

FIELDS = ("paragraph", "reason", "officer", "public_title", "summary", "review_on")
OF_KIND: dict[str, QuerySet] = {
    "item": AgendaItem.objects.all(), "report": Report.objects.all(), "appendix": Appendix.objects.all(),
}  # fmt: skip
PUBLIC_ALREADY = (
    "The public can read this already, so it cannot be marked as exempt. Withdraw the paper, or remove words from it "
    "(Local Government Act 1972, section 100B)."
)


@transaction.atomic
def mark(meeting: Meeting, key: str, *, by: User, **fields: Any) -> Exemption:
    """Mark an item, a report, a section or an appendix as likely exempt, or change what is said of it.

    Raises ValidationError for what the public can read already.
    """
    meeting = publishing.locked(meeting)
    if _is_public(meeting, key):
        raise ValidationError(PUBLIC_ALREADY)
    exemption = Exemption.objects.standing().filter(key=key).first()
    exemption = exemption or Exemption(board=meeting.board, meeting=meeting, key=key)
    for name in FIELDS:
        if name in fields:
            setattr(exemption, name, fields[name])
    exemption.save()
    indexing.show_plan_of(meeting)
    audit.record(by, "marked as exempt a part of", meeting, part=key, paragraph=exemption.paragraph)
    return exemption


@transaction.atomic
def unmark(exemption: Exemption, *, by: User) -> None:
    """Take back a mark before it was published; raises ValidationError afterwards, when it can only be opened."""
    meeting = publishing.locked(exemption.meeting)
    if is_published(exemption):
        raise ValidationError("This was published as exempt. Open it to the public instead: that makes a new edition.")
    audit.record(by, "unmarked as exempt a part of", meeting, part=exemption.key)
    exemption.delete()
    indexing.show_plan_of(meeting)


def is_published(exemption: Exemption) -> bool:
    """Say whether the public has been told of it as exempt."""
    shown = _shown(exemption.meeting, exemption.key)
    return any("exempt" in content for content in shown)


def _is_public(meeting: Meeting, key: str) -> bool:
    return any("exempt" not in content for content in _shown(meeting, key))


def _shown(meeting: Meeting, key: str) -> list[dict[str, Any]]:
    """Return what the editions of an agenda show the public under a key; of a section, its own words."""
    owner, _, section = key.partition("/")
    parts = EditionPart.objects.filter(edition__series=meeting.agenda_series, key=owner, withdrawn_at__isnull=True)
    contents = [part.content for part in parts]
    if not section:
        return contents
    return [row for content in contents for row in [content, *content["sections"]] if _is_of(row, section)]


def _is_of(row: dict[str, Any], section: str) -> bool:
    """Say whether this is the section, or a report that is exempt as a whole and shows none."""
    return row["key"] == section or ("sections" in row and "exempt" in row)


@transaction.atomic
def keep_closed(exemption: Exemption, *, review_on: datetime.date, by: User) -> Exemption:
    """Keep something exempt after a review, until it is looked at again."""
    exemption = Exemption.objects.select_for_update().get(pk=exemption.pk)
    exemption.review_on = review_on
    exemption.save()
    audit.record(by, "reviewed and kept exempt a part of", exemption.meeting, part=exemption.key)
    return exemption


@transaction.atomic
def open_to_public(exemptions: Sequence[Exemption], *, because: str, by: User) -> Edition | None:
    """Open exempt papers of one meeting: where they were published closed, a new edition shows them to everybody.

    Opened twice, the second changes nothing.
    """
    meeting = publishing.locked(exemptions[0].meeting)
    rows = Exemption.objects.standing().select_for_update().filter(pk__in=[row.pk for row in exemptions])
    opened = [row for row in rows if row.meeting_id == meeting.pk]
    for row in opened:
        row.opened_at, row.opened_by, row.opened_because = timezone.now(), by, because
        row.save()
        audit.record(by, "opened to the public a part of", meeting, part=row.key, because=because)
    if opened:
        indexing.show_plan_of(meeting)
    edition = _issue_opened(meeting, because, by) if opened and meeting.agenda_edition else None
    if opened:
        _open_minutes(meeting, because, by)
    return edition


def _issue_opened(meeting: Meeting, because: str, by: User) -> Edition | None:
    """Publish the edition in force once more with what stays exempt closed; nothing where it would be the same."""
    old = list(EditionPart.objects.filter(edition=meeting.agenda_edition).order_by("position"))
    standing = [part for part in old if part.withdrawn_at is None]
    parts = disclosing.split(disclosing.joined(standing), disclosing.marks_of(meeting))
    told = composing.changes(parts, {part.key: part for part in old})
    if not told:
        return None
    return publishing.issue(meeting, parts, told=told, reason=Edition.Reason.OPENED, note=because, by=by)


def _open_minutes(meeting: Meeting, because: str, by: User) -> None:
    """Publish the minutes once more where they hold private business, with what it decided."""
    closed = EditionPart.objects.filter(edition=meeting.minutes_edition_id, kind=disclosing.EXEMPT)
    if meeting.minutes_edition_id and closed.exists():
        related = ("meeting__board", "meeting__venue", "meeting__minutes_edition", "approved_meeting")
        minutes = Minutes.objects.select_related(*related).get(meeting=meeting)
        issuing.issue(minutes, reason=Edition.Reason.OPENED, note=because, by=by)


def titles(exemptions: Collection[Exemption]) -> dict[str, str]:
    """Return what each mark is on, as officers know it, in one query a kind."""
    keys = [exemption.key.partition("/")[0].partition(":") for exemption in exemptions]
    found: dict[str, str] = {}
    for kind, rows in OF_KIND.items():
        wanted = [int(pk) for name, _, pk in keys if name == kind]
        found |= {f"{kind}:{row.pk}": str(row) for row in rows.filter(pk__in=wanted)} if wanted else {}
    return {row.key: _title(row.key, found) for row in exemptions}


def _title(key: str, found: dict[str, str]) -> str:
    owner, _, section = key.partition("/")
    title = found.get(owner, "A paper that was removed")
    return f"{title}: {section.replace('-', ' ')}" if section else title
