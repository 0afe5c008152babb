"""One survey from building to feedback: the officer builds and opens it, a resident answers it on a phone without a
script, the officer counts, reads and publishes, and whoever asked is told what changed. Source: issue 4, E30, R31."""

import datetime
import re
import uuid

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from engagement.models import Activity, Survey
from engagement.opening import PRINCIPLES
from engagement.presets import make_lists
from foundation import mail
from foundation.models import Message
from tests.browser.conftest import PHONE
from tests.browser.hand import Hand, fill_day
from tests.cast import make_cast

ADDRESS = "resident@home.example"
SAID = "The last bus leaves before the film ends."
CHANGED = "The last bus leaves at ten from January."


@pytest.fixture
def cast(transactional_db):
    """A partnership of its own, since what a browser does is committed."""
    cast = make_cast(f"survey-{uuid.uuid4().hex[:8]}")
    today = timezone.localdate()
    with cast.inside():
        make_lists()
        Activity.objects.create(
            locality=cast.locality, owner=cast.organisations["district"], kind="survey", title="Evening buses",
            about="When the last bus leaves", level="consult", starts_on=today, ends_on=today,
            published_at=timezone.now(),
        )  # fmt: skip
    return cast


def add(hand: Hand, kind: str, text: str, **more: str) -> None:
    """Add one question on the last page, or on a new one."""
    page = hand.page
    page.get_by_label("Kind of question").select_option(label=kind)
    page.locator("select[name=page]").last.select_option(more.get("page", "1"))
    page = hand.press("Write the question")
    page.get_by_label("Question", exact=True).fill(text)
    if "answers" in more:
        page.get_by_label("Answers to choose from").fill(more["answers"])
    if "shown" in more:
        hand.unfold("Do you use the bus?")
        page.get_by_label(more["shown"], exact=True).check()
    expect(hand.press("Save").get_by_role("heading", name=text)).to_be_visible()


def build(hand: Hand) -> None:
    """Begin a survey, write its questions, say its terms and confirm that it is fair."""
    hand.go("/manage/engagement/")
    hand.follow("Surveys")
    page = hand.follow("New survey")
    page.get_by_label("Activity of the engagement plan").select_option(index=1)
    page.get_by_label("Title").fill("When should the last bus leave?")
    hand.press(re.compile("^Begin"))
    add(hand, "One of a list", "Do you use the bus?", answers="Yes\nNo")
    add(hand, "In their own words", "What would you change?", page="2", shown="Yes")
    hand.follow("Back to the survey")
    page = hand.follow(re.compile("^Who answers|^Terms|^Settings|closes"))
    fill_day(page, timezone.localdate() + datetime.timedelta(days=50))
    page.get_by_label("Time", exact=False).last.fill("5pm")
    hand.press("Save")
    page = hand.follow(re.compile("fair|principles", re.I))
    for words in PRINCIPLES.values():
        page.get_by_label(words).fill("The council decides in March, and its members read every answer.")
    hand.press("Save")
    hand.press("Check and open")
    expect(hand.press("Open the survey").get_by_role("link", name="Its public page")).to_be_visible()


def answer(hand: Hand) -> None:
    """Find it from the front door, answer it, and ask to be told."""
    hand.go("/have-your-say/")
    hand.follow("Evening buses")
    hand.follow("When should the last bus leave?")
    page = hand.press("Start now")
    page.get_by_label("Yes").check()
    page.get_by_role("button", name="Continue", exact=True).last.click()
    page.get_by_label("What would you change?").fill(SAID)
    page.get_by_role("button", name="Continue", exact=True).last.click()
    expect(page.get_by_text(SAID)).to_be_visible()
    page.get_by_role("button", name="Send your answers").last.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Thank you")
    page.get_by_label("email").fill(ADDRESS)
    hand.press("Tell me what changed")


def told(cast, template: str) -> Message:
    """Return the newest mail of a kind to the resident."""
    with cast.inside(mail.CLEARED.replace("*", str(cast.partnership.pk)), mail.CLEARED):
        return Message.objects.filter(to_address=ADDRESS, template=template).latest("pk")


def publish(hand: Hand, work_off) -> None:
    """Close the survey, read what people wrote, and publish what was counted."""
    page = hand.follow("Close it early")
    page.get_by_label("Why it closes before its day").fill("The timetable is made in March")
    hand.press(re.compile("^Close"))
    work_off()
    hand.follow("Its results")
    page = hand.follow("What would you change?")
    page.get_by_label("Name of the theme").fill("Evenings")
    page = hand.press("Add the theme")
    expect(page.get_by_text(SAID).first).to_be_visible()
    page.get_by_label("Evenings").check()
    hand.press("Save and show the next")
    hand.follow("When should the last bus leave?")
    hand.press("Check and publish")
    expect(hand.press("Publish").get_by_role("heading", level=1)).to_contain_text("When should the last bus leave?")


def feed_back(hand: Hand) -> None:
    """Say theme by theme what changed, and why."""
    hand.go("/manage/engagement/")
    hand.follow("Feedback")
    page = hand.follow("Evening buses")
    page.get_by_label("Who took part, and what it was about").fill("One person told us when the last bus should leave.")
    hand.press("Save")
    page = hand.press("Write about a theme")
    page.get_by_label("Theme").select_option(label="Roads and transport")
    for label, words in (("In a few words", "A later last bus"), ("What people said", "It leaves too early."),
                         ("What changed", CHANGED), ("Why", "Many work late.")):  # fmt: skip
        page.get_by_label(re.compile(f"^{label}")).fill(words)
    hand.press("Save")
    hand.press("Check and publish")
    hand.press("Publish")


def test_a_survey_goes_from_its_first_question_to_what_changed(cast, windows, look, work_off):
    clerk = Hand(windows.of(cast, "clerk"), look)
    resident = Hand(windows.of(cast, width=PHONE, script=False), look, script=False)
    build(clerk)
    answer(resident)
    mine = re.search(r"https?://[^/]+(/following/[\w-]+/)", told(cast, "follower_to_confirm").body_text)[1]
    resident.go(mine)
    resident.press("Yes, tell me")
    clerk.page.reload()
    publish(clerk, work_off)
    with cast.inside():  # the days pass
        Activity.objects.update(
            starts_on=timezone.localdate() - datetime.timedelta(days=9),
            ends_on=timezone.localdate() - datetime.timedelta(days=1),
        )
    feed_back(clerk)
    assert "A later last bus" in told(cast, "feedback_published").body_text
    resident.go("/feedback/")
    expect(resident.follow(re.compile("Evening buses")).get_by_text(CHANGED)).to_be_visible()
    with cast.inside():
        answers = Survey.objects.get().responses.values_list("answers", flat=True)
        assert [given["what_would_you_change"] for given in answers] == [SAID]
