"""Secret links in a real browser: what it sends along with a form is what lets the form through."""

import pytest
from playwright.sync_api import expect

from boards.models import Summons
from boards.tokens import token
from tests.browser.conftest import DESKTOP, PHONE


@pytest.mark.parametrize(("width", "script"), [(DESKTOP, True), (PHONE, True), (PHONE, False)])
def test_a_summons_is_answered_by_its_link_without_an_account(world, windows, look, width, script):
    with world.inside():
        summons = Summons.objects.filter(meeting=world.meetings["published"]).first()
        secret = token(summons)
    page = windows.of(world, None, width, script)
    page.goto(f"/reply/{secret}/")
    look(page) if script else None
    page.get_by_label("Apologies").check()
    page.get_by_role("main").get_by_role("button").first.click()
    expect(page.get_by_text("Your answer is kept.")).to_be_visible()
    with world.inside():
        summons.refresh_from_db()
        assert summons.reply == Summons.Reply.APOLOGIES
