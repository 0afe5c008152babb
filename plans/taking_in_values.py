"""Values of a confirmed file: taken in part by part, opened when all are in; or taken out again."""

from collections.abc import Iterable
from itertools import islice

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from foundation import audit, work
from foundation.locking import lock
from foundation.models import User
from plans.importing_values import A_PART, differs_from, drop_file, indicators_of, read_lines, standing, table_of
from plans.keeping_indicators import open_values
from plans.models import Indicator, IndicatorValue, ValueImport
from plans.reading_values import Fault, Key, Known, Reader, Reading
from plans.withholding_values import is_small, smallest_of, withhold

# Whoever gave the earlier value learns by which it was replaced.
POINT_ON = """
UPDATE plans_indicatorvalue old SET replaced_by_id = new.id FROM plans_indicatorvalue new
WHERE old.id = ANY(%s) AND new.came_by_id = %s AND new.indicator_id = old.indicator_id AND new.area_id = old.area_id
AND new.starts_on = old.starts_on AND new.ends_on = old.ends_on
"""
# What a value that goes had replaced is replaced by what replaced that one, if anything.
POINT_PAST = """
UPDATE plans_indicatorvalue old SET replaced_by_id = gone.replaced_by_id FROM plans_indicatorvalue gone
WHERE gone.came_by_id = %s AND old.replaced_by_id = gone.id
"""


def owed() -> QuerySet[ValueImport]:
    """Return the imports that were confirmed or undone and are not at their end."""
    going_on = Q(done_at__isnull=True, undone_at__isnull=True) | Q(undone_at__isnull=False, done__gt=0)
    return ValueImport.objects.filter(going_on, confirmed_at__isnull=False, failed_because="")


@transaction.atomic
def take_part(import_id: int) -> bool:
    """Take in the next lines of a confirmed import and say whether there are more; safe to run twice, also at once."""
    one = owed().select_for_update(skip_locked=True, of=("self",)).filter(pk=import_id, done_at__isnull=True).first()
    if one is None or one.undone_at:
        return False
    try:
        table, known = table_of(one), Known.of(indicators_of(one))
        reader = Reader(one.columns["held"], known, _only(one, known))
    except (ValidationError, KeyError) as wrong:
        one.failed_because = f"The file cannot be read any more: {wrong}"[:300]
        one.save()
        return False
    part = table[one.done : one.done + max(1, A_PART // max(1, len(reader.own)))]
    rows = [found for _, found in read_lines(reader, part, one.done + 2) if not isinstance(found, Fault)]
    _keep(one, rows, {found.pk: found for found in known.indicators.values()})
    one.done += len(part)
    if one.done >= len(table):
        _finish(one)
    one.save()
    return not one.done_at


def _only(one: ValueImport, known: Known) -> Indicator | None:
    return next((found for found in known.indicators.values() if found.pk == one.columns["only"]), None)


def _keep(one: ValueImport, lines: list[list[Reading]], indicators: dict[int, Indicator]) -> None:
    """Keep the values of some lines that are not kept so already, in place of what they replace."""
    replaces, now = one.columns["replaces"], timezone.now()
    kept = standing([read.key for line in lines for read in line])
    taken: set[Key] = set()
    wanted: list[Reading] = []
    for line in lines:
        there = [kept[read.key] for read in line if read.key in kept and differs_from(read, kept[read.key])]
        is_twice = any(read.key in taken for read in line) or any(row.came_by_id == one.pk for row in there)
        if is_twice or (there and not replaces):
            continue  # a line that was said to be left out
        taken |= {read.key for read in line}
        wanted += [
            read for read in line if read.key not in kept or differs_from(read, kept[read.key], replaces=replaces)
        ]
    gone = [kept[read.key].pk for read in wanted if read.key in kept]
    IndicatorValue.objects.filter(pk__in=gone).update(replaced_at=now)  # values keep no history: each is one
    _insert(one, wanted, indicators)
    if gone:
        with connection.cursor() as cursor:
            cursor.execute(POINT_ON, [gone, one.pk])


def _insert(one: ValueImport, wanted: Iterable[Reading], indicators: dict[int, Indicator]) -> None:
    """Add values; those that count people stay closed until all are in and small ones are hidden."""
    now, giver = timezone.now(), str(one.by or "")
    smallest = {key: smallest_of(found) for key, found in indicators.items() if found.counts_people}
    rows = iter(wanted)
    while part := list(islice(rows, A_PART)):
        made = []
        for read in part:
            found, few = indicators[read.key.indicator], is_few(read, smallest.get(read.key.indicator))
            made.append(
                IndicatorValue(
                    partnership_id=one.partnership_id, board_id=found.board_id, locality_id=found.locality_id,
                    indicator_id=found.pk, area_id=read.key.area, starts_on=read.key.starts_on,
                    ends_on=read.key.ends_on, value=None if few else read.value, low=None if few else read.low,
                    high=None if few else read.high, is_withheld=few, note=read.note, came_by_id=one.pk,
                    given_by=giver, published_at=now if found.published_at and not found.counts_people else None,
                )
            )  # fmt: skip
        IndicatorValue.objects.bulk_create(made)


def is_few(read: Reading, smallest: int | None) -> bool:
    """Say whether a value that was read is withheld."""
    return read.value is None or is_small(read.value, smallest)


def _finish(one: ValueImport) -> None:
    """Hide what may not be shown, open the rest, and delete the file."""
    one.done_at = timezone.now()
    drop_file(one)
    one.save()
    rows = IndicatorValue.objects.filter(came_by=one)
    one.columns["taken"] = rows.count()
    for indicator in _touched(rows):
        withhold(indicator)
        if indicator.published_at:
            open_values(indicator.pk)
    audit.record(one.by, "took in the values of", one, values=one.columns["taken"])


def _touched(rows: QuerySet[IndicatorValue]) -> QuerySet[Indicator]:
    """Return the indicators of some values, in the order in which they are locked."""
    return Indicator.objects.filter(pk__in=rows.values("indicator")).select_related("locality").order_by("pk")


@transaction.atomic
def undo(one: ValueImport, *, by: User) -> ValueImport:
    """Take out every value of an import; what they replaced comes back. Raises ValidationError while it goes on."""
    one = lock(one)
    if one.undone_at:
        return one
    if not one.done_at and not one.failed_because:
        raise ValidationError("Its values are being taken in. Undo it when they are in.")
    one.undone_at, one.undone_by, one.failed_because = timezone.now(), by, ""
    drop_file(one)
    one.save()
    audit.record(by, "undid the import", one)
    if one.done <= A_PART:
        take_out(one.pk)
        return lock(one)
    work.later("plans.take_out_values", import_id=one.pk)
    return one


@transaction.atomic
def take_out(import_id: int) -> None:
    """Take out the values of an import that was undone; safe to run twice."""
    one = owed().select_for_update(of=("self",)).filter(pk=import_id, undone_at__isnull=False).first()
    if one is None:
        return
    rows = IndicatorValue.objects.filter(came_by=one)
    touched = list(_touched(rows))
    back = IndicatorValue.objects.filter(replaced_by__in=rows.filter(replaced_at__isnull=True))
    keys = list(back.values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute(POINT_PAST, [one.pk])
    rows._raw_delete(rows.db)  # nothing else refers to them now; collecting them first takes minutes
    IndicatorValue.objects.filter(pk__in=keys).update(replaced_at=None, replaced_by=None)
    for indicator in touched:
        withhold(indicator)
    one.done = 0
    one.save()
    audit.record(one.undone_by, "took out the values of", one)  # pages that were kept ready are drawn anew
