"""J13 in Chromium: a post, its access and its money come to their end; people are warned; access ends on its day."""

import datetime
import uuid

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from foundation import access
from foundation.mail import CLEARED
from foundation.models import Message
from localities.models import Post
from plans import ending
from plans.models import PlanAction, PlanResource
from portal.demo.then import at
from tests.browser.hand import Hand
from tests.cast import Cast, make_cast
from tests.plans.delivered import EVERYTHING, adopted_plan

ENDS = datetime.timedelta(days=6)


@pytest.fixture
def cast(transactional_db) -> Cast:
    """A partnership of its own, with an officer whose post, access and money end in six days."""
    cast = make_cast(f"ends-{uuid.uuid4().hex[:8]}")
    last = timezone.localdate() + ENDS
    with cast.inside(*EVERYTHING):
        action = PlanAction.objects.filter(objective__plan=adopted_plan(cast, 1)).get()
        made = PlanResource(
            action=action, kind="money", what="Pilot money", amount=500_00, organisation=action.owner, ends_on=last,
            afterwards="Not agreed yet", published_at=action.published_at,
        )  # fmt: skip
        made.belong_with(action)
        made.save()
        Post.objects.create(person=cast.people["parish"], title="Pilot officer", employer=action.owner, ends_on=last)
        access.grant(cast.users["parish"], "planner", cast.locality, by=cast.users["admin"], ends_on=last)
    return cast


def test_who_has_what_ends_is_warned_says_what_follows_and_has_no_access_after_the_day(cast, windows, look):
    officer = Hand(windows.of(cast, "parish"), look)
    page = officer.go("/manage/plans/ending/")
    for words in ("Pilot officer", "Planner of Hill and Vale", "Not agreed yet"):
        expect(page.get_by_text(words).first).to_be_visible()
    officer.follow("Change")
    page.get_by_label("how it goes on when it ends", exact=False).fill("The parish pays from April")
    officer.press("Save")
    expect(page.get_by_text("The parish pays from April")).to_be_visible()
    with cast.inside(*EVERYTHING, CLEARED):
        ending.warn()
        told = Message.objects.filter(template="ends_soon", to_address=cast.people["parish"].email)
        assert {"Pilot officer", "Planner of Hill and Vale"} <= {
            subject.partition(": ")[2] for subject in told.values_list("subject", flat=True)
        }
    with at(timezone.now() + ENDS):
        assert windows.of(cast, "parish").goto("/manage/plans/ending/").status == 200  # on the last day
    with at(timezone.now() + ENDS + datetime.timedelta(days=1)):
        assert windows.of(cast, "parish").goto("/manage/plans/ending/").status == 403
