"""Work of places and registers that time starts."""

from celery import shared_task
from django.utils import timezone

from foundation import work
from localities.access import REGISTERS
from localities.reviewing import remind


@shared_task(name="localities.clock.reviews")
def reviews() -> None:
    """Each morning: remind those who write in registers of the entries to be reviewed."""
    for _ in work.each_partnership((REGISTERS,)):
        remind(timezone.localdate())
