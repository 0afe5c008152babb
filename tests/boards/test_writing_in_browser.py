"""Building an agenda and writing a report in Chromium: by keyboard, by two clerks at once, and without script."""

import uuid

import pytest
from django.conf import settings
from playwright.sync_api import expect

from boards import authoring
from boards.models import AgendaItem, ReportSection
from tests.axe import scrolls_sideways, violations
from tests.boards.drafts import a_meeting, a_report, an_item
from tests.cast import make_cast

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def cast(transactional_db):
    """A partnership of its own, since what a browser does is committed."""
    return make_cast(f"writing-{uuid.uuid4().hex[:8]}")


@pytest.fixture
def address(cast, live_server):
    return f"http://{cast.host}:{live_server.url.rpartition(':')[2]}"


@pytest.fixture
def meeting(cast):
    with cast.inside():
        meeting = a_meeting(cast)
        for title in ("Welcome", "Bus", "Close"):
            an_item(cast, meeting, title)
    return meeting


@pytest.fixture
def report(cast, meeting):
    with cast.inside():
        return a_report(cast, meeting=meeting, title="Harbour")


def sign_in(context, cast, who, address):
    key = cast.client(who).cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": address}])
    return context


def titles(cast, meeting):
    with cast.inside():
        return list(AgendaItem.objects.filter(meeting=meeting).in_order().values_list("title", flat=True))


def text(cast, report):
    with cast.inside():
        return ReportSection.objects.get(report=report, template_section__key="purpose").text


@pytest.fixture
def section(cast, report):
    with cast.inside():
        return f"/manage/reports/{report.pk}/sections/{report.template.sections.get(key='purpose').pk}/"


def test_an_item_is_moved_by_keyboard_and_keeps_the_focus(page, cast, address, meeting):
    sign_in(page.context, cast, "clerk", address)
    page.goto(f"{address}/manage/meetings/{meeting.pk}/agenda/")
    up = page.get_by_role("button", name="Move up Close")
    up.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#order-said")).to_have_text("Now 2 of 3")
    expect(page.get_by_role("button", name="Move up Close")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#order-said")).to_have_text("Now 1 of 3")
    assert titles(cast, meeting) == ["Close", "Welcome", "Bus"]


def test_an_item_is_dragged_to_its_place(page, cast, address, meeting):
    sign_in(page.context, cast, "clerk", address)
    page.goto(f"{address}/manage/meetings/{meeting.pk}/agenda/")
    page.locator(".app-order__handle").first.drag_to(page.locator("[data-id]").nth(2))
    expect(page.locator("#order-said")).to_have_text("Now 3 of 3")
    assert titles(cast, meeting) == ["Bus", "Close", "Welcome"]


def test_without_script_an_item_is_moved_and_a_section_is_written(browser, cast, address, meeting, report, section):
    context = sign_in(browser.new_context(java_script_enabled=False), cast, "clerk", address)
    page = context.new_page()
    page.goto(f"{address}/manage/meetings/{meeting.pk}/agenda/")
    page.get_by_role("button", name="Move down Welcome").click()
    assert titles(cast, meeting)[:2] == ["Bus", "Welcome"]
    page.goto(address + section)
    page.get_by_label("Text").fill("First paragraph.\n\n- a bus\n- a boat")
    page.get_by_role("button", name="Save and go back").click()
    assert text(cast, report) == "<p>First paragraph.</p><ul><li>a bus</li><li>a boat</li></ul>"
    context.close()


def test_what_two_clerks_write_at_once_is_shown_to_the_later_one(browser, cast, address, report, section):
    first, second = (sign_in(browser.new_context(), cast, who, address) for who in ("clerk", "admin"))
    mine, theirs = first.new_page(), second.new_page()
    for page in (mine, theirs):
        page.goto(address + section)
        expect(page.locator(".jodit-wysiwyg")).to_be_visible()
    theirs.locator(".jodit-wysiwyg").click()
    theirs.keyboard.type("By tram.")
    expect(theirs.locator("[data-saved]")).to_contain_text("Saved", timeout=15_000)
    mine.locator(".jodit-wysiwyg").click()
    mine.keyboard.type("By boat.")
    choice = mine.locator("[data-conflict]")
    expect(choice).to_contain_text("By tram.", timeout=15_000)
    expect(choice).to_contain_text("By boat.")
    assert text(cast, report) == "<p>By tram.</p>"
    assert violations(mine) == []
    mine.get_by_role("button", name="Go on with mine").click()
    expect(mine.locator("[data-saved]")).to_contain_text("Saved", timeout=15_000)
    assert text(cast, report) == "<p>By boat.</p>"
    first.close()
    second.close()


def test_an_author_writes_and_hands_in_on_a_phone(browser, cast, address, report):
    with cast.inside():
        due = report.item.meeting.date
        asked = authoring.invite_author(report, by=cast.users["clerk"], name="Jane", email="j@a.example", due_on=due)
        link = f"{address}/write/{authoring.token_of(asked)}/"
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    for step in (link, f"{link}facts/", f"{link}appendices/", f"{link}word/", f"{link}preview/"):
        page.goto(step)
        assert violations(page) == [], step
        assert not scrolls_sideways(page), step
    page.goto(link)
    page.get_by_role("link", name="1 Purpose of the report").click()
    page.locator(".jodit-wysiwyg").click()
    page.keyboard.type("To decide on the harbour.")
    page.get_by_role("button", name="Save and go to the next section").click()
    page.get_by_role("textbox", name="Recommendation").fill("That the harbour is dredged.")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("link", name="Done").click()
    page.get_by_role("button", name="Hand in the report").click()
    expect(page.get_by_text("The report is handed in")).to_be_visible()
    expect(page.get_by_role("button", name="Hand in the report")).to_have_count(0)
    context.close()
