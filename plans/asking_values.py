"""A period that ends makes a value due: its keeper is asked by a secret link, reminded, and silence shows. R25, A14."""

import datetime
from decimal import Decimal
from typing import Any

from dateutil.relativedelta import relativedelta
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from boards import linking
from foundation import audit, mail
from foundation.links import hash_token
from foundation.locking import lock
from foundation.models import User
from foundation.templatetags.words import day
from plans.models import IndicatorValue, Measure, PlanRules, ValueRequest, rules_by_locality
from plans.periods import Period
from plans.recording_values import record_value
from plans.tokens import token_of

LENGTHS = {"month": relativedelta(months=1), "quarter": relativedelta(months=3), "year": relativedelta(years=1)}
RELATED = ("indicator", "area", "board", "locality")
A_DAY = datetime.timedelta(days=1)
NOBODY = "Nobody is named who could be asked. Give the indicator a keeper with an email address first."
CAME = "This value has come already."
OVER = "This link has ended. Ask for a new one."


def last_ended(frequency: str, last: datetime.date | None, today: datetime.date) -> Period | None:
    """Return the newest period that has ended and of which nothing is known; None where there is none.

    Periods follow on the ``last`` one that is known, so that a year that starts in April goes on so; without one they
    are those of the calendar.
    """
    length = LENGTHS.get(frequency)
    if length is None:
        return None
    start = last + A_DAY if last else _started(today.replace(year=today.year - 1, month=1, day=1), length, today)
    found = None
    while (after := start + length) <= today:
        found, start = Period(start, after - A_DAY), after
    return found


def _started(start: datetime.date, length: relativedelta, today: datetime.date) -> datetime.date:
    """Return the start of the last whole period of the calendar before today."""
    while start + length + length <= today:
        start += length
    return start


@transaction.atomic
def ask_due(today: datetime.date) -> int:
    """Ask for each value that a measure needs and whose period has ended; return how many were asked for.

    Running it again asks for nothing more.
    """
    rules, asked = rules_by_locality(), 0
    for measure, last in _needed():
        period = last_ended(measure.indicator.frequency, last, today)
        if period and _ask(measure, period, rules(measure.locality_id)):
            asked += 1
    return asked


def _needed() -> list[tuple[Measure, datetime.date | None]]:
    """Return one measure of each indicator and area that everybody reads, with the last period that is known."""
    live = {"indicator__published_at__isnull": False, "indicator__retired_at__isnull": True}
    rows = Measure.objects.public().standing().filter(**live).select_related("indicator", "area", "board", "locality")
    pairs = {(row.indicator_id, row.area_id): row for row in rows}
    known: dict[tuple[int, int], datetime.date] = {}
    current = IndicatorValue.objects.filter(replaced_at__isnull=True)
    for source in (current, ValueRequest.objects.all()):
        of_these = source.filter(indicator__in={key for key, _ in pairs})  # type: ignore[attr-defined]
        for indicator, area, last in of_these.order_by().values_list("indicator", "area").annotate(Max("ends_on")):
            known[indicator, area] = max(last, known.get((indicator, area), last))
    return [(row, known.get(pair)) for pair, row in pairs.items()]


def _ask(measure: Measure, period: Period, rules: PlanRules) -> ValueRequest | None:
    indicator = measure.indicator
    same = {"indicator": indicator, "area": measure.area, "starts_on": period.starts_on, "ends_on": period.ends_on}
    if ValueRequest.objects.filter(**same).exists():
        return None
    due_on = period.ends_on + datetime.timedelta(days=rules.value_due_days)
    row = ValueRequest(due_on=due_on, published_at=indicator.published_at, **same)
    row.belong_with(measure)  # whose officers see to it
    row.save()
    if indicator.keeper_email:
        _send(row, "value_request")
    audit.record(None, "asked for a value of", indicator, area=measure.area_id, period=period.words)
    return row


def _send(row: ValueRequest, template: str) -> None:
    linking.give(row, token_of, row.due_on)
    row.asked_at = row.asked_at or row.link_made_at
    row.save()
    _tell(row, template, f"asked:{row.link_made_at}")


def _tell(row: ValueRequest, template: str, key: str) -> None:
    told = {
        "request": row, "indicator": row.indicator, "area": row.area, "due": day(row.due_on),
        "period": Period(row.starts_on, row.ends_on).words, "path": f"/measures/values/{token_of(row)}/",
        "late": (timezone.localdate() - row.due_on).days,
    }  # fmt: skip
    name = f"value:{row.pk}"
    mail.post(
        row.indicator.keeper_email, template, told, about=name, name=row.indicator.keeper, key=f"{name}:{key}"
    )  # fmt: skip


@transaction.atomic
def send_link(row: ValueRequest, *, by: User) -> ValueRequest:
    """Ask once more, with a new link; the one before leads nowhere from now on.

    Raises ValidationError where the value has come, or nobody is named who could be asked.
    """
    row = lock(row, *RELATED)
    if not ValueRequest.objects.waiting().filter(pk=row.pk).exists():
        raise ValidationError(CAME)
    if not row.indicator.keeper_email:
        raise ValidationError(NOBODY)
    _send(row, "value_request")
    audit.record(by, "asked again for a value of", row.indicator, area=row.area_id)
    return row


@transaction.atomic
def give(
    row: ValueRequest, *, link: str, answered_by: str, value: Decimal, low: Decimal | None = None,
    high: Decimal | None = None, note: str = "",
) -> ValueRequest:  # fmt: skip
    """Take the value that the holder of a link gives, or puts right while the link lasts; the earlier one is kept.

    Raises ValidationError where the link has ended, or the numbers contradict one another.
    """
    row = lock(row, *RELATED)
    if not linking.works(row) or row.token_hash != hash_token(link):
        raise ValidationError(OVER)
    period = Period(row.starts_on, row.ends_on)
    record_value(
        row.indicator, row.area, period, value, by=None, by_name=answered_by, low=low, high=high, note=note
    )  # fmt: skip
    row.answered_at, row.answered_by = timezone.now(), answered_by
    row.save()
    return row


def given(row: ValueRequest) -> IndicatorValue | None:
    """Return the value of this period, where it has come."""
    same: dict[str, Any] = {"indicator": row.indicator_id, "area": row.area_id}
    same |= {"starts_on": row.starts_on, "ends_on": row.ends_on, "replaced_at": None}
    return IndicatorValue.objects.filter(**same).first()


def remind(today: datetime.date) -> int:
    """Remind keepers some days before a value is due, the day after, and again at the same interval until it comes."""
    rules, told = rules_by_locality(), 0
    rows = ValueRequest.objects.waiting().filter(link_ends_at__gt=timezone.now()).exclude(link_made_at__date=today)
    for row in rows.exclude(indicator__keeper_email="").select_related(*RELATED):
        if _is_reminded(today - row.due_on, rules(row.locality_id).value_remind_days):
            _tell(row, "value_reminder", f"reminded:{today}")
            told += 1
    return told


def _is_reminded(late: datetime.timedelta, every: int) -> bool:
    return late.days == -every or (late.days > 0 and (late.days - 1) % max(every, 1) == 0)
