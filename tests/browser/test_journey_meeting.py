"""J4: a community meeting and its board, from the date in the calendar to approved minutes and an action."""

import datetime
import re
import uuid

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from boards.models import Board, BoardKind, Meeting
from boards.presets.kinds import STANDING, make_standing_items
from foundation import access
from foundation.working_days import PRINCIPAL
from tests.browser.conftest import DESKTOP, PHONE
from tests.cast import SINCE, make_cast

ITEM = "Warm spaces this winter"
ASKED = "That the hall opens on Tuesdays."
ASKER = "Ada Canary"


@pytest.fixture
def cast(transactional_db):
    """A partnership whose board meets after a community meeting, with standing items."""
    cast = make_cast(f"meeting-{uuid.uuid4().hex[:8]}")
    with cast.inside():
        kind = BoardKind.objects.create(
            key="community-meeting", name="Community meeting", plural="Community meetings", has_members=False
        )
        open_to_all = Board.objects.create(
            kind=kind, name="Vale Community Meeting", slug="vale-community-meeting", locality=cast.locality,
            live_from=SINCE,
        )  # fmt: skip
        access.grant(cast.users["clerk"], "clerk", open_to_all, by=cast.users["admin"])
        make_standing_items(cast.board, STANDING)
    return cast


def touch(page: Page | Locator, name: str | re.Pattern) -> None:
    """Press a button that changes the page it stands on."""
    page.get_by_role("button", name=name, exact=isinstance(name, str)).first.click()


def press(page: Page, name: str | re.Pattern) -> None:
    """Press a button that leads to a page, and wait for it."""
    with page.expect_navigation():
        touch(page, name)


def follow(page: Page, name: str | re.Pattern) -> None:
    """Follow a link, and wait for its page."""
    with page.expect_navigation():
        page.get_by_role("link", name=name).first.click()


def write(page: Page, text: str) -> None:
    """Type into the editor, or into the plain box where there is no script."""
    box = page.locator(".jodit-wysiwyg, textarea[name=text]:visible").first
    box.click()
    page.keyboard.type(text)


def fill_day(page: Page, day: datetime.date) -> None:
    for label, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        page.get_by_label(label, exact=True).first.fill(str(number))


class Journey:
    """One clerk's way through a meeting, at one width; ``look`` holds each page of it against axe."""

    def __init__(self, cast, page, public, look):
        self.cast, self.page, self.public, self.look = cast, page, public, look

    def go(self, path: str) -> Page:
        self.page.goto(path)
        return self.look(self.page)

    def set_date(self, slug: str, weeks: int) -> Meeting:
        """Set a public date on a working day so many weeks from now."""
        day = timezone.localdate() + datetime.timedelta(weeks=weeks)
        while not PRINCIPAL.counts(day):
            day += datetime.timedelta(days=1)
        page = self.go(f"/manage/boards/{slug}/meetings/new/")
        fill_day(page, day)
        page.get_by_label("Start time").fill("6:30pm")
        page.get_by_label("End time").fill("8:30pm")
        page.get_by_label("Venue").select_option("Vale Village Hall")
        page.get_by_label("Tell the public of the date now").check()
        press(page, "Set the date")
        expect(page).to_have_url(re.compile(r"/manage/meetings/\d+/$"))
        self.look(page)
        with self.cast.inside():
            meeting = Meeting.objects.select_related("board").get(pk=page.url.split("/")[-2])
            assert meeting.announced_at
        return meeting

    def build_agenda(self, meeting: Meeting) -> None:
        page = self.go(f"/manage/meetings/{meeting.pk}/agenda/")
        press(page, "Start the agenda")
        page.get_by_label("Title").fill(ITEM)
        page.get_by_label("Purpose").select_option("decision")
        press(page, "Add item")
        self.look(page)
        press(page, f"Add a report to {ITEM}")
        follow(self.look(page), re.compile("Purpose of the report"))
        self.look(page)
        write(page, "To ask where people can be warm.")
        press(page, "Save and go back")
        follow(page, re.compile("Recommendations"))
        page.get_by_role("textbox", name="Recommendation").fill(ASKED)
        press(page, "Add")
        expect(self.look(page).get_by_text(ASKED).first).to_be_visible()
        follow(page, "Done")
        expect(page.get_by_text("Every section has its answer.")).to_be_visible()
        follow(page, "Preview as it will read")
        expect(self.look(page).get_by_text("To ask where people can be warm.")).to_be_visible()

    def summon(self, meeting: Meeting) -> None:
        page = self.go(f"/manage/meetings/{meeting.pk}/summons/")
        press(page, "Summon everybody")
        expect(self.look(page).get_by_text("Everybody entitled on that day was summoned.")).to_be_visible()

    def publish(self, meeting: Meeting, work_off) -> None:
        page = self.go(f"/manage/meetings/{meeting.pk}/publication/")
        press(page, "Publish now")
        expect(page.get_by_role("heading", name="Edition 1 is published")).to_be_visible()
        self.look(page)
        work_off()
        page.goto(f"/manage/meetings/{meeting.pk}/pack/")
        expect(page.get_by_role("link", name="Pack as PDF")).to_be_visible()
        self.public.goto(f"/meetings/{meeting.pk}/")
        expect(self.look(self.public).get_by_role("heading", name=ITEM).first).to_be_visible()
        with self.public.expect_navigation():
            self.public.locator("main a[href*='/papers/']").first.click()
        self.look(self.public)
        self.public.goto(f"/meetings/{meeting.pk}/")
        expect(self.public.get_by_role("link", name="Whole pack").first).to_have_attribute(
            "href", re.compile("pack.pdf")
        )

    def comes(self, meeting: Meeting, days_ago: int) -> None:
        """Let the day of a meeting come."""
        starts = timezone.now().replace(microsecond=0) - datetime.timedelta(days=days_ago, hours=1)
        with self.cast.inside():
            Meeting.objects.filter(pk=meeting.pk).update(starts_at=starts, ends_at=starts + datetime.timedelta(hours=2))

    def item(self, title: str) -> None:
        """Go to an item by the list of items, which is folded on a phone."""
        items = self.page.locator("#live-items")
        # What was just saved may draw the list anew under the finger: wait until it rests, then follow the link.
        self.page.wait_for_load_state("networkidle")
        self.go(items.locator("a", has_text=title).first.get_attribute("href"))
        expect(self.page.locator("#live-item-title")).to_contain_text(title)

    def hold(self, meeting: Meeting) -> None:
        page = self.go(f"/manage/meetings/{meeting.pk}/live/")
        touch(page, "Open the meeting")
        touch(page, "Call the roll")
        for who in ("chair", "county"):
            touch(page, re.compile(f"^Present ?: {self.cast.people[who].name}"))
            expect(page.locator(".app-live__state--here", has_text="Present").first).to_be_visible()
        touch(page, re.compile(f"^Apologies ?: {self.cast.people['parish'].name}"))
        self.take(page)
        self.ask(page)
        page.locator("summary", has_text="Close the meeting").click()
        touch(page, "Close the meeting")
        expect(page.get_by_role("button", name="Write the minutes")).to_be_visible()
        self.look(page)

    def add(self, noun: str) -> None:
        """Unfold the form of an entry; the item of questions has its own open already."""
        if not self.page.locator(f"#add-{noun} form").is_visible():
            self.page.locator(f"#add-{noun} summary").click()

    def take(self, page: Page) -> None:
        """Take the item: an interest, notes, its outcome, an action."""
        self.item(ITEM)
        self.look(page)
        self.add("declaration")
        box = page.locator("#add-declaration")
        box.get_by_label("Who").select_option(label=self.cast.people["county"].name)
        box.get_by_role("radio").first.check()
        box.get_by_label("What the interest is").fill("Trustee of the hall")
        touch(page, "Add declaration")
        expect(page.get_by_role("heading", name="Interests declared")).to_be_visible()
        page.get_by_label("Notes").fill("The board heard from the hall.")
        touch(page, "Save notes")
        expect(page.locator("[data-saved]").first).to_contain_text("Saved")
        touch(page.locator("#live-entries"), re.compile("^Agreed"))
        expect(page.locator("#live-entries .govuk-tag", has_text="Agreed")).to_be_visible()
        self.add("action")
        box = page.locator("#add-action")
        box.get_by_label("What is to be done").fill("Write to the hall committee")
        box.get_by_label("Organisation that will do it").select_option(label="Hill District Council")
        touch(page, "Add action")
        expect(page.get_by_role("heading", name="Actions", exact=True)).to_be_visible()

    def ask(self, page: Page) -> None:
        self.item("Questions from the public")
        self.add("question")
        box = page.locator("#add-question")
        box.locator("[name=question-question]").fill("When does the bus run?")
        box.locator("[name=question-answer]").fill("From May.")
        box.get_by_label("Who asked").fill(ASKER)
        touch(page, "Add question")
        expect(page.get_by_role("heading", name="Questions from the public").last).to_be_visible()

    def minute(self, meeting: Meeting) -> None:
        page = self.go(f"/manage/meetings/{meeting.pk}/minutes/")
        press(page, "Draft the minutes")
        follow(self.look(page), "Edit")
        self.look(page)
        page.goto(f"/manage/meetings/{meeting.pk}/minutes/publication/")
        press(self.look(page), "Publish the draft minutes")
        expect(page.get_by_text("Draft published")).to_be_visible()
        self.public.goto(f"/meetings/{meeting.pk}/minutes/")
        text = self.look(self.public).locator("main").inner_text()
        assert "Trustee of the hall" in text and ASKED in text and ASKER not in text

    def approve(self, meeting: Meeting) -> None:
        page = self.go(f"/manage/meetings/{meeting.pk}/minutes/approval/")
        page.get_by_role("radio").first.check()
        press(page, "They were approved")
        expect(self.look(page).get_by_text("They are locked.")).to_be_visible()
        self.public.goto(f"/meetings/{meeting.pk}/minutes/")
        expect(self.look(self.public).get_by_text(re.compile("Approved", re.I)).first).to_be_visible()


@pytest.mark.parametrize(("width", "script"), [(DESKTOP, True), (PHONE, True), (DESKTOP, False)])
def test_a_meeting_goes_from_its_date_to_approved_minutes(cast, windows, look, work_off, width, script):
    look = look if script else (lambda page: page)
    journey = Journey(cast, windows.of(cast, "clerk", width, script), windows.of(cast, None, width, script), look)
    journey.set_date("vale-community-meeting", 3)
    first = journey.set_date(cast.board.slug, 5)
    second = journey.set_date(cast.board.slug, 9)
    journey.build_agenda(first)
    journey.summon(first)
    journey.publish(first, work_off)
    journey.comes(first, 7)
    journey.hold(first)
    journey.minute(first)
    press(journey.go(f"/manage/meetings/{first.pk}/minutes/"), re.compile("Put them on the agenda of"))
    journey.comes(second, 0)
    journey.approve(first)
    journey.public.goto("/actions/")
    expect(look(journey.public).get_by_text("Write to the hall committee")).to_be_visible()
    journey.public.goto("/decisions/")
    expect(look(journey.public).locator("main").get_by_role("link", name=re.compile(ITEM)).first).to_be_visible()
