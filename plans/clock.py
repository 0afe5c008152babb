"""Work of plans that time starts."""

from celery import shared_task
from django.utils import timezone

from foundation import work
from plans import (
    asking_values,
    commenting,
    cycling,
    delivering,
    ending,
    importing_values,
    printing_plans,
    reviewing_stages,
    taking_in_values,
)
from plans.access import EVERYWHERE


@shared_task(name="plans.clock.morning")
def morning() -> None:
    """Each morning, in each partnership: forget what is needed no more, remind who owes."""
    for _ in work.each_partnership((EVERYWHERE,)):
        commenting.forget_unconfirmed()
        cycling.remind(timezone.localdate())
        delivering.remind(timezone.localdate())
        ending.warn()
        importing_values.forget()
        reviewing_stages.remind()
        asking_values.ask_due(timezone.localdate())
        asking_values.remind(timezone.localdate())


@shared_task(name="plans.clock.owed")
def owed() -> None:
    """Each minute, in each partnership: hand on what was begun and is not done."""
    for _ in work.each_partnership((EVERYWHERE,)):
        for one in importing_values.unchecked():
            work.later("plans.check_values", import_id=one.pk)
        for one in taking_in_values.owed():
            name = "plans.take_out_values" if one.undone_at else "plans.take_in_values"
            work.later(name, import_id=one.pk)
        printing_plans.ask_for_owed()
