"""The meeting as it goes on, in Chromium: what is entered in a hurry is all kept."""

import re
import uuid

import pytest
from playwright.sync_api import expect

from tests.boards.sittings import begun
from tests.cast import make_cast

HOLD_FIRST_ANSWER = """() => {
    const asked = window.fetch;
    window.fetch = async (...what) => {
        const answer = await asked(...what);
        window.fetch = asked;
        await new Promise(go => { window.letGo = go; document.body.dataset.held = "yes"; });
        return answer;
    };
}"""


@pytest.fixture
def cast(transactional_db):
    """A partnership of its own, since what a browser does is committed."""
    return make_cast(f"live-{uuid.uuid4().hex[:8]}")


def test_what_is_pressed_while_the_last_press_is_on_its_way_is_kept(cast, windows):
    with cast.inside():
        meeting = begun(cast)
    page = windows.of(cast, "clerk")
    page.goto(f"/manage/meetings/{meeting.pk}/live/")
    for name in ("Open the meeting", "Call the roll"):
        # Both in one turn of the browser: no answer can come between them.
        page.get_by_role("button", name=name).first.evaluate(
            "button => { window.both = [...window.both ?? [], button] }"
        )
    page.evaluate("both.forEach(button => button.click())")
    expect(page.get_by_role("button", name=re.compile(f"^Present ?: {cast.people['chair'].name}"))).to_be_visible()
    expect(page.locator("#live-top")).to_contain_text("Opened")


def test_what_is_being_typed_outlives_the_answer_to_the_last_press(cast, windows):
    with cast.inside():
        meeting = begun(cast)
    page = windows.of(cast, "clerk")
    page.goto(f"/manage/meetings/{meeting.pk}/live/")
    page.locator("#add-action summary").click()
    box = page.locator("#add-action").get_by_label("What is to be done")
    box.fill("Write to the hall")
    page.get_by_role("button", name="Call the roll").evaluate("button => button.click()")
    expect(page.locator(".app-live__person")).to_have_count(5)
    expect(box).to_have_value("Write to the hall")
    expect(box).to_be_focused()
    page.keyboard.type(" committee")
    expect(box).to_have_value("Write to the hall committee")


def test_an_entry_that_waited_does_not_bring_its_item_along(cast, windows):
    with cast.inside():
        meeting = begun(cast)
        last = meeting.items.order_by("position").last()
    page = windows.of(cast, "clerk")
    page.goto(f"/manage/meetings/{meeting.pk}/live/")
    page.context.set_offline(True)
    page.get_by_role("button", name="Call the roll").click()
    expect(page.locator("#live-told")).to_contain_text("Not saved")
    page.context.set_offline(False)
    page.goto(f"/manage/meetings/{meeting.pk}/live/items/{last.pk}/")
    expect(page.locator(".app-live__person")).to_have_count(5)
    expect(page.locator("#live-item-title")).to_contain_text(last.title)
    assert page.locator("#add-action form").get_attribute("action") == f"{page.url.split(str(windows.port))[1]}actions/"


def test_notes_sent_while_they_are_being_saved_do_not_contend_with_themselves(cast, windows):
    with cast.inside():
        meeting = begun(cast)
    page = windows.of(cast, "clerk")
    page.goto(f"/manage/meetings/{meeting.pk}/live/")
    page.evaluate(HOLD_FIRST_ANSWER)
    notes = page.get_by_label("Notes")
    notes.fill("The board heard")
    expect(page.locator("body")).to_have_attribute("data-held", "yes")  # the server has saved them
    notes.press("Control+End")
    notes.type(" from the hall.")
    page.get_by_role("button", name="Save notes").click()
    with page.expect_navigation():
        page.evaluate("letGo()")
    expect(page.get_by_label("Notes")).to_have_value("The board heard from the hall.")
    expect(page.get_by_role("alert")).to_have_count(0)
