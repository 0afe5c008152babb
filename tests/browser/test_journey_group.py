"""J12: an executive sets a group up, unblocks it, sees its report late and given, and closes it with its own."""

import datetime
import re
import uuid

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from boards.models import BoardKind, Decision, ReportBack, TaskGroup
from tests.boards.sittings import begun, item
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.hand import Hand, fill_day
from tests.cast import make_cast


@pytest.fixture
def cast(transactional_db):
    """A partnership of its own, whose board is an executive that agreed to something."""
    cast = make_cast(f"group-{uuid.uuid4().hex[:8]}")
    with cast.inside():
        BoardKind.objects.create(key="task-group", name="Task group", plural="Task groups", legal_status="task")
        cast.board.may_set_up_groups = True
        cast.board.save()
        meeting = begun(cast, days_ago=20)
        Decision.objects.create(
            board=cast.board, meeting=meeting, item=item(meeting), minute="5", title="A bus", text="To run a bus",
            outcome="agreed", decided_on=meeting.date, published_at=timezone.now(),
        )  # fmt: skip
    return cast


def set_up(clerk: Hand) -> Page:
    """Set a group up that reports back in a month."""
    clerk.go("/manage/task-groups/")
    page = clerk.follow("Set up a group of Hill and Vale Locality Board")
    clerk.press("Set it up")
    expect(page.locator(".govuk-error-summary")).to_contain_text("Enter the name of the group")
    today = timezone.localdate()
    page.get_by_label("Name of the group").fill("Evening bus group")
    page.get_by_label("Decision by which the executive agreed it").select_option(index=1)
    page.get_by_label("What it is to achieve").fill("A bus home after seven")
    page.get_by_label("Lead body").select_option(label="Testshire County Council")
    fill_day(page, today + datetime.timedelta(days=90))
    page.get_by_label("Days on which it reports back").fill(f"{today + datetime.timedelta(days=30):%d/%m/%Y}")
    clerk.press("Set it up")
    expect(page.locator(".govuk-notification-banner")).to_contain_text("Evening bus group is set up")
    return page


def unblock(clerk: Hand) -> None:
    """Say what blocks the group, bring it to the executive, and unblock it there."""
    page = clerk.press("Say what blocks the group")
    page.get_by_label("What blocks the group").fill("No driver")
    page.get_by_label("Who can unblock it").fill("The county council")
    clerk.press("Save")
    clerk.press(re.compile("Bring it to the executive"))
    expect(page.locator("main")).to_contain_text("With the executive")
    clerk.follow(re.compile("^Unblock"))
    page.get_by_label("What was decided").fill("The county lends a driver")
    page.get_by_label("Who decided it").fill("The executive")
    clerk.press("Unblock")
    expect(page.locator("main")).to_contain_text("The county lends a driver")


@pytest.mark.parametrize(("width", "script"), [(DESKTOP, True), (PHONE, False)])
def test_a_group_is_set_up_unblocked_reminded_and_closed(cast, windows, look, width, script):
    clerk, public = (Hand(windows.of(cast, who, width, script), look, script) for who in ("clerk", None))
    page = set_up(clerk)
    unblock(clerk)
    with cast.inside():
        group = TaskGroup.objects.get()
        ReportBack.objects.update(due_on=timezone.localdate() - datetime.timedelta(days=3))
    expect(public.go("/task-groups/").locator("main")).to_contain_text("Report back overdue")
    clerk.go(f"/manage/task-groups/{group.pk}/")
    clerk.follow("Report back for")
    page.get_by_label("How it goes").fill("It runs on three evenings")
    clerk.press("Give the report")
    clerk.press("Close the group")
    page.get_by_label("What was done").fill("The bus runs")
    page.get_by_label("What was learned").fill("Ask the drivers first")
    page.get_by_label("What goes where").fill("The county runs it from May")
    clerk.press("Close the group")
    shown = public.go(f"/task-groups/{group.pk}/").locator("main")
    for words in ("Closed", "It runs on three evenings", "The county lends a driver", "Ask the drivers first"):
        expect(shown).to_contain_text(words)
