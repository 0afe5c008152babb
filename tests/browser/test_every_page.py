"""Every page of the portal is held against axe once, opened by the person whose page it is."""

import pytest

from tests.axe import violations
from tests.test_every_address import BY_LINK, OWN, PUBLIC, address, names


def whose(name: str) -> str | None:
    """Return who opens the page: nobody in particular, a member, or the administrator, who may do everything."""
    if name in PUBLIC | BY_LINK:
        return None
    return "member" if name in OWN - {"manage"} else "admin"


def pages(world, who) -> list[tuple[str, str]]:
    """Return the pages with which addresses answer this person, by name, asked for without a browser."""
    client = world.client(who)
    found = []
    for name in names():
        if whose(name) == who:
            where = address(world, name)
            answer = client.get(where)
            body = answer.getvalue()  # a file is read to its end, and so closed
            if answer.status_code == 200 and body.lstrip().startswith(b"<!DOCTYPE html>"):
                found.append((name, body.decode()))
    return found


@pytest.mark.parametrize("who", [None, "member", "admin"])
def test_every_page_obeys_the_rules_of_axe(world, windows, who):
    page, wrong = windows.of(world, who), {}
    page.goto("/")
    for name, body in pages(world, who):
        page.set_content(body)  # in one window, which keeps styles and axe: opening each anew takes twice as long
        found = violations(page)
        if found:
            wrong[name] = found
    assert wrong == {}
