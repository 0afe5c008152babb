"""What axe cannot see of WCAG 2.2: focus that is hidden, help that moves about, signing in by memory, and so on."""

import datetime

import pytest
from django.conf import settings
from playwright.sync_api import expect

from tests.axe import bring
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


ORDERED = ("manage_meeting_agenda", "recommendations", "appendices", "report_template")
DRAGGED = "[draggable=true], .app-order__handle, [class*=resize-handle]"
IDS = "rows => rows.map(row => row.dataset.id)"


def test_what_can_be_dragged_can_be_moved_by_a_button(world, windows):
    """WCAG 2.5.7: each row that has a handle has Move up and Move down, and nothing else is dragged."""
    page = windows.of(world, "admin")
    for name in ORDERED:
        page.goto(address(world, name))
        expect(page.locator("[data-order]").first).to_be_attached()
        rows = page.locator("[data-order] > [data-id]")
        assert page.locator(DRAGGED).count() == page.locator("[data-order] .app-order__handle").count() == rows.count()
        for row in rows.all():
            assert row.locator("button[name=move]").count() == 2, name
    page.goto(address(world, "report_section"))
    expect(page.locator("[contenteditable=true]")).to_be_visible()
    assert page.locator(DRAGGED).count() == 0


def test_a_row_moves_by_its_button_alone(world, windows):
    """WCAG 2.5.7: one press, without dragging, changes the order and leaves the focus where it was."""
    page = windows.of(world, "admin", PHONE)
    page.goto(address(world, "manage_meeting_agenda"))
    rows = page.locator("[data-order] > [data-id]")
    first, second, *_ = before = rows.evaluate_all(IDS)
    for way, row, wanted in (("Move down", 0, [second, first]), ("Move up", 1, before[:2])):
        rows.nth(row).get_by_role("button", name=way).click()
        expect(page.get_by_role("status").get_by_text("Now")).to_be_attached()
        expect(rows.first).to_have_attribute("data-id", wanted[0])
        assert rows.evaluate_all(IDS)[:2] == wanted


SMALL = """async () => (await axe.run({runOnly: {type: 'rule', values: ['target-size']}})).violations
    .flatMap(rule => rule.nodes.map(node => node.html.slice(0, 160)))"""
TOUCHED = (
    "home", "meeting", "meetings", "decisions", "search", "board", "manage_meeting", "manage_meeting_agenda",
    "manage_minutes", "live_item", "board_seats", "report_section", "recommendations", "people",
)  # fmt: skip


@pytest.mark.parametrize("width", [DESKTOP, {"width": 320, "height": 640}])
def test_what_is_pressed_is_24_pixels_or_has_room_around_it(world, windows, width):
    """WCAG 2.5.8, at 320 pixels too, which is a window of 1280 at 400%."""
    page, small = windows.of(world, "admin", width), {}
    for name in TOUCHED:
        page.goto(address(world, name))
        bring(page)
        if found := page.evaluate(SMALL):
            small[name] = found
    assert small == {}


def test_nothing_that_was_typed_is_asked_for_again(world, windows):
    """WCAG 3.3.7: a form that is refused comes back filled, so does one that is opened again."""
    page = windows.of(world, "admin")
    page.goto(address(world, "manage_meeting_new"))
    boxes = page.locator("main input[type=text]:visible, main textarea:visible")
    typed = [f"Typed {place}" for place in range(boxes.count())]
    for box, words in zip(boxes.all(), typed, strict=True):
        box.evaluate("(box, words) => { box.value = words; box.removeAttribute('maxlength') }", words)
    page.get_by_role("main").locator("form button").first.click()
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    assert [box.input_value() for box in boxes.all()] == typed
    page.goto(address(world, "manage_meeting_change"))
    year = str(world.meetings["draft"].starts_at.year)
    expect(page.get_by_label("Year").first).to_have_value(year)


def test_a_wrong_password_does_not_ask_for_the_address_again(world, windows):
    """WCAG 3.3.7: the address stays; a password is typed anew, which the criterion allows."""
    page = windows.of(world)
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill("clerk@everywhere.example")
    page.get_by_label("Password", exact=True).fill(f"wrong {datetime.date.today()}")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_label("Email")).to_have_value("clerk@everywhere.example")


REFUSES = """boxes => boxes.filter(box => !box.dispatchEvent(new ClipboardEvent('paste', {
    bubbles: true, cancelable: true, clipboardData: new DataTransfer()
}))).map(box => box.name)"""
FILLED_BY = "boxes => Object.fromEntries(boxes.map(box => [box.name, box.autocomplete]))"
PROVING = {
    "/accounts/login/": {"login": "email", "password": "current-password"},
    "/accounts/password/reset/": {"email": "email"},
    "/accounts/password/change/": {
        "oldpassword": "current-password", "password1": "new-password", "password2": "new-password",
    },
    "/accounts/reauthenticate/": {"password": "current-password"},
}  # fmt: skip


@pytest.mark.parametrize("path", PROVING)
def test_whoever_proves_who_they_are_may_paste_or_have_it_filled_in(world, windows, path):
    """WCAG 3.3.8: no box of signing in refuses a paste, and each tells the password manager what it is for."""
    page = windows.of(world, None if path in ("/accounts/login/", "/accounts/password/reset/") else "admin")
    page.goto(path)
    boxes = page.locator("main input:visible")
    assert boxes.evaluate_all(FILLED_BY) == PROVING[path]
    assert boxes.evaluate_all(REFUSES) == []


def test_the_code_of_the_second_step_may_be_pasted_or_filled_in(world, windows):
    """WCAG 3.3.8: six digits are copied from the app, not remembered."""
    page = windows.of(world, "admin")
    page.goto("/accounts/2fa/totp/activate/")
    page.get_by_label("Password", exact=True).fill(settings.DEMO_PASSWORD)
    page.get_by_role("button", name="Continue").click()
    boxes = page.locator("main input:visible")
    assert boxes.evaluate_all(FILLED_BY) == {"code": "one-time-code"}
    assert boxes.evaluate_all(REFUSES) == []
