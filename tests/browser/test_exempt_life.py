"""The life of an exempt paper: marked, published closed, taken in private, minuted, opened on review, read by all."""

import datetime
import re
import uuid

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from boards import attending, minuting, recording
from boards.models import Attendance, Exemption, Meeting, Report
from tests.boards.papers import drafted
from tests.browser.conftest import DESKTOP
from tests.browser.hand import Hand, fill_day
from tests.cast import make_cast

SECRET, NOTES = "Nobody can get home", "The lowest offer was talked about"
SUMMARY = "The board is asked to choose an operator. The price is published when the contract is signed."
WHY = "The contract is signed."
LATER = timezone.localdate() + datetime.timedelta(days=90)


@pytest.fixture
def cast(transactional_db):
    """A partnership of its own, since what a browser does is committed."""
    return make_cast(f"exempt-{uuid.uuid4().hex[:8]}")


def mark(clerk: Hand, report: Report) -> None:
    """Mark the report as likely exempt, with all that the law asks for."""
    clerk.go(f"/manage/reports/{report.pk}/")
    page = clerk.follow("Keep this report from the public")
    page.get_by_label(re.compile("^Paragraph 3:")).check()
    page.get_by_label("Why the public interest").fill("A price that rivals know costs the public money.")
    page.get_by_label("Proper officer who says so").fill("Mo Officer, head of law")
    page.get_by_label("Title that the public reads").fill("A contract")
    page.get_by_label("What the public reads instead").fill(SUMMARY)
    fill_day(page, LATER)
    clerk.press("Save")
    expect(page.get_by_text("Marked as exempt.")).to_be_visible()


def publish(clerk: Hand, meeting: Meeting) -> None:
    """Publish the agenda, with the reason for what the board is warned of."""
    page = clerk.go(f"/manage/meetings/{meeting.pk}/publication/")
    page.get_by_label("Why it is published before everybody was told").fill("They were told by telephone.")
    clerk.press("Publish now")
    expect(page.get_by_role("heading", name="Edition 1 is published")).to_be_visible()


def reads_the_notice(reader: Hand, paper: str) -> None:
    """Read the paragraph and the summary, and nothing of the paper."""
    main = reader.go(paper).locator("main")
    expect(main).to_contain_text("paragraph 3", ignore_case=True)
    expect(main).to_contain_text(SUMMARY)
    expect(main).not_to_contain_text(SECRET)


def begin(cast, meeting: Meeting) -> None:
    """Let the day of the meeting come, everybody be there and the meeting be open."""
    now, clerk = timezone.now(), cast.users["clerk"]
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=now, ends_at=now + datetime.timedelta(hours=2))
    meeting.refresh_from_db()
    attending.call_roll(meeting, by=clerk)
    for row in Attendance.objects.filter(meeting=meeting, kind="expected"):
        attending.mark(row, "present", version=row.version, by=clerk)
    recording.open_meeting(meeting, by=clerk)


def exclude_the_public(clerk: Hand, address: str) -> None:
    """Be refused, record the resolution, and begin the item."""
    page = clerk.go(address)
    clerk.press("Start this item")
    expect(page.get_by_text("the public has not been excluded").first).to_be_visible()
    form = page.locator("details.app-exempt")
    form.get_by_label("Moved by").select_option(index=1)
    form.get_by_label("Seconded by").select_option(index=2)
    form.get_by_label("Carried: the public leaves").check()
    clerk.touch("Record the resolution", form)
    expect(page.get_by_text("The public is excluded from this item.")).to_be_visible()
    clerk.press("Start this item")
    expect(page.get_by_text("Taken at").first).to_be_visible()


def minute(cast, meeting: Meeting, report: Report) -> None:
    """Close the meeting and publish its minutes."""
    clerk = cast.users["clerk"]
    meeting.refresh_from_db()
    recording.save_notes(report.item, NOTES, version=0, by=clerk)
    recording.close_meeting(meeting, by=clerk)
    minuting.publish_minutes(minuting.draft_minutes(meeting, by=clerk), by=clerk)


def open_on_review(clerk: Hand) -> None:
    """Find the review due, and open the paper."""
    page = clerk.go("/manage/exemptions/")
    expect(page.get_by_text("Review due").first).to_be_visible()
    clerk.follow(re.compile("^Open it to the public"))
    page.get_by_label("Why it is opened").fill(WHY)
    clerk.press("Open it to the public")
    expect(page.get_by_text("Opened to the public as edition 2.")).to_be_visible()


@pytest.mark.parametrize("script", [True, False])
def test_an_exempt_paper_is_closed_until_it_is_opened_on_review(cast, windows, look, script):
    with cast.inside():
        meeting = drafted(cast)
        report = Report.objects.select_related("item__meeting__board", "item__board").get(item__meeting=meeting)
        paper = f"/meetings/{meeting.pk}/papers/report-{report.pk}/"
    clerk, member, public = (
        Hand(windows.of(cast, who, DESKTOP, script), look, script) for who in ("clerk", "county", None)
    )
    mark(clerk, report)
    publish(clerk, meeting)
    reads_the_notice(public, paper)
    expect(member.go(paper).locator("main")).to_contain_text(SECRET)
    with cast.inside():
        begin(cast, meeting)
    exclude_the_public(clerk, f"/manage/meetings/{meeting.pk}/live/items/{report.item_id}/")
    with cast.inside():
        minute(cast, meeting, report)
        Exemption.objects.update(review_on=timezone.localdate())
    minutes = public.go(f"/meetings/{meeting.pk}/minutes/").locator("main")
    expect(minutes).to_contain_text("that the public be excluded for this item")
    expect(minutes).not_to_contain_text(NOTES)
    open_on_review(clerk)
    main = public.go(paper).locator("main")
    expect(main).to_contain_text(SECRET)
    expect(public.go(f"/meetings/{meeting.pk}/").locator("main")).to_contain_text(WHY)
    expect(public.go(f"/meetings/{meeting.pk}/minutes/").locator("main")).to_contain_text(NOTES)
