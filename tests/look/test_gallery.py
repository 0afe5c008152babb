"""Every part of the look in a browser: readable, operable, never wider than the window."""

import re

import pytest
from playwright.sync_api import expect

from tests.axe import scrolls_sideways, violations

PAGES = [
    "/gallery/",
    "/accessibility/",
    "/privacy/",
    "/cookies/",
    "/contact/",
    "/accounts/login/",
    "/accounts/password/reset/",
    "/order/",
]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_readable_at_every_width(page, address, path):
    assert page.goto(address + path).status == 200
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert violations(page) == []
        assert not scrolls_sideways(page)


def test_a_form_sent_with_mistakes_names_them_first(page, address):
    page.goto(address + "/gallery/")
    page.get_by_role("button", name="Save and continue").click()
    expect(page).to_have_title(re.compile("^Error: "))
    page.get_by_role("link", name="Enter the title of the meeting").click()
    assert page.evaluate("document.activeElement.id") == "id_title"
    assert violations(page) == []
