"""J8 in Chromium: an officer assesses with evidence, the table changes, a resident reads it on a telephone."""

import uuid

import pytest
from dateutil.relativedelta import relativedelta
from django.utils import timezone
from playwright.sync_api import expect

from plans import assessing, framing
from plans.assessing import Judgement
from plans.models import NEEDS_EVIDENCE, Framework, StageMeasure
from tests.browser.conftest import PHONE
from tests.browser.hand import Hand, fill_day
from tests.cast import make_cast

TODAY = timezone.localdate()


@pytest.fixture
def cast(transactional_db):
    """A partnership of its own, since what a browser does is committed."""
    return make_cast(f"stages-{uuid.uuid4().hex[:8]}")


def begin(cast) -> Framework:
    """Publish a framework of one outcome, of which one measure was met and another not a year ago."""
    with cast.inside():
        made = Framework.objects.create(name="Our strategy", vision="Choice close to home", starts_on=TODAY)
        rows = [("People shape their area", "Voice", 1, text) for text in ("A list of leaders", "A yearly meeting")]
        framing.add_measures(made, rows)
        framing.publish(made, by=cast.users["clerk"])
        first, _ = StageMeasure.objects.order_by("position")
        last_year = TODAY - relativedelta(years=1)
        days = {"assessed_on": last_year, "next_review_on": TODAY}
        said = [Judgement(first.pk, "met", "On the notice board")]
        assessing.assess(first.outcome, cast.locality, said, assessor="Ann", by=cast.users["clerk"], **days)
    return made


def test_a_place_reaches_a_stage_when_something_shows_it_and_everybody_reads_since_when(cast, windows, look):
    made = begin(cast)
    clerk = Hand(windows.of(cast, "clerk"), look)
    clerk.go("/manage/plans/")
    expect(clerk.page.get_by_text("1 measure to look at again")).to_be_visible()
    clerk.go(f"/manage/plans/maturity/{made.pk}/assess/")
    page = clerk.follow("Voice")
    page.get_by_role("group", name="A yearly meeting").get_by_label("Met").check()
    clerk.press("Save")
    expect(page.get_by_text(NEEDS_EVIDENCE).first).to_be_visible()
    page.get_by_label("What shows it").nth(1).fill("Minutes of 12 May")
    clerk.press("Save")
    expect(page.get_by_text("1 measure is assessed.")).to_be_visible()
    resident = Hand(windows.of(cast, width=PHONE, script=False), look, script=False)
    resident.go("/maturity/")
    expect(resident.page.get_by_text("1 moved up")).to_be_visible()
    expect(resident.page.get_by_role("cell", name="Stage 1")).to_be_visible()
    resident.unfold("See it as it stood on another day")
    fill_day(resident.page, TODAY - relativedelta(days=1))
    resident.press("Show that day")
    expect(resident.page.get_by_role("cell", name="Before stage 1")).to_be_visible()
    resident.go("/maturity/")
    resident.follow("Hill and Vale")
    resident.unfold("All measures")
    expect(resident.page.get_by_text("Minutes of 12 May")).to_be_visible()
    stranger = Hand(windows.of(cast, width=PHONE), look)
    stranger.go(f"/maturity/{made.pk}/")
    stranger.follow("Hill and Vale")
