"""Accessibility rules, run in the browser by axe-core on the page that is open."""

from pathlib import Path

from playwright.sync_api import Page

SCRIPT = Path(__file__).resolve().parents[1] / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Only what is wrong is worked out and sent back: a page has thousands of elements that are right.
RUN = """tags => axe.run(document, {
    runOnly: {type: 'tag', values: tags}, resultTypes: ['violations'], preload: false
}).then(found => found.violations)"""


def bring(page: Page) -> None:
    """Bring axe-core into the open page, where its window did not bring it along."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(SCRIPT.read_text(encoding="utf-8"))


def violations(page: Page) -> list[str]:
    """Return what axe-core finds wrong on the open page, a line for each rule and the elements that break it."""
    bring(page)
    found = page.evaluate(RUN, TAGS)
    return [
        f"{rule['id']} ({rule['impact']}): {rule['help']}: " + " | ".join(node["html"][:200] for node in rule["nodes"])
        for rule in found
    ]


def scrolls_sideways(page: Page) -> bool:
    """Say whether the page is wider than its window (WCAG 1.4.10)."""
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
