"""The part of a meeting's journey that begins with its day: the record, the minutes, their approval."""

import datetime
import re

from django.utils import timezone
from playwright.sync_api import Locator, expect

from boards.models import Meeting
from tests.browser.hand import Hand, fill_day
from tests.browser.journey_papers import ASKED, SHELTER, WARM

STAND_IN, ASKER = "Sam Standfast", "Ada Canary"
MOTION, AMENDMENT = "That the hall is heated from October.", "To put November for October."
AS_AMENDED = "That the library opens on Saturdays."
URGENT, REASON = "The burst main", "The road closes before the board meets again."
ACTION, QUESTION, ANSWER = "Write to the hall committee", "When does the bus run?", "From May."
EDITED = "The board thanked the hall."


def comes(cast, meeting: Meeting, days_ago: int) -> None:
    """Let the day of a meeting come."""
    starts = timezone.now().replace(microsecond=0) - datetime.timedelta(days=days_ago, hours=1)
    with cast.inside():
        Meeting.objects.filter(pk=meeting.pk).update(starts_at=starts, ends_at=starts + datetime.timedelta(hours=2))


class Record:
    """The clerk at the meeting and after it, and the public that reads what became of it."""

    def __init__(self, cast, clerk: Hand, public: Hand):
        self.cast, self.clerk, self.public = cast, clerk, public
        self.name = {who: person.name for who, person in cast.people.items()}

    def hold(self, meeting: Meeting) -> None:
        """Open the meeting, call the roll, take the items, close."""
        page = self.clerk.go(f"/manage/meetings/{meeting.pk}/live/")
        self.clerk.touch("Open the meeting")
        self.clerk.touch("Call the roll")
        expect(self.state(self.name["partner"])).to_have_text("Apologies")  # as their answer to the summons said
        for who in (self.name["chair"], self.name["county"], STAND_IN):
            self.mark("Present", who, re.compile("^Present"))
        self.mark("Apologies", self.name["parish"], re.compile("^Apologies"))
        self.clerk.look(page)
        self.take_warm()
        self.take_shelter()
        self.answer_question()
        self.take_urgent()
        self.clerk.unfold("Close the meeting")
        self.clerk.touch("Close the meeting")
        expect(page.get_by_role("button", name="Write the minutes")).to_be_visible()
        self.clerk.look(page)

    def state(self, who: str) -> Locator:
        """Return the words beside a name on the roll."""
        row = self.clerk.page.locator(".app-live__person").filter(
            has=self.clerk.page.locator("strong", has_text=re.compile(f"^{who}$"))
        )
        return row.locator(".app-live__state")

    def mark(self, does: str, who: str, becomes: re.Pattern) -> None:
        """Press the button beside a name."""
        self.clerk.touch(re.compile(f"^{does} ?: {who}"))
        expect(self.state(who)).to_have_text(becomes)

    def start(self, title: str) -> None:
        """Come to an item by the list of items, which is folded on a phone."""
        link = self.clerk.page.locator("#live-items a", has_text=title).first
        self.clerk.page.goto(str(link.get_attribute("href")))
        expect(self.clerk.page.locator("#live-item-title")).to_contain_text(title)
        self.clerk.press("Start this item")

    def entry(self, noun: str) -> Locator:
        """Return the form of an entry, unfolded; the item of questions has its own open already."""
        box = self.clerk.page.locator(f"#add-{noun}")
        if not box.locator("form").is_visible():
            box.locator("summary").click()
        return box

    def take_warm(self) -> None:
        """Somebody declares an interest, somebody arrives; a motion is amended; each recommendation is decided."""
        self.start(WARM)
        self.declare()
        self.mark("Arrived", self.name["parish"], re.compile("Arrived"))
        self.note("The board heard from the hall.")
        self.move(MOTION, "chair", "parish")
        self.move(AMENDMENT, "parish", "chair", amends=MOTION, outcome="Carried")
        self.carry(MOTION)
        self.decide(0, "Agreed")
        self.decide(1, "Agreed as amended", AS_AMENDED)
        self.act()
        self.clerk.look(self.clerk.page)

    def take_shelter(self) -> None:
        """A decision is put off; somebody leaves."""
        self.start(SHELTER)
        self.mark("Left the meeting", self.name["county"], re.compile("^Left"))
        self.decide(0, "Deferred")
        self.clerk.look(self.clerk.page)

    def declare(self) -> None:
        box = self.entry("declaration")
        box.get_by_label("Who", exact=True).select_option(label=self.name["county"])
        box.get_by_role("radio").first.check()
        box.get_by_label("What the interest is").fill("Trustee of the hall")
        box.get_by_label("They left the room for this item").check()
        self.clerk.touch("Add declaration")
        expect(self.clerk.page.locator(".app-live__leave")).to_contain_text(self.name["county"])

    def note(self, words: str) -> None:
        self.clerk.page.get_by_label("Notes").fill(words)
        self.clerk.press("Save notes")
        expect(self.clerk.page.locator("[data-saved]").first).to_contain_text("Saved")

    def move(self, words: str, mover: str, seconder: str, amends: str = "", outcome: str = "") -> None:
        """Record a motion, or an amendment of one."""
        box = self.entry("motion")
        box.get_by_label("Words of the motion").fill(words)
        box.get_by_label("Moved by").select_option(label=self.name[mover])
        box.get_by_label("Seconded by").select_option(label=self.name[seconder])
        if amends:
            box.get_by_label("Amends").select_option(index=1)
        if outcome:
            box.get_by_label(outcome, exact=True).check()
        self.clerk.touch("Add motion")
        expect(self.clerk.page.get_by_role("region", name="Motions", exact=True)).to_contain_text(words)

    def carry(self, motion: str) -> None:
        """Say afterwards what became of a motion."""
        page = self.clerk.follow(re.compile(f"Change the motion {motion[:30]}"))
        page.get_by_label("Carried", exact=True).check()
        self.clerk.press("Save")
        expect(page.get_by_role("region", name="Motions", exact=True)).not_to_contain_text("Not decided yet")

    def decide(self, place: int, outcome: str, words: str = "") -> None:
        """Record what became of one recommendation, with the words where they were changed."""
        form = self.clerk.page.locator(".app-live__outcome").nth(place)
        if outcome.startswith("Agreed"):
            self.clerk.touch(re.compile("^All present support"), form)
        if words:
            self.clerk.unfold("Words and reason", form)
            form.get_by_label("Words as agreed").fill(words)
        self.clerk.touch(outcome, form)
        expect(form.locator(".govuk-tag")).to_have_text(outcome)

    def act(self) -> None:
        """Give somebody something to do, by a day."""
        box = self.entry("action")
        box.get_by_label("What is to be done").fill(ACTION)
        box.get_by_label("Organisation that will do it").select_option(label="Hill District Council")
        fill_day(box, timezone.localdate() + datetime.timedelta(weeks=4))
        self.clerk.touch("Add action")
        expect(self.clerk.page.get_by_role("region", name="Actions", exact=True)).to_contain_text(
            "Hill District Council, by"
        )

    def answer_question(self) -> None:
        """Somebody from the public asks, and is answered."""
        self.start("Questions from the public")
        box = self.entry("question")
        box.get_by_label("Question", exact=True).fill(QUESTION)
        box.get_by_label("Answer", exact=False).first.fill(ANSWER)
        box.get_by_label("Who answered").fill(self.name["chair"])
        box.get_by_label("Who asked").fill(ASKER)
        self.clerk.touch("Add question")
        expect(self.clerk.page.get_by_role("region", name="Questions from the public", exact=True)).to_contain_text(
            ANSWER
        )
        self.clerk.look(self.clerk.page)

    def take_urgent(self) -> None:
        """Take what was not on the agenda, for the chair's reason."""
        items = self.clerk.page.locator("#live-items")
        self.clerk.unfold("Items", items)
        self.clerk.unfold("Urgent business", items)
        items.get_by_label("Title of the item").fill(URGENT)
        items.get_by_label("Special circumstances").fill(REASON)
        items.get_by_label("Chair who agreed").fill(self.name["chair"])
        self.clerk.touch("Take this item")
        self.start(URGENT)
        self.note("The county mends it tonight.")

    def minute(self, meeting: Meeting) -> None:
        """Draft the minutes, edit one, publish the draft; the public reads what was recorded."""
        minutes = f"/manage/meetings/{meeting.pk}/minutes/"
        self.clerk.go(minutes)
        self.clerk.press("Draft the minutes")
        self.clerk.follow(f"Edit {WARM}")
        self.clerk.write(EDITED)
        self.clerk.press("Save and go back")
        self.clerk.go(f"{minutes}publication/").get_by_label("Why the records are published incomplete").fill(REASON)
        page = self.clerk.press("Publish the draft minutes")
        expect(page.get_by_text("Draft published")).to_be_visible()
        text = self.public.go(f"/meetings/{meeting.pk}/minutes/").locator("main").inner_text()
        for words in self.told():
            assert words in text, f"{words!r} is not in the minutes: {text}"
        assert ASKER not in text

    def told(self) -> list[str]:
        """Return what the minutes must say."""
        name = self.name
        return [
            f"{STAND_IN} attended in place of {name['partner']}", f"{name['parish']} arrived at",
            f"{name['county']} left the meeting at", "Trustee of the hall", "The board heard from the hall.",
            f"Moved by {name['chair']} and seconded by {name['parish']}", MOTION, AMENDMENT, "An amendment was moved",
            *ASKED[WARM][:1], AS_AMENDED, *ASKED[SHELTER], "Deferred", ACTION, QUESTION, ANSWER, URGENT, REASON, EDITED,
        ]  # fmt: skip

    def put_on_agenda(self, meeting: Meeting, following: Meeting) -> None:
        """Put the minutes on the agenda of the meeting that follows."""
        self.clerk.go(f"/manage/meetings/{meeting.pk}/minutes/")
        self.clerk.press(re.compile("Put them on the agenda of"))
        agenda = self.clerk.go(f"/manage/meetings/{following.pk}/agenda/").locator("main")
        expect(agenda).to_contain_text("Minutes of the last meeting")
        expect(agenda).not_to_contain_text("No minutes wait for approval")

    def approve(self, meeting: Meeting) -> None:
        """Record the approval, after which nothing can be changed."""
        page = self.clerk.go(f"/manage/meetings/{meeting.pk}/minutes/approval/")
        page.get_by_role("radio").first.check()
        self.clerk.press("They were approved")
        expect(page.get_by_text("They are locked.")).to_be_visible()
        expect(page.get_by_role("link", name=re.compile("^Edit"))).to_have_count(0)
        public = self.public.go(f"/meetings/{meeting.pk}/minutes/")
        expect(public.get_by_text(re.compile("Approved", re.I)).first).to_be_visible()

    def follow_up(self) -> None:
        """Find the action and the decision in the public registers."""
        expect(self.public.go("/actions/").get_by_text(ACTION)).to_be_visible()
        decisions = self.public.go("/decisions/").locator("main")
        expect(decisions.get_by_role("link", name=re.compile(WARM)).first).to_be_visible()
