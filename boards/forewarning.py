"""Telling the members of the wards that an item affects, before the agenda is published. Source: checklist B7."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from boards import disclosing, reporting, telling_wards
from boards.models import AgendaItem, Board, ItemPlace, Meeting, Report, WardNotice
from foundation import audit
from foundation.locking import lock
from foundation.models import Message, User
from foundation.templatetags.words import day
from localities.models import Area, Mandate, Person

PLACES = (Area.Kind.WARD, Area.Kind.DIVISION, Area.Kind.PARISH)


@dataclass(frozen=True)
class Due:
    """A member of a place that an item affects, and how they were told of it."""

    item: AgendaItem
    person: Person
    area: Area
    notice: WardNotice | None

    def is_told(self, before: datetime.datetime) -> bool:
        """Say whether they were told by a moment, as far as is known."""
        return self.notice is not None and self.notice.failed_at is None and self.notice.told_at <= before


def places_for(board: Board, on: datetime.date) -> QuerySet[Area]:
    """Return the places that an item of a board can affect: those of its locality, or of the whole partnership."""
    if board.locality:
        return board.locality.areas(on).filter(kind__in=PLACES)
    return Area.objects.on(on).filter(kind__in=PLACES).order_by("kind", "name")


@transaction.atomic
def name_places(item: AgendaItem, areas: Collection[Area], *, by: User) -> None:
    """Keep which places an item affects; whose members were told stays known."""
    item = lock(item, "board", "meeting__board")
    there = {place.area_id: place for place in ItemPlace.objects.filter(item=item)}
    wanted = {area.pk: area for area in areas}
    if set(there) == set(wanted):
        return
    ItemPlace.objects.filter(item=item).exclude(area__in=wanted).delete()
    for key in set(wanted) - set(there):
        ItemPlace.objects.create(board=item.board, item=item, area=wanted[key])
    audit.record(by, "named the places that an item affects at", item.meeting, item=item.pk, places=len(areas))


def due_at(meetings: Iterable[Meeting]) -> dict[int, list[Due]]:
    """Return who is to be told of the items of meetings, by meeting; three queries for all of them."""
    keys = [meeting.pk for meeting in meetings if meeting.board.ward_notice_hours is not None]
    places = ItemPlace.objects.filter(item__meeting__in=keys, item__removed_at__isnull=True)
    rows = list(places.select_related("area", "item").order_by("item__position", "area__name", "pk"))
    if not rows:
        return {}
    members = _members({row.area_id for row in rows})
    told = WardNotice.objects.filter(item__in={row.item_id for row in rows}).order_by("told_at")
    notices = {(notice.item_id, notice.person_id): notice for notice in told}
    found: dict[int, dict[tuple[int, int], Due]] = defaultdict(dict)
    for row in rows:
        for mandate in members[row.area_id]:
            key = (row.item_id, mandate.person_id)
            due = Due(row.item, mandate.person, mandate.area, notices.get(key))  # type: ignore[arg-type]
            found[row.item.meeting_id].setdefault(key, due)
    return {key: list(rows.values()) for key, rows in found.items()}


def _members(areas: Collection[int]) -> dict[int, list[Mandate]]:
    """Return who is elected today in each of these places."""
    held = Mandate.objects.on(timezone.localdate()).filter(area__in=areas, person__left_at__isnull=True)
    found: dict[int, list[Mandate]] = defaultdict(list)
    for mandate in held.select_related("person", "area").order_by("person__name", "pk"):
        found[mandate.area_id].append(mandate)  # type: ignore[index]
    return found


def untold(meeting: Meeting, items: Collection[int]) -> list[Due]:
    """Return who was not told of these items as long before now as the board's rule says."""
    hours = meeting.board.ward_notice_hours
    if hours is None or not items:
        return []
    before = timezone.now() - datetime.timedelta(hours=hours)
    rows = due_at([meeting]).get(meeting.pk, [])
    return [row for row in rows if row.item.pk in items and not row.is_told(before)]


@transaction.atomic
def forewarn(meeting: Meeting, *, by: User) -> int:
    """Tell by one mail each the members who were not told yet, and keep it in the reports; return how many members.

    Raises ValidationError where nobody with an address is left to be told.
    """
    meeting = lock(meeting, "board")
    waiting = [row for row in due_at([meeting]).get(meeting.pk, []) if row.notice is None or row.notice.failed_at]
    reached = [row for row in waiting if row.person.email]
    if not reached:
        raise ValidationError("Every member with an email address whose place is named has been told.")
    now, letters = timezone.now(), defaultdict(list)
    for row in reached:
        notice = WardNotice.objects.create(
            board=meeting.board, item=row.item, person=row.person, area=row.area, email=row.person.email,
            told_at=now, told_by=by,
        )  # fmt: skip
        letters[row.person.pk].append(notice)
    marks = disclosing.marks_of(meeting)
    telling_wards.tell(meeting, letters.values(), lambda item: disclosing.allowed_item(item, marks))
    _keep_in_reports(reached, by)
    audit.record(by, "told ward members of", meeting, members=len(letters))
    return len(letters)


def _keep_in_reports(told: Sequence[Due], by: User) -> None:
    """Let each report say whose members were told, where its officer has not said so in their own words. B6, B7."""
    names: dict[int, list[str]] = defaultdict(list)
    for row in told:
        names[row.item.pk].append(f"{row.person} ({row.area.name})")
    for report in Report.objects.filter(item__in=names, wards_notified_note=""):
        note = f"{', '.join(names[report.item_id])}, {day(timezone.localdate())}"  # type: ignore[index]
        facts = {"wards_notified": Report.WardNotice.YES, "wards_notified_note": note[:300]}
        reporting.change_facts(report, by=by, **facts)


def keep_outcome(notice_id: int, message: Message) -> None:
    """Keep when the mail of a notice went out, or why it failed; with all that it told at once."""
    notice = WardNotice.objects.filter(pk=notice_id).first()
    if notice:
        same = WardNotice.objects.filter(person=notice.person_id, told_at=notice.told_at)
        same.update(sent_at=message.sent_at, failed_at=message.failed_at, failure=message.failure[:300])
