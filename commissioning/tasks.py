"""Work of money that acts and readers hand on."""

from commissioning import opening_data
from foundation import work


@work.task("commissioning.make_table")
def make_table(table: str) -> None:
    """Make the file of a table of open data; safe to run twice."""
    opening_data.make(table)
