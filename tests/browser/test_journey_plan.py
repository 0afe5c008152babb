"""J7 in Chromium: what a plan must show, a commitment, a test, adoption, its first year and the review of it."""

import uuid

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from plans import adopting
from plans.models import Commitment, CommunityTest, ObjectiveAim
from tests.browser.conftest import PHONE
from tests.browser.hand import Hand, fill_day
from tests.cast import make_cast
from tests.plans.planned import a_decision, a_ready_plan


@pytest.fixture
def cast(transactional_db):
    """A partnership of its own, since what a browser does is committed."""
    return make_cast(f"plans-{uuid.uuid4().hex[:8]}")


@pytest.fixture
def plan(cast):
    """A plan to which the district's plan, a commitment and the test with local people are missing."""
    with cast.inside():
        plan = a_ready_plan(cast)
        ObjectiveAim.objects.filter(aim__title="district streets").delete()
        Commitment.objects.filter(plan=plan, organisation__kind="voluntary").delete()
        CommunityTest.objects.filter(plan=plan).delete()
        a_decision(cast)
        adopting.publish_draft(plan, by=cast.users["clerk"])
    return plan


def link_to_the_district(clerk: Hand) -> None:
    page = clerk.follow("Links to the district council’s corporate plan")
    expect(page.get_by_text("Link an objective to an aim of the corporate plan of the district")).to_be_visible()
    clerk.follow("Add it to the plan")
    clerk.follow("Change Later buses")
    page.get_by_label("district streets").check()
    clerk.press("Save")


def record_the_commitment(clerk: Hand) -> None:
    page = clerk.page
    clerk.press("Record a commitment")
    page.get_by_label("Provider").select_option(label="Vale Volunteers")
    page.get_by_label("What it commits to").fill("Forty drivers")
    fill_day(page.get_by_role("group", name="Given on"), timezone.localdate())
    page.get_by_label("By whom, and as what").fill("Its trustees")
    clerk.press("Save")


def record_the_test(clerk: Hand) -> None:
    page = clerk.page
    clerk.press("Record a test")
    page.get_by_label("Activity").select_option(label="Bus evening")
    fill_day(page.get_by_role("group", name="Date of the test"), timezone.localdate())
    page.get_by_label("What was found").fill("They want Sundays: added.")
    clerk.press("Save")


def carry_out_a_year(clerk: Hand) -> None:
    page = clerk.page
    clerk.follow("Plan the next year")
    page.get_by_role("group", name="What is worked on").get_by_role("checkbox").first.check()
    clerk.press("Save")
    clerk.follow("publish")
    clerk.press("Publish it")
    expect(page.get_by_text("The delivery plan of the year is published.")).to_be_visible()


def review_the_year(clerk: Hand, path: str) -> None:
    page = clerk.go(path)
    clerk.follow("Say how it goes")
    page.get_by_label("It is done", exact=True).check()
    page.get_by_label("In your words").fill("The late bus runs.")
    clerk.press("Save")
    clerk.follow("review")
    page.get_by_label("What was achieved").fill("One line runs until eleven.")
    page.get_by_label("What was not, and why").fill("Sundays wait for drivers.")
    page.get_by_label("What changes next year").fill("Twelve drivers are trained.")
    clerk.press("Publish the review")
    expect(page.get_by_text("The review is published.")).to_be_visible()


def test_a_plan_becomes_ready_is_adopted_and_is_read(cast, plan, windows, look):
    clerk = Hand(windows.of(cast, "clerk"), look)
    page = clerk.go(f"/manage/plans/plans/{plan.pk}/readiness/")
    expect(page.get_by_text("3 of 13 points are to do.")).to_be_visible()
    link_to_the_district(clerk)
    record_the_commitment(clerk)
    record_the_test(clerk)
    clerk.follow("What the plan must show")
    expect(page.get_by_text("All 13 points are done or explained.")).to_be_visible()
    clerk.press("Adopt the plan")
    page.get_by_label("Decision of the board").select_option(index=1)
    clerk.press("Adopt and publish")
    expect(page.get_by_text("The plan is adopted and published as edition 1.")).to_be_visible()
    delivery = f"/manage/plans/{plan.pk}/delivery/"
    clerk.go(delivery)
    carry_out_a_year(clerk)
    review_the_year(clerk, delivery)
    reader = Hand(windows.of(cast, width=PHONE, script=False), look, script=False)
    public = reader.go(f"/plans/{plan.pk}/")
    for words in ("In delivery", "Forty drivers", "They want Sundays: added.", "district streets"):
        expect(public.get_by_text(words).first).to_be_visible()
    expect(public.get_by_role("link", name="Draft 1")).to_be_visible()
    reader.follow("What became of each action, year by year")
    reader.follow("2026 to 2027")
    for words in ("One line runs until eleven.", "Sundays wait for drivers.", "The late bus runs."):
        expect(public.get_by_text(words).first).to_be_visible()
