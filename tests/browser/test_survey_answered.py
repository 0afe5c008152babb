"""A resident answers a survey on a phone without a script: in two languages, in two sittings, by routing; sent once."""

import datetime
import uuid

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from engagement.models import EqualityAnswer, Response
from tests.browser.conftest import PHONE
from tests.cast import make_cast
from tests.engagement.answering_people import BUS, DISABLED, LINES, LONG, MORE, YES_NO
from tests.engagement.surveyed import a_survey

WELSH = {"cy": {"text": "Ydych chi’n defnyddio’r bws?", "options": {"yes": "Ydw", "no": "Nac ydw"}}}
QUESTIONS = (
    {**BUS, "words": WELSH},
    {"page": 2, "key": "where", "kind": "short", "text": "Where to?", "is_required": True,
     "shown_when": {"question": "bus", "any": ["yes"]}},
    {"page": 3, "key": "streets", "kind": "grid", "text": "Your streets", "options": YES_NO, "lines": LINES},
    {"page": 3, "key": "order", "kind": "rank", "text": "What first?", "options": LINES},
    {"page": 3, "key": "since", "kind": "date", "text": "Since when?"},
    LONG,
    DISABLED,
)  # fmt: skip


@pytest.fixture
def cast(transactional_db):
    """A partnership of its own, since what a browser does is committed."""
    return make_cast(f"survey-{uuid.uuid4().hex[:8]}")


def test_a_resident_answers_in_two_sittings(cast, windows, look):
    with cast.inside():
        soon = timezone.now() + datetime.timedelta(days=9)
        told = {"cy": {"title": "Arolwg bysiau"}}
        survey = a_survey(cast, *QUESTIONS, closed=False, closes_at=soon, languages=["cy"], words=told)
    page = windows.of(cast, width=PHONE, script=False)
    page.goto(f"/surveys/{survey.pk}/")
    page.get_by_role("button", name="Start now").click()
    page.get_by_role("button", name="Continue", exact=True).last.click()
    expect(page.get_by_role("link", name="Select an answer")).to_be_visible()
    page.get_by_label("Yes").check()
    page.get_by_role("button", name="Cymraeg").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Arolwg bysiau")
    expect(page.get_by_label("Ydw", exact=True)).to_be_checked()
    page.get_by_role("button", name="Parhau").last.click()
    page.get_by_label("Where to?").fill("To the cinema")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_label("Where to?")).to_have_value("To the cinema")
    page.get_by_role("button", name="Save and come back later").click()
    link = page.locator("main").get_by_role("link", name="http").get_attribute("href")
    _come_back(windows.of(cast, width=PHONE, script=False), link)
    with cast.inside():
        sent = Response.objects.get(survey=survey)
        assert sent.answers == {
            "bus": "yes", "where": "To the cinema", "streets": {"roads": "yes"}, "order": ["parks"],
            "since": "2020-03-27", "more": MORE,
        }  # fmt: skip
        assert EqualityAnswer.objects.get(survey=survey).value == "no"
    _look_at(windows.of(cast, width=PHONE), look, survey)


def _come_back(page, link) -> None:
    page.goto(link)
    page.get_by_role("group", name="Roads").get_by_label("Yes").check()
    page.get_by_label("Place 1").select_option("Parks")
    for label, number in (("Day", "27"), ("Month", "3"), ("Year", "2020")):
        page.get_by_label(label, exact=True).fill(number)
    _go_on(page)
    page.get_by_label("Anything else?").fill(MORE)
    _go_on(page)
    page.get_by_label("No", exact=True).check()
    _go_on(page)
    expect(page.get_by_text("27 March 2020")).to_be_visible()
    page.get_by_role("button", name="Send your answers").last.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Thank you")
    page.goto(link)
    expect(page.get_by_text("sent already")).to_be_visible()


def _go_on(page) -> None:
    page.get_by_role("button", name="Continue", exact=True).last.click()


def _look_at(page, look, survey) -> None:
    """Hold each kind of page against axe, with a script, which axe needs."""
    page.goto(f"/surveys/{survey.pk}/")
    look(page).get_by_role("button", name="Start now").click()
    look(page).get_by_label("No", exact=True).check()
    _go_on(page)
    look(page)
    page.get_by_label("Year").fill("20")
    _go_on(page)
    expect(look(page).get_by_text("There is a problem")).to_be_visible()
    page.get_by_label("Year").fill("")
    _go_on(page)
    _go_on(look(page))
    _go_on(look(page))
    look(page).get_by_role("button", name="Send your answers").last.click()
    expect(look(page).get_by_role("heading", level=1)).to_contain_text("Thank you")
