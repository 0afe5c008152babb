"""Days that tests count from today."""

import datetime

from django.utils import timezone


def in_days(number: int) -> datetime.date:
    """Return the day so many days from today."""
    return timezone.localdate() + datetime.timedelta(days=number)
