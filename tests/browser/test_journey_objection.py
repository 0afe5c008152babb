"""J3: a partner objects, nothing is agreed, for nobody; deferred, reworked, withdrawn, agreed at the next meeting."""

import datetime
import re
import uuid

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from boards import attending, minuting, recording
from boards.models import Attendance, Meeting, Recommendation
from tests.boards.drafts import a_meeting
from tests.boards.sittings import begun, item, proposal
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.hand import Hand
from tests.cast import make_cast

WORDS, REWORKED = "To award £12,000 to the village hall", "To award £8,000, and keep the patrols"
REASON, WHY = "It takes money from the patrols", "The patrols are kept"
ITEM = "Warm spaces this winter"


@pytest.fixture
def cast(transactional_db):
    """A partnership of its own, since what a browser does is committed."""
    return make_cast(f"object-{uuid.uuid4().hex[:8]}")


def present(cast, meeting: Meeting) -> None:
    """Let everybody be there, and the meeting be open."""
    clerk = cast.users["clerk"]
    attending.call_roll(meeting, by=clerk)
    for row in Attendance.objects.filter(meeting=meeting, kind="expected"):
        attending.mark(row, "present", version=row.version, by=clerk)
    recording.open_meeting(meeting, at=meeting.starts_at, by=clerk)


def outcomes(hand: Hand) -> Locator:
    """Return what stands about the recommendation."""
    return hand.page.locator(".app-live__outcome").first


def refused(hand: Hand, words: str) -> None:
    """Press Agreed, and read why not."""
    hand.touch("Agreed", outcomes(hand))
    expect(outcomes(hand).locator(".govuk-error-summary")).to_contain_text(words)
    hand.look(hand.page)


def objects(hand: Hand) -> None:
    """Record that the police object, and that the others support."""
    hand.unfold("Where each partner stands", outcomes(hand))
    group = outcomes(hand).get_by_role("group", name=re.compile("^Testshire Police"))
    group.get_by_label("Objects").check()
    outcomes(hand).get_by_label("Reason of Testshire Police").fill(REASON)
    hand.touch("Save positions", outcomes(hand))
    hand.touch(re.compile("^All present support"), outcomes(hand))
    expect(outcomes(hand)).to_contain_text("3 support, 1 objects")
    hand.look(hand.page)


def rework(hand: Hand, later: Meeting) -> Page:
    """Defer it, and put it again in other words."""
    hand.touch("Deferred", outcomes(hand))
    page = hand.follow(re.compile("^Rework it and put it again"))
    expect(page.get_by_text(REASON)).to_be_visible()
    page.get_by_label("New words").fill(REWORKED)
    page.get_by_label("Meeting that it is put to").select_option(label=str(later))
    return hand.press("Put it again")


def withdraw(hand: Hand) -> None:
    """Withdraw the objection, and let the others support."""
    hand.unfold("Withdraw the objection", outcomes(hand))
    outcomes(hand).get_by_label("Who withdrew it for the partner").fill("Inspector Vale")
    outcomes(hand).get_by_label("Why it was withdrawn").fill(WHY)
    hand.touch("Record the withdrawal", outcomes(hand))
    hand.touch(re.compile("^All present support"), outcomes(hand))


@pytest.mark.parametrize(("width", "script"), [(DESKTOP, True), (PHONE, False)])
def test_an_objection_blocks_until_it_is_withdrawn(cast, windows, look, width, script):
    with cast.inside():
        meeting, later = begun(cast, days_ago=20), a_meeting(cast, days=-6)
        present(cast, meeting)
        proposal(meeting, WORDS)
        address = f"/manage/meetings/{meeting.pk}/live/items/{item(meeting, ITEM).pk}/"
    clerk, admin = (Hand(windows.of(cast, who, width, script), look, script) for who in ("clerk", "admin"))
    clerk.go(address)
    refused(clerk, "has no position yet")
    objects(clerk)
    for hand in (clerk, admin):  # for every role, administrators included
        hand.go(address)
        refused(hand, "Testshire Police objects, so this cannot be agreed.")
    clerk.go(address)
    page = rework(clerk, later)
    expect(page.locator(".app-live__outcome")).to_contain_text("Version 2")
    with cast.inside():
        present(cast, later)
    clerk.go(page.url)
    refused(clerk, "Testshire Police objects")
    withdraw(clerk)
    clerk.touch("Agreed", outcomes(clerk))
    expect(outcomes(clerk).locator(".govuk-tag--green")).to_have_text("Agreed")
    clerk.look(clerk.page)
    read_by_all(cast, Hand(windows.of(cast, None, width, script), look, script), meeting, later)


def read_by_all(cast, public: Hand, meeting: Meeting, later: Meeting) -> None:
    """Publish both minutes; the public reads where each partner stood, then and now."""
    clerk = cast.users["clerk"]
    with cast.inside():
        for one in (meeting, later):
            one.refresh_from_db()
            recording.close_meeting(one, at=one.starts_at + datetime.timedelta(hours=1), by=clerk)
            minutes = minuting.draft_minutes(one, by=clerk)
            minuting.publish_minutes(minutes, incomplete_because="Shown as it is", by=clerk)
        decision = Recommendation.objects.get(text=REWORKED).decision
    assert decision.published_at <= timezone.now()
    page = public.go(f"/decisions/{decision.pk}/").locator("main")
    for words in ("By consent: 4 support", "objected, then withdrew", REASON, WHY, "version 2 of the words"):
        expect(page).to_contain_text(words)
    page = public.follow(re.compile("^Version 1, deferred on")).locator("main")
    expect(page).to_contain_text(WORDS)
    expect(page).to_contain_text("3 support, 1 objects")
    expect(public.go(f"/meetings/{later.pk}/minutes/").locator("main")).to_contain_text("withdrew the objection")
