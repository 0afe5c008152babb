"""Lets the examples be built as of an earlier day, so that their notices were given in time."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone


@contextmanager
def at(moment: datetime.datetime) -> Iterator[None]:
    """Let the clock of this process stand at a moment; only the command that builds the examples may do so."""
    now = timezone.now
    timezone.now = lambda: moment  # type: ignore[assignment]
    try:
        yield
    finally:
        timezone.now = now
