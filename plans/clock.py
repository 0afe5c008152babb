"""Work of plans that time starts."""

from celery import shared_task

from foundation import work
from plans import commenting
from plans.access import EVERYWHERE


@shared_task(name="plans.clock.morning")
def morning() -> None:
    """Each morning, in each partnership: forget what is needed no more, remind who owes."""
    for _ in work.each_partnership((EVERYWHERE,)):
        commenting.forget_unconfirmed()
