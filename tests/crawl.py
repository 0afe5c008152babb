"""Walk every address of every partnership of a portal that is up: `make crawl`, or `python -m tests.crawl --help`.

Every link is followed, as a visitor, as a partner and as the clerk; an address that answers 400 or more, a fragment
that leads nowhere, a word of an exempt paper where nobody is entitled to it, and what axe-core finds are reported, and
make the walk fail. Pages of one shape (that differ in numbers only)
are all asked for, but only the first few of them are opened in the browser.
"""

import argparse
import base64
import os
import re
import sys
from collections import Counter, deque
from collections.abc import Iterator
from urllib.parse import urldefrag, urlsplit

from playwright.sync_api import BrowserContext, Page, sync_playwright

from tests.axe import violations
from tests.canaries import OWN, WORDS, holds
from tests.chromium_of_machine import launch_options

OPENED_OF_A_SHAPE = 2
ASKED_OF_A_SHAPE = 200
LEAVING = ("/accounts/logout/",)
# Asked by the browser itself: only a browser finds every name under localhost.
ASK = """async address => {
  const answer = await fetch(address)
  const bytes = new Uint8Array(await answer.arrayBuffer())
  let text = ""
  for (let start = 0; start < bytes.length; start += 32768)
    text += String.fromCharCode.apply(null, bytes.subarray(start, start + 32768))
  return [answer.status, answer.headers.get("content-type") || "", btoa(text)]
}"""
# Whoever is not entitled to what is exempt: no answer may hold a word of it.
NOT_ENTITLED = ("visitor", "partner")
# Within a picture a link's href is no text.
LINKS = """links => links.map(link => link.getAttribute('href')).filter(Boolean)
    .map(words => new URL(words, document.baseURI).href)"""


def main() -> int:
    """Walk, print what is wrong, and return 1 when anything is."""
    asked = _arguments()
    found: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())
        visitor = browser.new_context()
        homes = _homes(visitor, asked.start)
        for home in [one for one in homes if not asked.only or _slug(one) in asked.only]:
            for person in asked.people:
                context = browser.new_context(ignore_https_errors=True)
                if person == "visitor" or _log_in(context, home, person, asked.password):
                    word = WORDS.get(_slug(home), "") if person in NOT_ENTITLED else ""
                    found += _report(home, person, Walk(context, home, word, person != "visitor"))
                else:
                    found.append(f"{home} {person} could not log in")
                context.close()
        browser.close()
    print(f"{len(found)} things are wrong." if found else "Nothing is wrong.")
    return 1 if found else 0


class Walk:
    """One person's walk through one partnership."""

    def __init__(self, context: BrowserContext, home: str, word: str = "", is_signed_in: bool = False):
        self.context, self.home, self.word, self.is_signed_in = context, home, word, is_signed_in
        self.asked, self.opened = Counter(), Counter()
        self.waiting, self.seen = deque([home]), {home}

    def wrongs(self) -> Iterator[str]:
        """Yield what is wrong with each address, in the order of the walk."""
        asking, page = self.context.new_page(), self.context.new_page()
        asking.goto(self.home)
        while self.waiting:
            address = self.waiting.popleft()
            shape = _shape(address)
            self.asked[shape] += 1
            if self.asked[shape] > ASKED_OF_A_SHAPE:
                continue
            status, kind, data = asking.evaluate(ASK, address)
            own = self.is_signed_in and OWN.match(urlsplit(address).path)
            if self.word and not own and holds(self.word, base64.b64decode(data)):
                yield f"{address} has a word of an exempt paper"
            if status >= 400:
                yield f"{address} answers {status}"
            elif "text/html" in kind and self.opened[shape] < OPENED_OF_A_SHAPE:
                self.opened[shape] += 1
                yield from self._opened(page, address)

    def _opened(self, page: Page, address: str) -> Iterator[str]:
        page.goto(address)
        yield from (f"{address} {wrong}" for wrong in violations(page))
        for link in page.eval_on_selector_all("a[href]", LINKS):
            target, fragment = urldefrag(link)
            if fragment and target == page.url.split("#")[0] and not page.locator(f'[id="{fragment}"]').count():
                yield f"{address} has a link to #{fragment}, which is not there"
            if (
                target.startswith(self.home)
                and target not in self.seen
                and not urlsplit(target).path.startswith(LEAVING)
            ):
                self.seen.add(target)
                self.waiting.append(target)


def _report(home: str, person: str, walk: Walk) -> list[str]:
    wrongs = []
    for wrong in walk.wrongs():
        print(f"  {person}: {wrong}", flush=True)
        wrongs.append(wrong)
    opened, seen = sum(walk.opened.values()), len(walk.seen)
    print(f"{home} as {person}: {seen} addresses, {opened} opened, {len(wrongs)} wrong", flush=True)
    return wrongs


def _homes(context: BrowserContext, start: str) -> list[str]:
    """Return the home of each partnership that the bare host lists."""
    page = context.new_page()
    page.goto(start)
    links = page.eval_on_selector_all("a[href]", LINKS)
    port = urlsplit(start).port
    others = {f"http://{urlsplit(link).netloc}/" for link in links if urlsplit(link).port == port}
    return sorted(others - {start})


def _log_in(context: BrowserContext, home: str, person: str, password: str) -> bool:
    page = context.new_page()
    page.goto(f"{home}accounts/login/")
    page.locator("input[type=email], input[name=login]").first.fill(f"{person}@{_slug(home)}.example")
    page.locator("input[type=password]").first.fill(password)
    page.locator("input[type=password]").first.press("Enter")
    page.wait_for_load_state()
    return "/accounts/login/" not in page.url


def _slug(home: str) -> str:
    return urlsplit(home).netloc.split(".")[0]


def _shape(address: str) -> str:
    parts = urlsplit(address)
    return re.sub(r"\d+", "0", parts.path) + ("?" if parts.query else "")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.crawl", description=__doc__)
    parser.add_argument("--start", default=f"http://localhost:{os.environ.get('PORT', '8000')}/")
    parser.add_argument("--only", nargs="+", metavar="SLUG", help="these partnerships, such as copeland")
    parser.add_argument("--people", nargs="+", default=["visitor", "partner", "clerk"])
    parser.add_argument("--password", default=os.environ.get("DEMO_PASSWORD") or "locality-demo")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
