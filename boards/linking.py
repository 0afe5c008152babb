"""The link by which whoever was asked answers: the same for actions, blockers, referrals, challenges and requests.

It works until some weeks after the day by which the answer is wanted, and a newer one ends it. Source: D27.
"""

import datetime
from collections.abc import Callable
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.utils import timezone

from foundation.links import hash_token

LINK_LASTS = datetime.timedelta(days=30)  # after the day by which the answer is wanted
# Reminded a week before the day, the day before, and in each of four weeks after it.
REMINDED_DAYS = (7, 1, -1, -8, -15, -22)
Row = TypeVar("Row", bound=Model)


def give(
    row: Any, token_of: Callable[[Any], str], due_on: datetime.date, lasts: datetime.timedelta = LINK_LASTS
) -> None:
    """Give a record a new link, which ends the one before; the caller saves it."""
    row.link_made_at, row.link_ends_at = timezone.now(), ends(due_on, lasts)
    row.token_hash = hash_token(token_of(row))


def ends(due_on: datetime.date, lasts: datetime.timedelta = LINK_LASTS) -> datetime.datetime:
    """Return when a link ends by which something is answered: some weeks after its day, or after today."""
    latest = max(due_on, timezone.localdate())
    return timezone.make_aware(datetime.datetime.combine(latest + lasts, datetime.time()))


def works(row: Any) -> bool:
    """Say whether the time of a record's link is not over."""
    return row.link_ends_at is not None and timezone.now() < row.link_ends_at


def opened(token: str, rows: QuerySet[Row]) -> Row | None:
    """Return the record that a link opens; nothing for a secret that opens none."""
    return rows.filter(token_hash=hash_token(token)).first() if token else None


def reminded_of(today: datetime.date) -> list[datetime.date]:
    """Return the days for which what is due then is reminded of today."""
    return [today + datetime.timedelta(days=left) for left in REMINDED_DAYS]
