"""The officers' pages of places and people in a browser: readable, operable, never wider than the window."""

import datetime
import uuid

import pytest
from django.conf import settings
from django.utils import timezone

from localities.models import (
    Area,
    Locality,
    LocalityArea,
    Mandate,
    Organisation,
    Person,
    PoliticalGroup,
    Post,
    Register,
    RegisterEntry,
)
from tests.axe import scrolls_sideways, violations
from tests.cast import SINCE, Cast, make_cast
from tests.localities.registers import make_entry, make_register, of_every_kind

PATHS = (
    "people/", "people/new/", "people/ending/", "people/{person}/", "people/{person}/change/",
    "people/{person}/leaving/", "people/{person}/mandates/new/", "people/{person}/posts/new/", "people/import/",
    "mandates/{mandate}/", "mandates/{mandate}/ending/", "posts/{post}/", "posts/{post}/ending/", "organisations/",
    "organisations/new/", "organisations/{council}/", "organisations/{council}/change/",
    "organisations/{council}/ending/", "organisations/{council}/composition/", "groups/", "groups/new/",
    "groups/{group}/", "venues/", "venues/new/", "venues/{venue}/", "places/", "places/coverage/",
    "places/postcodes/", "places/outlines/", "places/areas/new/",
    "places/areas/import/", "places/areas/{area}/", "places/areas/{area}/change/", "places/areas/{area}/ending/",
    "places/localities/", "places/localities/new/", "places/localities/{locality}/",
    "places/localities/{locality}/change/", "places/localities/{locality}/ending/",
    "places/localities/{locality}/areas/", "places/localities/areas/{link}/ending/", "registers/", "registers/new/",
    "registers/{register}/", "registers/{register}/new/", "registers/{register}/change/",
    "registers/{register}/fields/", "registers/{register}/fields/new/", "registers/{register}/import/",
    "registers/entries/{entry}/", "registers/entries/{entry}/change/", "../registers/", "../registers/agreements/",
    "../registers/agreements/{entry}/",
)  # fmt: skip


@pytest.fixture
def house(transactional_db) -> Cast:
    """A partnership of its own, which stays: nothing is emptied behind a browser."""
    cast = make_cast(f"places-{uuid.uuid4().hex[:8]}")
    with cast.inside("draft:register:*"):
        _furnish(cast)
    return cast


def _furnish(cast: Cast) -> None:
    county, district = cast.organisations["county"], cast.organisations["district"]
    Organisation.objects.filter(pk=county.pk).update(seats=84)
    sizes = {"Conservative": 73, "Liberal Democrat": 7, "Labour": 2, "Independent": 1}
    for name, number in sizes.items():
        group = PoliticalGroup.objects.create(name=name)
        for n in range(number):
            person = Person.objects.create(title="Councillor", name=f"{name} Member {n + 1}")
            Mandate.objects.create(
                person=person, council=county, group=group, starts_on=SINCE,
                executive_position="Cabinet member" if name == "Conservative" and n < 10 else "",
            )  # fmt: skip
    clerk = cast.people["clerk"]
    soon = timezone.localdate() + datetime.timedelta(days=30)
    Post.objects.create(
        person=clerk, title="Locality manager", employer=county, host=district, starts_on=SINCE, ends_on=soon
    )
    Mandate.objects.create(person=clerk, council=district, area=Area.objects.get(kind="ward"), starts_on=SINCE)
    lost = Area.objects.create(kind="ward", name="Lost", gss_code="E05003184")
    shared = Area.objects.create(kind="ward", name="Shared")
    far = Locality.objects.create(name="Far and Away", slug="far-and-away")
    for locality in (far, cast.locality):
        LocalityArea.objects.create(locality=locality, area=shared, starts_on=SINCE)
    assert lost.pk
    register = make_register(cast, *of_every_kind())
    rows = [{"name": "Leader", "organisation": "Testshire County Council", "on": "2027-03-31"}]
    values = {"a_text": "Long words " * 15, "a_rows": rows, "a_link": f"https://example.org/{'x' * 200}"}
    make_entry(cast, register, "An agreement with a long name " * 5, values=values, locality=cast.locality)


def _keys(cast: Cast) -> dict[str, int]:
    with cast.inside():
        clerk = cast.people["clerk"]
        return {
            "person": clerk.pk, "mandate": clerk.mandates.get().pk, "post": clerk.posts.get().pk,
            "council": cast.organisations["county"].pk, "group": PoliticalGroup.objects.first().pk,
            "venue": cast.venue.pk, "area": Area.objects.get(kind="ward", name="Hill").pk,
            "locality": cast.locality.pk, "link": LocalityArea.objects.first().pk,
            "register": Register.objects.get().pk, "entry": RegisterEntry.objects.get().pk,
        }  # fmt: skip


@pytest.fixture
def manage(house, live_server, page) -> str:
    """Where officers work, with the administrator signed in."""
    base = f"http://{house.host}:{live_server.url.rpartition(':')[2]}"
    cookie = house.client("admin").cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": base}])
    return f"{base}/manage/"


def test_every_page_is_readable_at_every_width(page, house, manage):
    complaints, found, keys = [], [], _keys(house)
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    for path in PATHS:
        assert page.goto(manage + path.format(**keys)).status == 200, path
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 900})
            found += [f"{path} at {width} is too wide"] * scrolls_sideways(page)
        found += [f"{path}: {problem}" for problem in violations(page)]  # wide, tests/browser holds it against axe
    assert found == [] and complaints == []


def test_a_table_is_put_right_on_the_page_and_saved(page, house, manage):
    page.goto(manage + "people/import/")
    page.get_by_label("Or paste the table").fill("name,email\nAnn Added,ann\nBob Added,bob@new.example")
    page.get_by_role("button", name="Check the table").click()
    assert page.get_by_text("1 row of 2 with something wrong").is_visible() and violations(page) == []
    box = page.get_by_label("Or paste the table")
    assert "Ann Added,ann\n" in box.input_value()
    box.fill(box.input_value().replace("Added,ann\n", "Added,ann@new.example\n"))
    page.get_by_role("button", name="Check the table").click()
    assert page.get_by_text("2 rows to save").is_visible() and violations(page) == []
    page.set_viewport_size({"width": 320, "height": 900})
    assert not scrolls_sideways(page)
    page.get_by_role("button", name="Save these rows").click()
    assert page.get_by_text("2 rows imported").is_visible()
    page.get_by_label("Name").fill("added")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("link", name="Ann Added").click()
    assert page.get_by_role("heading", name="Ann Added").is_visible()


def test_a_mistake_is_named_first_and_led_to(page, manage):
    page.goto(manage + "places/areas/new/")
    page.get_by_label("GSS code").fill("E1")
    page.get_by_role("button", name="Add area").click()
    assert page.title().startswith("Error: ")
    page.get_by_role("link", name="A GSS code is a letter").click()
    assert page.evaluate("document.activeElement.id") == "id_gss_code"
    assert violations(page) == []
