"""J11: an administrator sets a new board up from its preset; the geography fills the seats."""

import re

import pytest
from playwright.sync_api import Page, expect

from boards.models import Board
from tests.browser.conftest import DESKTOP, PHONE

DIVISIONS = ("Witham Northern", "Witham Southern")


def press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def day(page: Page, *numbers: int) -> None:
    for label, number in zip(("Day", "Month", "Year"), numbers, strict=True):
        page.get_by_label(label, exact=True).fill(str(number))


def set_up(page: Page, look, name: str) -> None:
    """Answer the three questions and press the green button."""
    page.goto("/manage/boards/")
    with page.expect_navigation():
        look(page).get_by_role("button", name=re.compile("Set up a ")).click()
    look(page).get_by_role("radio", name="Local governance board").check()
    press(page, "Continue")
    look(page).get_by_label("What is it called?").fill(name)
    page.get_by_label("Where does it work?").select_option("Witham")
    press(page, "Continue")
    look(page).get_by_role("radio", name=re.compile("^Live")).check()
    day(page, 1, 4, 2027)
    press(page, "Continue")
    for place in DIVISIONS:
        expect(page.get_by_role("rowheader", name=f"County division member, {place}")).to_be_visible()
    look(page)
    press(page, f"Set up {name}")


@pytest.mark.parametrize(("width", "script"), [(DESKTOP, True), (PHONE, True), (DESKTOP, False)])
def test_a_new_board_stands_with_a_seat_for_each_place(world, windows, look, width, script):
    page = windows.of(world, "admin", width, script)
    # Without script axe cannot run, nor is there anything that it would find anew.
    look = look if script else (lambda page: page)
    name = f"Witham Board at {width['width']} {'with' if script else 'without'} script"
    set_up(page, look, name)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Seats and members")
    with world.inside():
        board = Board.objects.get(name=name)
        seats = [seat.label for seat in board.seats.all()]
        assert board.standing_items.count() == 7
    assert {f"County division member, {place}" for place in DIVISIONS} <= set(seats)
    expect(look(page).locator("tbody tr")).to_have_count(len(seats))
    with page.expect_navigation():
        page.get_by_role("link", name="Fill").first.click()
    look(page)
    page.goto(f"/manage/boards/{board.slug}/")
    expect(look(page).get_by_role("heading", level=1)).to_contain_text(name)


def test_a_wrong_answer_is_said_where_it_was_given(world, windows, look):
    page = windows.of(world, "admin", PHONE)
    page.goto("/manage/boards/new/")
    press(page, "Continue")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("There is a problem")
    alert.get_by_role("link").first.click()
    expect(page.get_by_role("radio").first).to_be_focused()
    look(page)
