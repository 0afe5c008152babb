"""Work of engagement that time starts."""

from celery import shared_task

from engagement import counting, following, mending, reminding_feedback
from engagement.access import EVERYWHERE
from foundation import work


@shared_task(name="engagement.clock.morning")
def morning() -> None:
    """Each morning, in each partnership: forget addresses that are needed no more, mend issues, remind who owes."""
    for _ in work.each_partnership((EVERYWHERE,)):
        following.forget()
        mending.nightly()
        reminding_feedback.remind()


@shared_task(name="engagement.clock.owed")
def owed() -> None:
    """Each minute, in each partnership: hand on the surveys that closed, or changed, and were not counted since."""
    for _ in work.each_partnership((EVERYWHERE,)):
        for survey in counting.owed():
            counting.ask(survey)
