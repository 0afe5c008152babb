"""People without an account, in Chromium: the link in the mail and the form behind it."""

import uuid

import pytest
from playwright.sync_api import expect

from boards import summoning
from boards.models import Summons
from boards.tokens import token
from tests.boards.dates import held
from tests.cast import make_cast


@pytest.fixture
def cast(transactional_db):
    """A partnership of its own, since what a browser does is committed."""
    return make_cast(f"link-{uuid.uuid4().hex[:8]}")


@pytest.mark.parametrize("script", [True, False])
def test_a_member_answers_the_summons_by_the_link_in_the_mail(cast, windows, look, script):
    with cast.inside():
        meeting = held(cast)
        summoning.summon(meeting, by=cast.users["clerk"])
        summons = Summons.objects.get(meeting=meeting, person=cast.people["county"])
    page = windows.of(cast, script=script)
    page.goto(f"/reply/{token(summons)}/")
    page.get_by_label("Yes, I can come").check()
    page.get_by_role("button", name="Send my answer").click()
    expect((look(page) if script else page).get_by_text("Your answer is kept.")).to_be_visible()
    with cast.inside():
        summons.refresh_from_db()
        assert summons.reply == Summons.Reply.ATTENDING
