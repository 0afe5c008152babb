"""The part of a meeting's journey that comes before it: its date, its papers, who is told and what they answer."""

import datetime
import re

from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect

from boards.models import Meeting
from boards.presets.report_templates import TEMPLATES
from foundation.working_days import PRINCIPAL
from tests.browser.hand import Hand, fill_day

FORMS = {preset["key"]: preset for preset in TEMPLATES}
WARM, SHELTER = "Warm spaces this winter", "A shelter at the green"
ASKED = {
    WARM: ["That the hall opens on Tuesdays.", "That the library opens on Sundays."],
    SHELTER: ["That a shelter is built at the green."],
}
SOURCE = "Survey of cold homes"


class Papers:
    """The clerk's way to a published agenda, and the public's to its papers."""

    def __init__(self, cast, clerk: Hand, public: Hand, forms: tuple[str, str]):
        self.cast, self.clerk, self.public = cast, clerk, public
        self.forms = {title: FORMS[form] for title, form in zip((WARM, SHELTER), forms, strict=True)}

    def set_date(self, slug: str, weeks: int) -> Meeting:
        """Set a public date on a working day so many weeks from now."""
        day = timezone.localdate() + datetime.timedelta(weeks=weeks)
        while not PRINCIPAL.counts(day):
            day += datetime.timedelta(days=1)
        page = self.clerk.go(f"/manage/boards/{slug}/meetings/new/")
        fill_day(page, day)
        page.get_by_label("Start time").fill("6:30pm")
        page.get_by_label("End time").fill("8:30pm")
        page.get_by_label("Venue").select_option("Vale Village Hall")
        page.get_by_label("Tell the public of the date now").check()
        self.clerk.press("Set the date")
        expect(page).to_have_url(re.compile(r"/manage/meetings/\d+/$"))
        with self.cast.inside():
            meeting = Meeting.objects.select_related("board").get(pk=page.url.split("/")[-2])
            assert meeting.announced_at
        return meeting

    def build_agenda(self, meeting: Meeting) -> None:
        """Put two items on the agenda, each with a report in its form."""
        agenda = f"/manage/meetings/{meeting.pk}/agenda/"
        self.clerk.go(agenda)
        self.clerk.press("Start the agenda")
        for title, form in self.forms.items():
            self.choose_form(meeting.board.slug, form["name"])
            page = self.clerk.go(agenda)
            page.get_by_label("Title").fill(title)
            page.get_by_label("Purpose").select_option("decision")
            self.clerk.press("Add item")
            self.clerk.press(f"Add a report to {title}")
            self.write_report(title, form["sections"])

    def choose_form(self, slug: str, name: str) -> None:
        """Say in which form the board has its reports from now on."""
        page = self.clerk.go(f"/manage/boards/{slug}/settings/")
        page.get_by_label("Report template").select_option(label=name)
        self.clerk.press("Save")
        expect(page.get_by_text("The settings are saved.")).to_be_visible()

    def write_report(self, title: str, sections: list[dict]) -> None:
        """Go through the sections of a report one after the other, until every one has its answer."""
        page, on_overview = self.clerk.page, True
        for section in sections:
            if on_overview:
                self.clerk.follow(re.compile(rf"^(\d+ )?{section['heading']}$"))
            expect(page.get_by_role("heading", level=1)).to_contain_text(section["heading"])
            on_overview = {
                "text": self.answer, "recommendations": self.recommend, "background": self.name_sources,
            }[section.get("kind", "text")](title)  # fmt: skip
        if not on_overview:
            expect(page.get_by_role("heading", level=1)).to_have_text(title)
        expect(page.get_by_text("Every section has its answer.")).to_be_visible()
        self.clerk.follow("Front box and last lines")
        self.clerk.press("Save")
        self.clerk.follow("Preview as it will read")
        self.read(self.clerk, title)

    def answer(self, title: str) -> bool:
        """Write a section and go to the next; say whether that leads to the overview."""
        self.clerk.write(f"What is to be said of {title}.")
        self.clerk.press("Save and go to the next section")
        return False

    def recommend(self, title: str) -> bool:
        """Recommend each thing by itself."""
        for words in ASKED[title]:
            self.clerk.page.get_by_role("textbox", name="Recommendation").fill(words)
            self.clerk.press("Add")
        self.clerk.follow("Done")
        return True

    def name_sources(self, title: str) -> bool:
        """Name a document that the report relied on, with its date."""
        self.clerk.page.get_by_label("Title").fill(SOURCE)
        self.clerk.page.get_by_label("Date").fill("March 2026")
        self.clerk.press("Add")
        self.clerk.follow("Done")
        return True

    def read(self, reader: Hand, title: str) -> None:
        """Read a report: every written section in its place, what is asked and what it relied on."""
        main = reader.page.locator("main")
        said = {part: "\n".join(main.locator(part).all_inner_texts()) for part in ("dt", "h2")}
        for section in self.forms[title]["sections"]:
            if section.get("kind", "text") == "text":
                assert section["heading"] in said["dt" if section.get("in_box") else "h2"], said
        for words in [*ASKED[title], SOURCE]:
            expect(main.get_by_text(words).first).to_be_visible()

    def summon(self, meeting: Meeting, work_off, stand_in: str) -> None:
        """Summon everybody; the partner answers by the link of the message that somebody comes in their place."""
        summons = f"/manage/meetings/{meeting.pk}/summons/"
        self.clerk.go(summons)
        page = self.clerk.press("Summon everybody")
        expect(page.get_by_text("Everybody entitled on that day was summoned.")).to_be_visible()
        work_off()
        page = self.public.go(self.link_of(self.cast.people["partner"].email))
        page.get_by_label("No, a substitute attends in my place").check()
        page.get_by_label("Name of the substitute").fill(stand_in)
        self.public.press("Send my answer")
        expect(page.locator("main")).to_contain_text("You answered")
        expect(self.clerk.go(summons).locator("main")).to_contain_text(stand_in)

    def link_of(self, email: str) -> str:
        """Return the path of the link by which somebody answers."""
        text = next(str(message.body) for message in mail.outbox if email in " ".join(message.to))
        return re.search(r"https?://[^/\s]+(/reply/\S+)", text)[1]  # type: ignore[index]

    def publish(self, meeting: Meeting, work_off) -> None:
        """Publish the agenda; the public reads it and each of its papers, and finds the pack."""
        self.clerk.go(f"/manage/meetings/{meeting.pk}/publication/")
        page = self.clerk.press("Publish now")
        expect(page.get_by_role("heading", name="Edition 1 is published")).to_be_visible()
        work_off()
        page = self.clerk.go(f"/manage/meetings/{meeting.pk}/pack/")
        expect(page.get_by_role("link", name="Pack as PDF")).to_be_visible()
        for title in self.forms:
            page = self.public.go(f"/meetings/{meeting.pk}/")
            expect(page.get_by_role("heading", name=title).first).to_be_visible()
            self.follow_paper(title)
            self.read(self.public, title)
        self.public.page.goto(f"/meetings/{meeting.pk}/")
        pack = self.public.page.get_by_role("link", name="Whole pack").first
        expect(pack).to_have_attribute("href", re.compile("pack.pdf"))

    def follow_paper(self, title: str) -> None:
        """Open the paper of an item."""
        with self.public.page.expect_navigation():
            self.public.page.locator("main a[href*='/papers/']").filter(has_text=title).first.click()
        self.public.look(self.public.page)
