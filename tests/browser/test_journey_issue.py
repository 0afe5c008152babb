"""J1: a resident raises an issue on a phone without script, the board decides, and they are told what changes."""

import re
import uuid

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from boards.models import Decision
from engagement.models import Issue
from engagement.presets import make_lists
from foundation import mail
from foundation.models import Message
from tests.browser.conftest import PHONE
from tests.browser.hand import Hand
from tests.cast import make_cast
from tests.engagement.issues import ABOUT, ADDRESS, CANARY, SAID, coming

AGREED = "To clean the drain twice a year"
CHANGES = "It is cleaned in March and in October."


@pytest.fixture
def cast(transactional_db):
    """A partnership of its own, since what a browser does is committed."""
    cast = make_cast(f"issue-{uuid.uuid4().hex[:8]}")
    with cast.inside():
        make_lists()
        coming(cast)
    return cast


def told(cast, template: str) -> Message:
    """Return the newest mail of a kind to the resident."""
    with cast.inside(mail.CLEARED.replace("*", str(cast.partnership.pk)), mail.CLEARED):
        return Message.objects.filter(to_address=ADDRESS, template=template).latest("pk")


def tell_what_and_where(hand: Hand) -> None:
    """Answer the first two pages."""
    page = hand.go("/issues/new/")
    page.get_by_label("What is it about, in a few words?").fill("Drain in Main Street")
    page.get_by_label("What happens, and what should change?").fill(SAID)
    page = hand.press("Continue")
    page.get_by_label("Postcode, or the name of a ward or parish").fill("Vale")
    hand.press("Continue")


def raise_it(hand: Hand) -> None:
    """Raise it at home, with an address."""
    tell_what_and_where(hand)
    hand.page.get_by_label("Your name").fill(CANARY)
    hand.page.get_by_label("Tell me what happens, by email").check()
    page = hand.press("Continue")
    expect(page.get_by_label("Your name")).to_have_value(CANARY)
    page.get_by_label("Your email address").fill(ADDRESS)
    expect(hand.press("Continue").get_by_text(SAID)).to_be_visible()
    hand.press("Send")


def act(hand: Hand, name: str, done: str, **typed: str) -> None:
    """Do one act on its own page."""
    page = hand.follow(name)
    for label, words in typed.items():
        page.get_by_label(label.replace("_", " "), exact=True).fill(words)
    expect(hand.press(name).get_by_text(done)).to_be_visible()


def sort_and_place(hand: Hand) -> None:
    """Read it, write it for everybody, put it on the board's agenda."""
    hand.go("/manage/engagement/")
    hand.follow("Issues")
    page = hand.follow("Drain in Main Street")
    expect(page.get_by_text(CANARY)).to_be_visible()
    page = hand.follow("Sort it")
    page.get_by_label("What it is about").fill(ABOUT)
    page.get_by_label("Theme").select_option(label="Environment and waste")
    expect(hand.press("Sort it").get_by_text("shown on the website")).to_be_visible()
    act(hand, "Put it on a board’s agenda", "It is on the draft agenda.")


def decide(cast) -> Issue:
    """Let the board agree on it, and its minutes be published."""
    with cast.inside():
        issue = Issue.objects.select_related("item", "meeting").get()
        Decision.objects.create(
            board=cast.board, meeting=issue.meeting, item=issue.item, title=issue.title, text=AGREED, outcome="agreed",
            decided_on=timezone.localdate(), published_at=timezone.now(),
        )  # fmt: skip
        return issue


def all_can_read(page: Page) -> None:
    """Find the whole way on the public page, and nobody’s name."""
    for words in ("Raised on this website.", "Put on the agenda of", AGREED, CHANGES):
        expect(page.get_by_text(words).first).to_be_visible()
    for words in (CANARY, ADDRESS, SAID):
        expect(page.get_by_text(words)).to_have_count(0)


def test_a_resident_raises_an_issue_and_is_told_what_changes(cast, windows, look):
    resident = Hand(windows.of(cast, width=PHONE, script=False), look, script=False)
    raise_it(resident)
    expect(resident.page.get_by_role("heading", level=1)).to_have_text("Sent")
    mine = re.search(r"/issues/mine/[\w-]+/", told(cast, "issue_to_confirm").body_text)[0]
    resident.go(mine)
    expect(resident.press("Yes, this is my address").get_by_text("Thank you.")).to_be_visible()

    clerk = Hand(windows.of(cast, "clerk"), look)
    sort_and_place(clerk)
    issue = decide(cast)
    clerk.go(f"/manage/engagement/issues/{issue.pk}/")
    act(clerk, "Enter the answer", "The answer is kept.")
    page = clerk.follow("Say what changes")
    page.get_by_label("Something will change").check()
    page.get_by_label("What changes or not, and why").fill(CHANGES)
    expect(clerk.press("Say what changes").get_by_text("1 person is told by email.")).to_be_visible()
    assert CHANGES in told(cast, "issue_fed_back").body_text

    phone = Hand(windows.of(cast, width=PHONE), look)
    all_can_read(phone.go(f"/issues/{issue.pk}/"))
    phone.go("/issues/")
    tell_what_and_where(phone)
    expect(phone.press("Continue").get_by_text("Is it one of these?")).to_be_visible()
    page = phone.go(mine)
    page.get_by_label("What is still wrong?").fill("Still wet")
    expect(phone.press("It is not solved").get_by_text("It is open again.")).to_be_visible()
