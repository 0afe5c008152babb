"""Work of places, people and registers that time starts."""

from celery import shared_task
from django.utils import timezone

from foundation import work
from localities import importing_postcodes, notifying
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


@shared_task(name="localities.clock.owed")
def owed() -> None:
    """Every few minutes: go on with tables of postcodes whose work the broker lost."""
    for _ in work.each_partnership():
        for table in importing_postcodes.unfinished():
            work.later("localities.save_postcodes", table_id=table.pk)
