"""Work of places and people that acts hand on."""

from foundation import work
from localities import importing_postcodes
from localities.models import PostcodeTable


@work.task("localities.save_postcodes")
def save_postcodes(table_id: int) -> None:
    """Save the next part of a table of postcodes and ask for the one after it; safe to run twice."""
    table = importing_postcodes.save_part(PostcodeTable.objects.defer("rows").get(pk=table_id))
    if not table.finished_at:
        work.later("localities.save_postcodes", table_id=table_id)
