"""Work of plans that acts hand on."""

from celery import shared_task

from boards import printing
from foundation import work
from plans import importing_values, printing_plans, taking_in_values
from plans.access import EVERYWHERE
from plans.models import ValueImport


@work.task("plans.check_values", cleared=(EVERYWHERE,))
def check_values(import_id: int) -> None:
    """Check the lines of a file of values; safe to run twice."""
    for one in ValueImport.objects.filter(pk=import_id):
        importing_values.check(one)


@work.task("plans.take_in_values", cleared=(EVERYWHERE,))
def take_in_values(import_id: int) -> None:
    """Take in the next part of a file of values and ask for the one after it; safe to run twice."""
    if taking_in_values.take_part(import_id):
        work.later("plans.take_in_values", import_id=import_id)


@work.task("plans.take_out_values", cleared=(EVERYWHERE,))
def take_out_values(import_id: int) -> None:
    """Take out the values of a file that was undone; safe to run twice."""
    taking_in_values.take_out(import_id)


@shared_task(name="plans.print_plan")
def print_plan(*, partnership_id: int, rendering_id: int) -> None:
    """Make the PDF of an edition of a plan; safe to run twice."""
    printing.make(partnership_id, rendering_id, printing_plans.job, printing_plans.show)
