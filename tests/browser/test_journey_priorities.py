"""J2 in Chromium: draft 6, refused, cut to 5, shared, matched, heard, agreed by a decision and delivered."""

import re
import uuid

import pytest
from playwright.sync_api import expect

from foundation import access
from plans.models import CommentRound, Cycle
from tests.browser.conftest import PHONE
from tests.browser.hand import Hand
from tests.cast import make_cast
from tests.plans.chosen import a_cycle, add, agreed_decision, complete, drafted
from tests.plans.drafts import a_priority, a_set, another_board, let_end, opened

WHY = "Partners are ready early"


@pytest.fixture
def cast(transactional_db):
    """A partnership of its own, since what a browser does is committed."""
    return make_cast(f"chooses-{uuid.uuid4().hex[:8]}")


def stage(cast) -> str:
    """Draft five priorities beside those that a county board shares; return the path of the set."""
    with cast.inside():
        county = another_board(cast, "Theme Board for the Digital County")
        access.grant(cast.users["chair"], "clerk", county, by=cast.users["admin"])
        taken = drafted(cast, 0, a_cycle())
        for title in ("Rural broadband", "Troubled families", "A village hall", "Warm homes", "The doctor"):
            add(cast, taken, title)
        theirs = a_set(county, taken.cycle, shared=False)
        titles = ("Broadband for rural businesses", "Safe streets", "Later buses")
        for shared in [a_priority(theirs, title, description="Fibre and lamps") for title in titles]:
            opened(shared)
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


def match(clerk: Hand, county: Hand) -> None:
    """Propose to the county board to work together, which accepts."""
    clerk.follow("Rural broadband")
    clerk.follow("Who else wants the same")
    expect(clerk.page.get_by_text("Both speak of rural and broadband.")).to_be_visible()
    clerk.press("Propose to work together on Broadband for rural businesses")
    county.go("/manage/plans/matches/")
    county.follow(re.compile("Rural broadband"))
    county.press("Accept")
    expect(county.page.get_by_text("Both boards agreed").first).to_be_visible()


def hear(cast, clerk: Hand, resident: Hand) -> None:
    """Comment by phone on one priority, answer it when the time is over, and read the answer."""
    resident.follow("Warm homes")
    resident.follow("Say what you think of it")
    resident.page.get_by_label("Your comment").fill("Ask who rents")
    resident.press("Send")
    with cast.inside():
        let_end(CommentRound.objects.get())
    clerk.go("/manage/plans/comments/")
    clerk.follow(re.compile("Priorities of Hill and Vale"))
    clerk.follow(re.compile("Answer to comment"))
    clerk.page.get_by_label("We left the draft as it is").check()
    clerk.page.get_by_label("Your answer").fill("It names tenants already")
    clerk.press("Keep the answer")
    clerk.press("Publish the answers")
    clerk.page.get_by_label("What you make of it all").fill("One asked for tenants")
    clerk.press("Publish")
    resident.go("/comments/")
    resident.follow(re.compile("Priorities of Hill and Vale"))
    expect(resident.page.get_by_text("It names tenants already")).to_be_visible()


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
    match(clerk, Hand(windows.of(cast, "chair"), look))
    hear(cast, clerk, resident)
    clerk.go(path)
    clerk.press("Record that they are agreed")
    clerk.page.get_by_label("Decision by which the board agreed them").select_option(index=1)
    clerk.press("Record that they are agreed")
    clerk.press("Start delivery")
    clerk.page.get_by_label("Why it is passed out of its time").fill(WHY)
    clerk.press("Start delivery")
    resident.go("/priorities/")
    resident.follow("2027 to 2028")
    expect(resident.page.get_by_text("In delivery.").first).to_be_visible()
    expect(resident.page.get_by_text(WHY)).to_be_visible()
    resident.follow("Warm homes")
    expect(resident.page.get_by_text("No bus")).to_be_visible()
    resident.go("/priorities/")
    resident.follow("Rural broadband")
    resident.follow("See who, and why")
    expect(resident.page.get_by_text("Theme Board for the Digital County")).to_be_visible()
    with cast.inside():
        assert Cycle.objects.get().sets.get(board=cast.board).state == "In delivery"
