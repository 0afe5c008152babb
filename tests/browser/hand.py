"""What a person's hand does on a page: each movement ends when the page that answers it stands, and is looked at."""

import datetime
import re
from collections.abc import Callable
from contextlib import contextmanager

from playwright.sync_api import Locator, Page, expect

Name = str | re.Pattern
DRAWN = "#live-people > h2"  # drawn anew with every answer that the live page shows


class Hand:
    """One person's window, with or without script; ``look`` holds each page they come to against axe."""

    def __init__(self, page: Page, look: Callable[[Page], Page], script: bool = True):
        self.page, self.script = page, script
        # Without script axe cannot run, nor is there anything that it would find anew.
        self.look = look if script else (lambda page: page)

    def go(self, path: str) -> Page:
        """Open an address."""
        self.page.goto(path)
        return self.look(self.page)

    def press(self, name: Name, within: Locator | None = None) -> Page:
        """Press a button that leads to a page."""
        with self.page.expect_navigation():
            _button(within or self.page, name).click()
        return self.look(self.page)

    def follow(self, name: Name) -> Page:
        """Follow a link."""
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=name).first.click()
        return self.look(self.page)

    def touch(self, name: Name, within: Locator | None = None) -> Page:
        """Press a button of the live page, whose answer is drawn into the page; without script it leads to a page."""
        with self._drawn() if self.script else self.page.expect_navigation():
            _button(within or self.page, name).click()
        return self.page

    @contextmanager
    def _drawn(self):
        was = self.page.locator(DRAWN).element_handle()
        yield
        was.wait_for_element_state("hidden")  # as one that is no longer on the page

    def unfold(self, name: Name, within: Locator | None = None) -> None:
        """Open a part that is folded, unless it is open."""
        folded = (within or self.page).locator("details:not([open]) > summary").filter(has_text=name)
        if folded.count():
            folded.first.click()

    def write(self, text: str) -> None:
        """Write at the end of the editor, or of the plain box where there is no script."""
        box = self.page.locator(".jodit-wysiwyg" if self.script else "textarea[name=text]").first
        box.click()
        self.page.keyboard.press("Control+End")
        self.page.keyboard.insert_text(text)
        expect(box).to_contain_text(text) if self.script else expect(box).to_have_value(re.compile(re.escape(text)))


def fill_day(place: Page | Locator, day: datetime.date) -> None:
    """Fill the three boxes of a date."""
    for label, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        place.get_by_label(label, exact=True).first.fill(str(number))


def _button(place: Page | Locator, name: Name) -> Locator:
    return place.get_by_role("button", name=name, exact=isinstance(name, str)).first
