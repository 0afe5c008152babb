"""What axe cannot see of WCAG 2.2: focus that is hidden, help that moves about, signing in by memory."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.test_every_address import address

HIDDEN = """() => {
    const one = document.activeElement, box = one.getBoundingClientRect();
    if (one === document.body || !box.width || !box.height) return null;
    const inside = [[.5, .5], [.1, .5], [.9, .5], [.5, .1], [.5, .9]].some(([x, y]) => {
        const top = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
        const labels = [...one.labels ?? []];
        return top && (one.contains(top) || top.contains(one) || labels.some(label => label.contains(top)));
    });
    return inside ? null : one.outerHTML.slice(0, 160);
}"""
PAGES = ("meeting", "manage_meeting_agenda", "live", "manage_minutes")


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_what_has_the_focus_is_never_wholly_hidden(world, windows, width):
    """WCAG 2.4.11: nothing that stays in place covers what the keyboard reached."""
    page, hidden = windows.of(world, "admin", width), {}
    for name in PAGES:
        page.goto(address(world, name))
        for _ in range(60):
            page.keyboard.press("Tab")
            if found := page.evaluate(HIDDEN):
                hidden.setdefault(name, []).append(found)
    assert hidden == {}


def test_help_stands_in_the_same_place_on_every_page(world, windows):
    """WCAG 3.2.6: the ways to get help come in one order, at the foot of each page."""
    page, found = windows.of(world), set()
    for name in ("home", "meeting", "board", "decisions", "search", "contact"):
        page.goto(address(world, name))
        found.add(tuple(page.locator("footer a").all_inner_texts()[:4]))
    assert len(found) == 1 and "Contact" in found.pop()


def test_signing_in_asks_for_no_feat_of_memory(world, windows):
    """WCAG 3.3.8: a password manager may fill both boxes, and a password may be pasted."""
    page = windows.of(world)
    page.goto("/accounts/login/")
    expect(page.get_by_label("Email")).to_have_attribute("autocomplete", "email")
    password = page.get_by_label("Password", exact=True)
    expect(password).to_have_attribute("autocomplete", "current-password")
    pasted = "box => box.dispatchEvent(new ClipboardEvent('paste', {bubbles: true, cancelable: true}))"
    assert password.evaluate(pasted), "the page refuses what is pasted"
