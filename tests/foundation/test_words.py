"""How values read in a template."""

import pytest

from foundation.templatetags.words import in_line


@pytest.mark.parametrize(
    ("address", "read"),
    [("1 Market Place\r\nWhitehaven\n", "1 Market Place, Whitehaven"), ("The hall", "The hall"), ("", "")],
)
def test_an_address_of_several_lines_reads_as_one(address, read):
    assert in_line(address) == read
