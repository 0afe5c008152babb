"""A referral in Chromium: out, answered by link or in another partnership, and back to the agenda."""

import uuid

import pytest
from playwright.sync_api import expect

from boards.models import ItemProposal, Referral
from boards.tokens import referral_token
from foundation import corresponding, envelopes
from foundation.envelopes import CLEARED
from foundation.models import Envelope
from tests.boards.drafts import a_meeting
from tests.browser.conftest import DESKTOP, PHONE
from tests.cast import make_cast

NEW = "/manage/boards/hill-and-vale-board/referrals/new/"


@pytest.fixture
def cast(transactional_db):
    """A partnership of its own, since what a browser does is committed."""
    return make_cast(f"asks-{uuid.uuid4().hex[:8]}")


@pytest.fixture
def neighbour(transactional_db):
    """Another partnership."""
    return make_cast(f"asked-{uuid.uuid4().hex[:8]}")


def carry(cast) -> None:
    """Deliver what a partnership has posted, as its worker would."""
    with cast.inside(CLEARED, "draft:board:*"):
        for envelope in Envelope.objects.owed():
            envelopes.deliver(envelope.pk)


def ask(page, look) -> None:
    """Fill in what is asked, save the draft and send it."""
    page.get_by_label("What it is about").fill("A bus to the hospital")
    page.get_by_label("What you ask for").fill("Pay for an evening bus.")
    page.get_by_label("Why you ask").fill("Nobody can get home.")
    look(page).get_by_role("button", name="Save the draft").click()
    look(page).get_by_role("button", name="Send it").click()
    expect(look(page).get_by_text("They have been told.")).to_be_visible()


def answer(page, look) -> None:
    """Give the answer on the page that is open."""
    page.get_by_label("Agreed in part").check()
    page.get_by_label("In your own words").fill("Until March.")
    page.get_by_label("Who answers").fill("Jo Hill, leader")
    look(page).get_by_role("button", name="answer").click()


def return_to_agenda(page, cast, look) -> None:
    """Put the answer on the next agenda."""
    with cast.inside():
        referral, meeting = Referral.objects.get(), a_meeting(cast)
    page.goto(f"/manage/referrals/{referral.pk}/")
    look(page).get_by_role("button", name="Put the answer on that agenda").click()
    expect(look(page).get_by_text("Accept it on the agenda of that meeting.")).to_be_visible()
    with cast.inside():
        assert ItemProposal.objects.get(meeting=meeting).title.startswith("Answer of ")


@pytest.mark.parametrize("width", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_cabinet_answers_by_link_and_the_answer_comes_to_the_next_agenda(cast, windows, look, width):
    clerk = windows.of(cast, "clerk", width)
    clerk.goto(NEW)
    clerk.get_by_label("Cabinet or executive").check()
    clerk.get_by_label("Its name").fill("Cabinet of Testshire")
    clerk.get_by_label("Their email address").fill("jo@cabinet.example")
    ask(clerk, look)
    with cast.inside():
        referral = Referral.objects.get()
    stranger = windows.of(cast, width=width)
    stranger.goto(f"/respond/{referral_token(referral)}/")
    answer(stranger, look)
    expect(look(stranger).get_by_text("Your answer is kept.")).to_be_visible()
    stranger.goto(f"/respond/{referral_token(referral)}/")
    expect(look(stranger).get_by_role("heading", name="This link has ended")).to_be_visible()
    stranger.goto("/referrals/")
    expect(look(stranger).get_by_role("link", name="A bus to the hospital")).to_be_visible()
    return_to_agenda(clerk, cast, look)


@pytest.mark.parametrize("width", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_board_of_another_partnership_answers_and_the_answer_crosses_back(cast, neighbour, windows, look, width):
    admin = windows.of(neighbour, "admin", width)
    admin.goto("/manage/correspondents/")
    look(admin).get_by_role("button", name=cast.partnership.name).click()
    expect(look(admin).get_by_text("may send to you now")).to_be_visible()
    carry(neighbour)
    clerk = windows.of(cast, "clerk", width)
    clerk.goto(NEW)
    with cast.inside():
        assert corresponding.takes_from_here().count() == 1
    clerk.get_by_label("Who is asked?").select_option(f"partner:{neighbour.partnership.pk}:hill-and-vale-board")
    ask(clerk, look)
    carry(cast)
    there = windows.of(neighbour, "clerk", width)
    there.goto("/manage/referrals/")
    look(there).get_by_role("link", name="A bus to the hospital").click()
    look(there).get_by_role("button", name="Record the answer").click()
    answer(there, look)
    carry(neighbour)
    return_to_agenda(clerk, cast, look)
