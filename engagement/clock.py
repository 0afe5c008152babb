"""Work of engagement that time starts."""

from celery import shared_task

from engagement import following
from engagement.access import EVERYWHERE
from foundation import work


@shared_task(name="engagement.clock.morning")
def morning() -> None:
    """Each morning, in each partnership: forget the addresses that are needed no more."""
    for _ in work.each_partnership((EVERYWHERE,)):
        following.forget()
