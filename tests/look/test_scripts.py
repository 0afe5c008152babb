"""What scripts add: the editor, saving while one writes, order by dragging. Each page works without them too."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.axe import violations
from tests.look import gallery

WORD = (
    "<html><body><p class='MsoNormal' style='font-family:Calibri;color:red'>The <b>hospital</b> moved.</p>"
    "<p class='MsoListParagraph' style='mso-list:l0 level1 lfo1'>·  One bus a day</p>"
    "<p class='MsoListParagraph' style='mso-list:l0 level1 lfo1'>·  None on Sunday</p></body></html>"
)
PASTE = """([html, text]) => {
    const data = new DataTransfer();
    data.setData("text/html", html);
    data.setData("text/plain", text);
    const target = document.querySelector(".jodit-wysiwyg");
    target.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""


@pytest.fixture(autouse=True)
def fresh():
    """Start each test with nothing sent and the items in their first order."""
    gallery.SENT.clear()
    gallery.ITEMS[:] = ["Apologies", "Minutes", "Budget"]


@pytest.fixture
def without_script(browser, address):
    """A page in a browser that runs no script."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def editor(page):
    return page.get_by_role("textbox", name="Note")


def test_a_note_is_written_by_its_label_and_sent_as_clean_html(page, address):
    page.goto(address + "/note/")
    editor(page).click()
    page.keyboard.type("The bus did not follow.")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/note/?n=1")
    assert gallery.SENT == ["<p>The bus did not follow.</p>"]


def test_what_is_pasted_from_word_keeps_its_list_and_loses_its_looks(page, address):
    page.goto(address + "/note/")
    editor(page).click()
    with page.expect_response("**/richtext/cleaned/"):
        page.evaluate(PASTE, [WORD, "plain"])
    expect(editor(page).locator("li")).to_have_count(2)
    assert "Mso" not in editor(page).inner_html()
    assert "color" not in editor(page).locator("p").first.evaluate("e => e.outerHTML")


def test_a_paste_that_the_server_cannot_clean_keeps_its_words(page, address):
    page.goto(address + "/note/")
    page.route("**/richtext/cleaned/", lambda route: route.abort())
    editor(page).click()
    page.evaluate(PASTE, [WORD, "The hospital moved.\n\nOne bus <a day>"])
    expect(editor(page)).to_contain_text("One bus <a day>")


def test_the_editor_does_not_hold_the_keyboard(page, address):
    page.goto(address + "/note/")
    editor(page).click()
    page.keyboard.type("Words")
    page.keyboard.press("Tab")
    assert not page.evaluate("document.activeElement.closest('.jodit-wysiwyg')")
    assert editor(page).inner_text().strip() == "Words"


def test_the_buttons_of_the_editor_work_by_keyboard(page, address):
    page.goto(address + "/note/")
    editor(page).click()
    page.keyboard.type("Budget")
    page.keyboard.press("Control+A")
    page.locator(".jodit-toolbar-button_bold button").first.focus()
    page.keyboard.press("Enter")
    expect(editor(page).locator("strong, b")).to_have_text("Budget")


def test_the_editor_is_reached_by_keyboard_alone(page, address):
    page.goto(address + "/note/")
    page.locator(".jodit-toolbar-button button").first.focus()
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "id_note":
            break
    page.keyboard.type("By keyboard")
    expect(editor(page)).to_have_text("By keyboard")


def test_the_editor_has_nothing_that_axe_knows_to_be_wrong(page, address):
    page.goto(address + "/note/")
    expect(editor(page)).to_be_visible()
    assert violations(page) == []


def test_a_note_is_written_with_plain_rules_where_no_script_runs(without_script, address):
    without_script.goto(address + "/note/")
    without_script.get_by_label("Note").fill("## Why now\n\nThe hospital moved.\n\n- One bus")
    without_script.get_by_role("button", name="Save").click()
    without_script.wait_for_url("**/note/?n=1")
    assert gallery.SENT == ["<h3>Why now</h3><p>The hospital moved.</p><ul><li>One bus</li></ul>"]


def write(page, words):
    editor(page).click()
    page.keyboard.type(words)


def saved_line(page):
    return page.locator("[data-saved]")


def test_a_note_is_saved_while_it_is_written_and_its_version_moves_on(page, address):
    page.goto(address + "/note/")
    with page.expect_request(lambda request: request.method == "POST") as sent:
        write(page, "The chair opened the meeting")
    assert "The chair opened" in sent.value.post_data
    expect(saved_line(page)).to_have_text("Saved 14:32:05")
    assert page.locator("[name=version]").input_value() == "2"
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_what_cannot_be_saved_stays_on_the_device_and_is_saved_later(page, address):
    page.goto(address + "/note/")
    page.route("**/note/", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    write(page, "The connection is gone")
    expect(saved_line(page)).to_have_text("Not saved: kept on this device, trying again")
    kept = page.evaluate("JSON.stringify({...localStorage})")
    assert "The connection is gone" in kept
    assert "csrfmiddlewaretoken" not in kept
    page.unroute("**/note/")
    expect(saved_line(page)).to_have_text("Saved 14:32:05", timeout=10_000)
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_what_stayed_on_the_device_is_offered_when_the_page_is_opened_again(page, address):
    page.goto(address + "/note/")
    page.route("**/note/", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    write(page, "Before the crash")
    expect(saved_line(page)).to_contain_text("Not saved")
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(address + "/note/")
    page.get_by_role("button", name="Put it back").click()
    expect(editor(page)).to_have_text("Before the crash")


def test_two_writers_are_shown_both_texts(page, address):
    page.goto(address + "/note/")
    write(page, "A conflict of mine")
    expect(page.get_by_role("heading", name="Somebody else changed this while you were writing")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Go on with the saved text").click()
    expect(editor(page)).to_have_text("Theirs")
    expect(saved_line(page)).to_have_text("Saved 14:32:05")
    assert page.locator("[name=version]").input_value() == "8"


def test_a_writer_who_was_signed_out_is_told_and_keeps_the_text(page, address):
    page.goto(address + "/note/")
    page.route(
        "**/note/",
        lambda route: (
            route.fulfill(status=302, headers={"location": "/accounts/login/"})
            if route.request.method == "POST"
            else route.continue_()
        ),
    )
    write(page, "Still here")
    expect(saved_line(page)).to_contain_text("you have been signed out")
    assert "Still here" in page.evaluate("JSON.stringify({...localStorage})")


def names(page):
    return [
        re.sub(r"[\d⠿\s]+", "", text) for text in page.locator(".app-order__row > span:nth-child(2)").all_inner_texts()
    ]


def test_an_item_moves_by_its_button_and_the_button_keeps_the_focus(page, address):
    page.goto(address + "/order/")
    page.get_by_role("button", name="Move down Apologies").press("Enter")
    expect(page.get_by_role("status")).to_have_text("Now 2 of 3")
    assert names(page) == ["Minutes", "Apologies", "Budget"]
    assert page.evaluate("document.activeElement.textContent") == "Move down Apologies"


def test_an_item_moves_by_its_button_where_no_script_runs(without_script, address):
    without_script.goto(address + "/order/")
    without_script.get_by_role("button", name="Move up Budget").click()
    assert names(without_script) == ["Apologies", "Budget", "Minutes"]


def drag_last_to_top(page):
    page.locator(".app-order__handle").nth(2).hover()
    page.mouse.down()
    box = page.locator(".app-order__row").first.bounding_box()
    for above in (40, 20, *(5, 4) * 20):  # a busy machine skips movements, so the hand stays until the row is there
        page.mouse.move(box["x"] + 20, box["y"] + above, steps=10)
        if above < 20 and names(page)[0] == "Budget":
            break
    page.mouse.up()


def test_an_item_can_be_dragged(page, address):
    page.emulate_media(reduced_motion="reduce")
    page.goto(address + "/order/")
    drag_last_to_top(page)
    expect(page.get_by_role("status")).to_have_text("Now 1 of 3")
    assert gallery.ITEMS == ["Budget", "Apologies", "Minutes"]


def test_an_order_that_could_not_be_saved_goes_back(page, address):
    page.goto(address + "/order/")
    page.route(
        "**/order/", lambda route: route.fulfill(status=500) if route.request.method == "POST" else route.continue_()
    )
    drag_last_to_top(page)
    expect(page.get_by_role("status")).to_contain_text("could not be saved")
    assert names(page) == ["Apologies", "Minutes", "Budget"]
    assert json.dumps(gallery.ITEMS) == '["Apologies", "Minutes", "Budget"]'
