"""Work of places, people and registers that time starts."""

from celery import shared_task
from django.utils import timezone

from foundation import work
from localities import notifying
from localities.access import REGISTERS
from localities.reviewing import remind


@shared_task(name="localities.clock.reviews")
def reviews() -> None:
    """Each morning: remind those who write in registers of the entries to be reviewed."""
    for _ in work.each_partnership((REGISTERS,)):
        remind(timezone.localdate())


@shared_task(name="localities.clock.morning")
def morning() -> None:
    """Each morning: set running what members owe the register of interests, and remind them of it."""
    for _ in work.each_partnership():
        notifying.owe_all(timezone.localdate())
        notifying.remind(timezone.localdate())
