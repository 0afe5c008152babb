"""A resident asks on a phone, the clerk screens and answers, the answer arrives; with script and without. D29, R12."""

import uuid

import pytest
from playwright.sync_api import expect

from tests.boards.asking import CANARY, WORDS, coming, letters, link
from tests.browser.conftest import PHONE
from tests.cast import make_cast

ANSWER = "The county council has ordered the part."


@pytest.fixture
def cast(transactional_db):
    """A partnership of its own, since what a browser does is committed."""
    return make_cast(f"asks-{uuid.uuid4().hex[:8]}")


@pytest.mark.parametrize("script", [True, False])
def test_a_resident_asks_and_is_answered(cast, windows, look, script):
    with cast.inside():
        meeting = coming(cast)
    page = windows.of(cast, width=PHONE, script=script)

    def seen(shown):
        return look(shown) if script else shown

    page.goto(meeting.get_absolute_url())
    page.get_by_role("link", name="Ask a question, or take part in another way").click()
    seen(page).get_by_role("button", name="Start now").click()
    _answer(seen(page), lambda: page.get_by_label("Question", exact=True).check())
    _answer(seen(page), lambda: page.get_by_label("What is your question?").fill(WORDS))
    _answer(seen(page), lambda: page.get_by_label("I live here").check())
    page.get_by_label("Your name").fill(CANARY)
    _answer(page, lambda: page.get_by_label("Your email address").fill("xanthe"))
    expect(page.get_by_label("Your name")).to_have_value(CANARY)
    _answer(seen(page), lambda: page.get_by_label("Your email address").fill("xanthe@quillfeather.example"))
    _answer(seen(page), lambda: page.get_by_label("No, do not print my name").check())
    seen(page).get_by_role("button", name="Send", exact=True).click()
    expect(seen(page).get_by_role("heading", level=1)).to_contain_text("check your email")
    mine = link(cast)
    page.goto(mine)
    seen(page).get_by_role("button", name="Confirm and send").click()
    expect(seen(page).get_by_text("An officer looks at it")).to_be_visible()
    _screen_and_answer(cast, windows.of(cast, "clerk", script=script), meeting, seen)
    assert ANSWER in letters(cast, "question_answered")[0].body_text
    page.goto(f"/meetings/{meeting.pk}/questions/")
    expect(seen(page).get_by_text(ANSWER)).to_be_visible()
    expect(page.get_by_text(CANARY)).to_have_count(0)


def _answer(page, give) -> None:
    give()
    page.get_by_role("button", name="Continue").click()


def _screen_and_answer(cast, page, meeting, seen) -> None:
    page.goto(f"/manage/meetings/{meeting.pk}/questions/")
    seen(page).get_by_role("link", name=WORDS).click()
    expect(seen(page).get_by_text("Not to be named")).to_be_visible()
    page.get_by_role("button", name="Accept it").click()
    expect(seen(page).get_by_text("The asker is told.")).to_be_visible()
    page.get_by_label("Answer", exact=False).first.fill(ANSWER)
    page.get_by_role("button", name="Keep the answer").click()
    page.get_by_role("button", name="Publish the answer and send it").click()
    expect(seen(page).get_by_text("The answer is published")).to_be_visible()
