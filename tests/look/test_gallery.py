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
    complaints = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    assert page.goto(address + path).status == 200
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert violations(page) == []
        assert not scrolls_sideways(page)
    assert complaints == []


def test_a_form_sent_with_mistakes_names_them_first(page, address):
    page.goto(address + "/gallery/")
    page.get_by_role("button", name="Save and continue").click()
    expect(page).to_have_title(re.compile("^Error: "))
    page.get_by_role("link", name="Enter the title of the meeting").click()
    assert page.evaluate("document.activeElement.id") == "id_title"
    assert violations(page) == []


def test_the_keyboard_comes_past_the_navigation_in_one_step(page, address):
    page.goto(address + "/contact/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to main content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"


def test_a_phone_folds_the_navigation_and_opens_it_again(page, address):
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(address + "/contact/")
    link = page.get_by_role("link", name="Meetings")
    expect(link).to_be_hidden()
    page.get_by_role("button", name="Menu").press("Enter")
    expect(link).to_be_visible()
    assert not scrolls_sideways(page)


def test_the_navigation_is_open_where_no_script_runs(browser, address):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 800})
    page = context.new_page()
    page.goto(address + "/contact/")
    expect(page.get_by_role("link", name="Meetings")).to_be_visible()
    context.close()


@pytest.mark.parametrize("path", ["/gallery/", "/contact/"])
def test_text_can_be_spaced_out_without_loss(page, address, path):
    page.set_viewport_size({"width": 640, "height": 900})
    page.goto(address + path)
    page.add_style_tag(
        content="* {line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important}"
    )
    assert not scrolls_sideways(page)


def test_a_printed_page_leaves_out_what_paper_cannot_use(page, address):
    page.goto(address + "/gallery/")
    page.emulate_media(media="print")
    for part in (".app-search", ".govuk-service-navigation", ".govuk-footer", ".govuk-breadcrumbs"):
        expect(page.locator(part)).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
