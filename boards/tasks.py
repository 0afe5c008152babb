"""Work of the boards that acts hand on."""

from celery import shared_task

from boards import agreeing, attaching, cleaning, disposing, indexing, packing, printing, printing_minutes, rendering
from foundation import tenancy, work
from foundation.models import Rendering


@shared_task(name="boards.build_pack")
def build_pack(*, partnership_id: int, edition_id: int) -> None:
    """Make the agenda and the pack of an edition as PDF; safe to run twice.

    It stands in no transaction: each step commits, so that the page can show how far it has come.
    """
    with tenancy.tenant(partnership_id, printing.CLEARED):
        owed = Rendering.objects.owed().filter(edition=edition_id, kind__in=rendering.PRINTS)
        keys = list(owed.order_by("kind").values_list("pk", flat=True))
    for key in keys:
        printing.make(partnership_id, key, packing.published_job, packing.show)


@shared_task(name="boards.build_draft_pack")
def build_draft_pack(*, partnership_id: int, rendering_id: int) -> None:
    """Make a draft pack with its watermark and tell the chair that it is there; safe to run twice."""
    printing.make(partnership_id, rendering_id, packing.draft_job, agreeing.tell_chairs)


@shared_task(name="boards.build_minutes")
def build_minutes(*, partnership_id: int, rendering_id: int) -> None:
    """Make an edition of minutes as PDF; safe to run twice."""
    printing.make(partnership_id, rendering_id, printing_minutes.job, packing.show)


@work.task("boards.index_edition")
def index_edition(edition_id: int) -> None:
    """Let what an edition says be found; it sees no more than the public does, and is safe to run twice."""
    indexing.index(edition_id)


@work.task("boards.make_pages", cleared=("draft:board:*",))
def make_pages(appendix_id: int) -> None:
    """Make the pages of an Office file that was attached to a report."""
    attaching.make_pages(appendix_id)


@work.task("boards.dispose", cleared=("draft:board:*", "exempt:board:*"))
def dispose(disposal_id: int) -> None:
    """Delete papers whose date has passed, as an officer confirmed; safe to run twice."""
    disposing.dispose(disposal_id)


@work.task("boards.clean_published", cleared=("draft:board:*", "exempt:board:*"))
def clean_published(meeting_id: int) -> None:
    """Replace the files of a meeting that were published before uploads were stripped; safe to run twice."""
    cleaning.clean_published(meeting_id)


@work.task("boards.clean_file", cleared=cleaning.CLEARED)
def clean_file(file_id: int) -> None:
    """Strip a file that was stored before uploads were, where no published paper names it; safe to run twice."""
    cleaning.clean_file(file_id)
