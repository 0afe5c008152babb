"""The meeting as it goes on, in Chromium: what is entered in a hurry is all kept."""

import re
import uuid

import pytest
from playwright.sync_api import expect

from tests.boards.sittings import begun
from tests.cast import make_cast


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
