"""J9 in Chromium: a plan on record, a challenge, two answers by link on a telephone without script, a public trace."""

import uuid

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from engagement.models import Challenge
from engagement.tokens import challenge_token
from tests.browser.conftest import PHONE
from tests.browser.hand import Hand, fill_day
from tests.cast import make_cast

BOARD = "/manage/engagement/boards/hill-and-vale-board/"


@pytest.fixture
def cast(transactional_db):
    """A partnership of its own, since what a browser does is committed."""
    return make_cast(f"asks-{uuid.uuid4().hex[:8]}")


def put_on_record(clerk: Hand) -> None:
    """Put the plan of the police on record; the page leads on to the challenge."""
    page = clerk.go(f"{BOARD}plans/new/")
    page.get_by_label("Provider").select_option(label="Testshire Police")
    page.get_by_label("Name of the plan").fill("Policing plan")
    fill_day(page.get_by_role("group", name="Day on which it was received"), timezone.localdate())
    page.get_by_label("Or where it is published").fill("https://police.example/plan")
    clerk.press("Put it on record")


def challenge(clerk: Hand) -> None:
    """Draft the challenge and send it."""
    page = clerk.page
    page.get_by_label("Which plan is it about?").select_option(label="Testshire Police: Policing plan")
    page.get_by_label("What it is about").fill("Patrols at night")
    page.get_by_label("Which priorities or themes should the plan support?").fill("Safe streets")
    page.get_by_label("What you ask").fill("Why are there none?")
    page.get_by_label("Their email address").fill("sam@police.example")
    clerk.press("Save the draft")
    clerk.press("Send it")
    expect(page.get_by_text("They have been told.")).to_be_visible()


def answer(cast, provider: Hand, words: str) -> None:
    """Answer by the link of the newest letter."""
    with cast.inside():
        link = f"/challenges/answer/{challenge_token(Challenge.objects.get())}/"
    page = provider.go(link)
    page.get_by_label("Your answer").fill(words)
    page.get_by_label("Who answers").fill("Sam Reed, inspector")
    provider.press("Send the answer")
    expect(page.get_by_text("Your answer is kept.")).to_be_visible()
    assert page.goto(link).status == 410


def judge(clerk: Hand, path: str, judgement: str, because: str) -> None:
    """Say what the board says of the answer."""
    clerk.go(path)
    clerk.press("Say whether the board is satisfied")
    clerk.page.get_by_label(judgement, exact=True).check()
    clerk.page.get_by_label("Why").fill(because)
    clerk.press("Keep it")


def test_a_board_is_not_satisfied_asks_again_and_everybody_reads_how_it_ended(cast, windows, look):
    clerk = Hand(windows.of(cast, "clerk"), look)
    provider = Hand(windows.of(cast, width=PHONE, script=False), look, script=False)
    put_on_record(clerk)
    challenge(clerk)
    path = clerk.page.url
    answer(cast, provider, "They start soon.")
    judge(clerk, path, "Not satisfied", "No date is named.")
    clerk.press("Ask again")
    clerk.page.get_by_label("What you ask now").fill("From which day?")
    clerk.press("Send it")
    answer(cast, provider, "From 1 May.")
    judge(clerk, path, "Satisfied", "There is a date.")
    public = Hand(windows.of(cast, width=PHONE), look)
    public.go("/challenges/")
    page = public.follow("Patrols at night")
    for words in ("They start soon.", "No date is named.", "From which day?", "From 1 May.", "The board is satisfied"):
        expect(page.get_by_text(words).first).to_be_visible()
