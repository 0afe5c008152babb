"""Rich text written without a script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation import richtext
from foundation.plain_text import from_plain, to_plain

WRITTEN = """## Why now

The hospital moved.
The bus did not & nobody asked.

- One bus a day
- See https://example.org/bus

1. Ask
2. Tell"""

HTML = (
    "<h3>Why now</h3>\n<p>The hospital moved.<br>The bus did not &amp; nobody asked.</p>\n"
    '<ul><li>One bus a day</li><li>See <a href="https://example.org/bus">https://example.org/bus</a></li></ul>\n'
    "<ol><li>Ask</li><li>Tell</li></ol>"
)


def test_the_plain_rules_make_headings_paragraphs_lists_and_links():
    assert from_plain(WRITTEN) == HTML


def test_what_was_written_plainly_comes_back_as_it_was():
    assert to_plain(richtext.from_plain(WRITTEN)) == WRITTEN


@pytest.mark.parametrize(
    "html",
    [
        "<table><tr><td>1</td></tr></table>",
        "<p>A <strong>bold</strong> word</p>",
        '<p><a href="https://example.org/">here</a></p>',
        "<ul><li>One<ul><li>Two</li></ul></li></ul>",
    ],
)
def test_what_the_plain_rules_would_lose_stays_html(html):
    assert to_plain(html) is None


@given(st.text())
def test_nothing_typed_becomes_an_element_of_its_own(text):
    assert "<script" not in from_plain(text + "<script>alert(1)</script>")
