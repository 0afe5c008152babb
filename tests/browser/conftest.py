"""A window for each person and width, opened once a test and checked with axe on each page of the way."""

from dataclasses import dataclass, field

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page

from tests.axe import SCRIPT, scrolls_sideways, violations

DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
MARKUP = r"""document.documentElement.outerHTML
    .replace(/>[^<]+</g, '>words<').replace(/ (value|href|action|title)="[^"]+"/g, ' $1="words"').replace(/\d+/g, '')"""


@dataclass
class Windows:
    """The windows of one test: at one partnership's address, at one width, with or without script."""

    browser: Browser
    port: str
    opened: list[BrowserContext] = field(default_factory=list)

    def of(self, partnership, who: str | None = None, width: dict[str, int] = DESKTOP, script: bool = True) -> Page:
        """Open a window signed in as one of the partnership's people, on nothing yet."""
        home = f"http://{partnership.host}:{self.port}"
        context = self.browser.new_context(base_url=home, viewport=width, java_script_enabled=script)
        context.set_default_timeout(15_000)
        context.add_init_script(path=SCRIPT)  # brought along, it is sent once and not with each page
        if who:
            key = partnership.client(who).cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": home}])
        self.opened.append(context)
        return context.new_page()


@pytest.fixture
def windows(transactional_db, browser, live_server):
    """Return a maker of windows, all closed afterwards."""
    windows = Windows(browser, live_server.url.rpartition(":")[2])
    yield windows
    for context in windows.opened:
        context.close()


@pytest.fixture(scope="session")
def well_built() -> set[tuple[int, str]]:
    """The markup of the pages that were held against axe, with the width of their windows."""
    return set()


@pytest.fixture
def look(well_built):
    """Return a function that holds the open page against axe and the width of its window.

    A page that differs from one before in its words and numbers alone is not held against axe again.
    """

    def looked_at(page: Page) -> Page:
        page.wait_for_load_state()  # a page that was asked for by a click may not have a body yet
        shape = (page.viewport_size["width"], page.evaluate(MARKUP))
        if shape not in well_built:
            wrong = violations(page)
            assert wrong == [], f"{page.url}: {wrong}"
            well_built.add(shape)
        assert not scrolls_sideways(page), f"{page.url} is wider than its window"
        return page

    return looked_at
