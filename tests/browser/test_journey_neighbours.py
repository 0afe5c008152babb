"""J14: a user of one partnership sees nothing of another except what is public."""

import uuid

import pytest
from playwright.sync_api import Page, expect

from boards.models import AgendaItem
from tests.browser.conftest import DESKTOP, PHONE
from tests.cast import make_cast
from tests.test_every_address import BY_LINK, OWN, PUBLIC, address, names

# Asked by the browser itself: only a browser finds every name under localhost.
ASK = "path => fetch(path, {redirect: 'manual'}).then(answer => answer.type == 'opaqueredirect' ? 302 : answer.status)"


@pytest.fixture
def kent(transactional_db):
    """A partnership next door, whose clerk is curious."""
    return make_cast(f"kent-{uuid.uuid4().hex[:8]}")


def sign_in(page: Page, email: str) -> None:
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password", exact=True).fill("a-good-password")
    with page.expect_navigation():
        page.get_by_role("button", name="Sign in").click()


@pytest.fixture
def secret(world):
    """Put an item on the next agenda of which only those who work on it may read."""
    title = f"Depot {uuid.uuid4().hex[:8]}"
    with world.inside():
        meeting = world.meetings["draft"]
        item = AgendaItem.objects.create(
            board=meeting.board, meeting=meeting, position=99, title=title, purpose="decision"
        )
    yield title
    with world.inside():
        item.delete()


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_a_neighbours_clerk_reads_what_everybody_reads_and_no_more(world, kent, secret, windows, look, width):
    page = windows.of(kent, None, width)
    page.goto("/accounts/login/")
    sign_in(look(page), "clerk@" + kent.host.removesuffix(".localhost") + ".example")
    page.goto("/manage/boards/")
    expect(page.get_by_role("link", name=kent.board.name).first).to_be_visible()

    there = f"http://{world.host}:{windows.port}"
    page.goto(f"{there}/boards/{world.board.slug}/")
    expect(look(page).get_by_role("heading", level=1)).to_contain_text(world.board.name)
    expect(page.get_by_role("link", name="Sign in for members and officers")).to_be_visible()
    page.goto(there + address(world, "meeting"))
    expect(look(page).get_by_text("Agenda", exact=True).first).to_be_visible()
    for path in (f"/search/?q={secret}", "/meetings/", f"/boards/{world.board.slug}/", "/decisions/", "/actions/", "/"):
        page.goto(there + path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert secret not in page.locator("main").inner_text().replace(f"“{secret}”", ""), path
    page.goto(there + address(world, "manage_meeting_agenda"))
    assert page.url.startswith(f"{there}/accounts/login/")


def test_signing_in_next_door_opens_nothing_there(world, kent, windows, look):
    there = f"http://{world.host}:{windows.port}"
    page = windows.of(kent)
    page.goto(f"{there}/accounts/login/?next=/manage/")
    sign_in(page, "clerk@" + kent.host.removesuffix(".localhost") + ".example")
    look(page)
    opened = {}
    for name in names(PUBLIC, BY_LINK, OWN):
        status = page.evaluate(ASK, address(world, name))
        if status not in (302, 403, 404, 405):
            opened[name] = status
    assert opened == {}
