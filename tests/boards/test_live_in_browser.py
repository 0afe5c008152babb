"""The live page in Chromium: nothing reloads, nothing typed is lost, two clerks see each other's words."""

import uuid

import pytest
from playwright.sync_api import expect

from boards import attending, minuting
from boards.models import Attendance, ItemRecord, PublicQuestion
from tests.axe import scrolls_sideways, violations
from tests.boards.sittings import begun, held, item, proposal
from tests.cast import browser as signed_in
from tests.cast import make_cast


@pytest.fixture
def cast(transactional_db):
    """A partnership of its own, on a host that Chromium finds on this machine."""
    return make_cast(f"room-{uuid.uuid4().hex[:8]}")


@pytest.fixture
def meeting(cast):
    with cast.inside():
        meeting = begun(cast)
        attending.call_roll(meeting, by=cast.users["clerk"])
        proposal(meeting)
        meeting.at = item(meeting)
    return meeting


@pytest.fixture
def opened(browser, cast, live_server):
    """Return a function that opens a browser of somebody of the cast."""
    contexts = []

    def open_as(who="clerk", **options):
        port = live_server.url.rpartition(":")[2]
        context = browser.new_context(base_url=f"http://{cast.host}:{port}", **options)
        client = signed_in(cast, cast.users[who])
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
        context.add_cookies([{**cookie, "domain": cast.host, "path": "/"}])
        contexts.append(context)
        return context.new_page()

    yield open_as
    for context in contexts:
        context.close()


def at(meeting):
    return f"/manage/meetings/{meeting.pk}/live/items/{meeting.at.pk}/"


def person(page, name):
    return page.locator(".app-live__person", has_text=name)


def kept(cast, meeting):
    with cast.inside():
        return ItemRecord.objects.filter(item=meeting.at).values_list("notes", flat=True).first()


def test_marking_a_person_redraws_the_roll_and_leaves_what_is_being_typed(opened, cast, meeting):
    page = opened()
    page.goto(at(meeting))
    page.get_by_label("Notes").fill("The chair wel")
    person(page, "County of").get_by_role("button", name="Present").first.click()
    expect(person(page, "County of").locator(".app-live__state")).to_have_text("Present")
    expect(page.locator(".app-live__quorum")).to_contain_text("1 of 4 may decide this item; 2 are needed.")
    expect(page.get_by_label("Notes")).to_have_value("The chair wel")


def test_notes_are_saved_while_they_are_typed(opened, cast, meeting):
    page = opened()
    page.goto(at(meeting))
    page.get_by_label("Notes").press_sequentially("The chair welcomed everybody.")
    expect(page.locator("#live-notes [data-saved]")).to_contain_text("Saved ")
    assert kept(cast, meeting) == "The chair welcomed everybody."


def test_a_lost_connection_keeps_an_entry_and_sends_it_once(opened, cast, meeting):
    page = opened()
    page.goto(at(meeting))
    page.locator("#add-question summary").click()
    page.locator("#id_question-question").fill("When does the bus run?")
    page.context.set_offline(True)
    page.get_by_role("button", name="Add question").click()
    expect(page.locator("#live-told")).to_contain_text("Not saved: 1 entry is kept on this device, trying again")
    page.context.set_offline(False)
    expect(page.locator("#live-told")).to_contain_text("Saved ", timeout=15000)
    expect(page.locator("#live-entries")).to_contain_text("When does the bus run?")
    with cast.inside():
        assert PublicQuestion.objects.filter(item=meeting.at).count() == 1


def test_two_clerks_see_both_texts_and_choose(opened, cast, meeting):
    first, second = opened("clerk"), opened("admin")
    first.goto(at(meeting))
    second.goto(at(meeting))
    first.get_by_label("Notes").fill("What the first heard & wrote")
    expect(first.locator("#live-notes [data-saved]")).to_contain_text("Saved ")
    second.get_by_label("Notes").fill("What the second heard")
    conflict = second.locator("[data-conflict]")
    expect(conflict).to_contain_text("What the first heard & wrote")
    expect(conflict).to_contain_text("What the second heard")
    assert kept(cast, meeting) == "What the first heard & wrote"
    conflict.get_by_role("button", name="Go on with the saved text").click()
    expect(second.get_by_label("Notes")).to_have_value("What the first heard & wrote")


def test_what_is_wrong_is_shown_in_place_and_has_the_focus(opened, meeting):
    page = opened()
    page.goto(at(meeting))
    page.locator("#add-action summary").click()
    page.get_by_role("button", name="Add action").click()
    expect(page.locator("#add-action .govuk-error-summary")).to_be_focused()
    expect(page.locator("#add-action")).to_have_attribute("open", "")


def test_keys_work_only_when_they_are_turned_on(opened, meeting):
    page = opened()
    page.goto(at(meeting))
    page.keyboard.press("t")
    expect(page.get_by_label("Notes")).not_to_be_focused()
    page.locator("[data-keys] summary").click()
    page.get_by_label("Turn keys on").check()
    page.locator("h2").first.click()
    page.keyboard.press("t")
    expect(page.get_by_label("Notes")).to_be_focused()
    page.keyboard.type("nothing happens to n")
    expect(page.get_by_label("Notes")).to_have_value("nothing happens to n")
    page.locator("#live-item-title").click()
    page.keyboard.press("q")
    expect(page.locator("#id_question-question")).to_be_focused()


def test_the_whole_meeting_without_a_script(opened, cast, meeting):
    page = opened(java_script_enabled=False)
    page.goto(f"/manage/meetings/{meeting.pk}/live/")
    page.get_by_role("button", name="Open the meeting").click()
    for who in ("County of", "Chair of"):
        person(page, who).get_by_role("button", name="Present").first.click()
    page.goto(at(meeting))
    page.get_by_label("Notes").fill("The board talked.")
    page.get_by_role("button", name="Save notes").click()
    page.get_by_role("button", name="All present support").click()
    page.get_by_role("button", name="Agreed", exact=True).click()
    expect(page.locator(".app-live__outcome .govuk-tag")).to_have_text("Agreed")
    page.locator("summary", has_text="Close the meeting").click()
    page.get_by_role("button", name="Close the meeting").click()
    page.get_by_role("link", name="Write the minutes").or_(page.get_by_role("button", name="Write the minutes")).click()
    page.get_by_role("button", name="Draft the minutes").click()
    expect(page.locator("main")).to_contain_text("The board talked.")
    with cast.inside():
        assert Attendance.objects.get(meeting=meeting, person=cast.people["county"]).kind == "present"


@pytest.mark.parametrize("width", [1280, 390])
def test_the_pages_break_no_rule_of_accessibility(opened, cast, meeting, width):
    clerk = cast.users["clerk"]
    with cast.inside():
        done = held(cast, days_ago=20)
        minutes = minuting.draft_minutes(done, by=clerk)
        minuting.publish_minutes(minutes, by=clerk)
        minuting.put_on_next_agenda(minutes, by=clerk)
        entry, decision = minutes.entries.get(number="6"), done.decisions.get()
        action = done.actions.get()
        minuting.save_entry(entry, text="<p>Other words.</p>", version=entry.version, by=clerk)
    page = opened(viewport={"width": width, "height": 900})
    manage = f"/manage/meetings/{done.pk}/minutes/"
    pages = (
        at(meeting), f"/manage/meetings/{meeting.pk}/live/", manage, f"{manage}{entry.pk}/", f"{manage}publication/",
        f"{manage}approval/", f"/manage/meetings/{meeting.pk}/minutes/", f"/meetings/{done.pk}/minutes/", "/decisions/",
        f"/decisions/{decision.pk}/", "/actions/", "/manage/actions/", f"/manage/actions/{action.pk}/",
    )  # fmt: skip
    for address in pages:
        assert page.goto(address).status == 200
        page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
        assert (address, violations(page)) == (address, [])
        assert not scrolls_sideways(page), address
