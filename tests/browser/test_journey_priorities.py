"""J2 in Chromium: draft 6, refused, cut to 5, shared, agreed by a decision, delivered; a resident reads it by phone."""

import uuid

import pytest
from playwright.sync_api import expect

from plans.models import Cycle
from tests.browser.conftest import PHONE
from tests.browser.hand import Hand
from tests.cast import make_cast
from tests.plans.chosen import a_cycle, add, agreed_decision, complete, drafted

WHY = "Partners are ready early"


@pytest.fixture
def cast(transactional_db):
    """A partnership of its own, since what a browser does is committed."""
    return make_cast(f"chooses-{uuid.uuid4().hex[:8]}")


def stage(cast) -> str:
    """Draft five priorities; return the path of the set."""
    with cast.inside():
        taken = drafted(cast, 0, a_cycle())
        for title in ("Rural broadband", "Troubled families", "A village hall", "Warm homes", "The doctor"):
            add(cast, taken, title)
        complete(cast, taken)
        agreed_decision(cast)
        return f"/manage/plans/sets/{taken.pk}/"


def draft_a_sixth(clerk: Hand) -> None:
    """Add one more, and read that six cannot be submitted."""
    clerk.press("Add a priority")
    clerk.page.get_by_label("Title").fill("Lonely winters")
    clerk.page.get_by_label("What is to change, and for whom").fill("Somebody calls on each who lives alone")
    clerk.press("Save")
    clerk.follow("All priorities for 2027 to 2028")
    expect(clerk.page.get_by_text("10 days until priorities are chosen").first).to_be_visible()
    clerk.press("Submit the priorities")
    clerk.press("Submit the priorities")
    expect(clerk.page.locator(".govuk-error-summary")).to_contain_text("these are 6 (R24). Give up 1.")


def cut(clerk: Hand, path: str) -> None:
    """Give the sixth up, and submit five."""
    clerk.go(path)
    clerk.follow("Lonely winters")
    clerk.follow("Give it up")
    clerk.page.get_by_label("Why it is given up").fill("It is part of the village hall")
    clerk.press("Give it up")
    clerk.press("Submit the priorities")
    clerk.press("Submit the priorities")


def test_a_board_takes_its_priorities_through_the_year(cast, windows, look):
    path = stage(cast)
    clerk = Hand(windows.of(cast, "clerk"), look)
    clerk.go(path)
    draft_a_sixth(clerk)
    cut(clerk, path)
    clerk.press("Share them for comment")
    clerk.press("Share them for comment")
    resident = Hand(windows.of(cast, width=PHONE, script=False), look, script=False)
    resident.go("/priorities/")
    resident.follow("2027 to 2028")
    expect(resident.page.get_by_text("Consultation.", exact=False).first).to_be_visible()
    clerk.press("Record that they are agreed")
    clerk.page.get_by_label("Decision by which the board agreed them").select_option(index=1)
    clerk.press("Record that they are agreed")
    clerk.press("Start delivery")
    clerk.page.get_by_label("Why it is passed out of its time").fill(WHY)
    clerk.press("Start delivery")
    resident.page.reload()
    expect(resident.page.get_by_text("In delivery.").first).to_be_visible()
    expect(resident.page.get_by_text(WHY)).to_be_visible()
    resident.follow("Warm homes")
    expect(resident.page.get_by_text("No bus")).to_be_visible()
    with cast.inside():
        assert Cycle.objects.get().sets.get().state == "In delivery"
