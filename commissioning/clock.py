"""Work of money and services that time starts."""

from celery import shared_task

from commissioning import opening_data, reporting
from commissioning.access import EVERYWHERE
from foundation import work

DRAFTS = "draft:board:*"  # the agenda that is reported to


@shared_task(name="commissioning.clock.morning")
def morning() -> None:
    """Each morning, in each partnership: tell boards what was set aside in their name, and make long tables anew."""
    for _ in work.each_partnership((EVERYWHERE, DRAFTS)):
        for board in reporting.owed():
            reporting.report(board, by=None)
        opening_data.ask_for_all()
