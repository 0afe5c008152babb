"""Officers keep organisations, hold a council's groups against its seats, and keep venues."""

import datetime
import uuid

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from foundation import access
from localities.composing import NO_GROUP, composition, count
from localities.models import Locality, Mandate, Organisation, Person, PoliticalGroup, Venue
from tests.cast import SINCE, browser
from tests.seeing import seen

YESTERDAY = timezone.localdate() - datetime.timedelta(days=1)


def boxes(name: str, day: datetime.date) -> dict[str, str]:
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def elect(council: Organisation, group: PoliticalGroup | None, number: int, position: str = "") -> None:
    for n in range(number):
        person = Person.objects.create(name=f"{group} {n}")
        Mandate.objects.create(
            person=person, council=council, group=group, starts_on=SINCE, executive_position=position
        )


@pytest.fixture
def district(inside):
    """A district's own administrator, in another locality than the cast's."""
    other = Locality.objects.create(name="Far", slug="far")
    access.grant(inside.users["resident"], "district", other, by=inside.users["admin"])
    return other


@pytest.mark.parametrize(
    "path",
    [
        "/manage/organisations/", "/manage/organisations/new/", "/manage/organisations/{}/", "/manage/groups/",
        "/manage/organisations/{}/change/", "/manage/organisations/{}/ending/", "/manage/organisations/{}/composition/",
        "/manage/groups/new/", "/manage/venues/", "/manage/venues/new/",
    ],
)  # fmt: skip
def test_who_may_open_the_pages(inside, elsewhere, path):
    key = str(inside.organisations["county"].pk)
    path = path.format(key)
    assert inside.client("admin").get(path).status_code == 200
    assert "/accounts/login/" in inside.client().get(path).headers["Location"]
    assert inside.client("partner").get(path).status_code == 403
    assert browser(inside, elsewhere.users["admin"]).get(path).status_code == 403
    if key in path:
        assert elsewhere.client("admin").get(path).status_code == 404
    for_clerks = not path.endswith(("change/", "ending/")) and ("new" not in path or "venues" in path)
    assert inside.client("clerk").get(path).status_code == (200 if for_clerks else 403)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"kind": "health", "name": "Testshire Police"}, "Another organisation has this name"),
        ({"kind": "health", "name": ""}, "Enter the name"),
        ({"kind": "sport", "name": "A"}, "from what the list offers now"),
        ({"kind": "health", "name": "A", "seats": "12"}, "Only a council has elected members"),
        ({"kind": "county", "name": "A", "seats": "-1"}, "must be 0 or more"),
        ({"kind": "health", "name": "A", "website": "javascript:alert(1)"}, "Enter a web address"),
        ({"kind": "health", "name": "A", "contact_email": "x"}, "Enter an email address"),
        ({"kind": "health", "name": "A", "identifier": "12345"}, "Begin with the list that gives the number: GB-LAE"),
        ({"kind": "health", "name": "A", "identifier": "GB-CHC-1"}, "GB-CHC is the list of charities in England"),
        (
            {"kind": "health", "name": "A", **boxes("starts_on", SINCE), **boxes("ends_on", datetime.date(2020, 1, 1))},
            "last day must not be before",
        ),
    ],
)
def test_an_organisation_that_cannot_be_is_refused_at_its_field(inside, sent, said):
    before = Organisation.objects.count()
    answer = inside.client("admin").post("/manage/organisations/new/", sent)
    shown = answer.content.decode()
    assert answer.status_code == 200 and said in shown and 'class="govuk-error-message"' in shown
    assert Organisation.objects.count() == before


def test_an_organisation_is_added_once_changed_and_ended(inside, django_capture_on_commit_callbacks):
    admin = inside.client("admin")
    sent = {"kind": "housing", "name": "Homes Together", "identifier": "GB-COH-01234567", "sending": str(uuid.uuid4())}
    with django_capture_on_commit_callbacks(execute=True):
        first = admin.post("/manage/organisations/new/", sent)
    second = admin.post("/manage/organisations/new/", sent)
    body = Organisation.objects.get(name="Homes Together")
    assert body.identifier == "GB-COH-01234567"
    assert first.headers["Location"] == second.headers["Location"] == f"/manage/organisations/{body.pk}/"
    path = f"/manage/organisations/{body.pk}/change/"
    admin.post(path, {"kind": "housing", "name": "Homes Apart"} | seen(admin, path))
    admin.post(f"/manage/organisations/{body.pk}/ending/", boxes("ends_on", YESTERDAY))
    assert b"Homes Apart: the last day is" in admin.get("/manage/organisations/").content
    assert b"Homes Apart" not in admin.get("/manage/organisations/").content
    assert b"Homes Apart" in admin.get("/manage/organisations/?standing=ended&kind=housing").content
    assert body.history.count() == 3


def test_the_groups_of_kent_reconcile_with_its_seats(inside):
    kent = Organisation.objects.create(kind="county", name="Kent County Council", seats=84)
    parties = [("Conservative", 73), ("Liberal Democrat", 7), ("Labour", 3), ("Independent", 1)]
    for name, number in parties:
        group = PoliticalGroup.objects.create(name=name)
        elect(kent, group, number if name != "Conservative" else 63)
        if name == "Conservative":
            elect(kent, group, 10, "Cabinet member")
    found = composition(kent, timezone.localdate())
    assert found.in_words == "84 seats: 73 + 7 + 3 + 1" and found.reconciles
    shown = inside.client("clerk").get(f"/manage/organisations/{kent.pk}/composition/").content.decode()
    assert "84 seats: 73 + 7 + 3 + 1" in shown and "10 of 84 on it, 74 not." in shown


@pytest.mark.parametrize(
    ("seats", "members", "said"),
    [
        (None, [("A", False)], "1 member entered. The number of seats is not entered."),
        (2, [], "2 seats, and no members entered."),
        (3, [("A", False), ("B", True)], "3 seats, 2 members: 1 + 1. 1 seat vacant or not entered."),
        (1, [("A", False), ("A", False)], "1 seat, 2 members: 2. 1 more than there are seats."),
    ],
)
def test_what_is_missing_is_said(seats, members, said):
    found = count(seats, members)
    assert found.in_words == said and not found.reconciles


@given(st.lists(st.tuples(st.sampled_from(["A", "B", "C", None]), st.booleans())))
def test_groups_always_add_up_to_the_members(members):
    found = count(len(members), members)
    assert found.members == len(members) == found.executive + found.frontline
    assert found.reconciles == all(group for group, _ in members)
    numbers = [number for name, number in found.groups if name != NO_GROUP]
    assert numbers == sorted(numbers, reverse=True)


def test_who_sat_before_is_not_counted(inside):
    council = inside.organisations["county"]
    Mandate.objects.filter(council=council).update(ends_on=YESTERDAY)
    assert composition(council, timezone.localdate()).members == 0


def test_only_a_council_has_a_composition(inside):
    police = inside.organisations["police"]
    assert inside.client("admin").get(f"/manage/organisations/{police.pk}/composition/").status_code == 404


def test_a_group_is_added_and_renamed_once_a_name(inside):
    admin = inside.client("admin")
    admin.post("/manage/groups/new/", {"name": "Green"})
    group = PoliticalGroup.objects.get(name="Green")
    assert "It exists already" in admin.post("/manage/groups/new/", {"name": "Green"}).content.decode()
    path = f"/manage/groups/{group.pk}/"
    admin.post(path, {"name": "Green Party"} | seen(admin, path))
    assert "Green Party" in inside.client("clerk").get("/manage/groups/").content.decode()
    assert inside.client("clerk").get(f"/manage/groups/{group.pk}/").status_code in (403, 404)


def test_a_clerk_adds_a_venue_and_may_not_change_it(inside):
    clerk = inside.client("clerk")
    sent = {"name": "Old School", "address": "School Lane", "locality": inside.locality.pk}
    assert clerk.post("/manage/venues/new/", sent).status_code == 302
    venue = Venue.objects.get(name="Old School")
    assert clerk.get(f"/manage/venues/{venue.pk}/").status_code == 403
    assert clerk.post(f"/manage/venues/{venue.pk}/retirement/", {"use": "no"}).status_code == 403
    again = clerk.post("/manage/venues/new/", sent)
    assert "Another venue has this name" in again.content.decode()
    assert "Enter the address" in clerk.post("/manage/venues/new/", {"name": "A"}).content.decode()


def test_an_administrator_puts_a_venue_right_and_is_told_what_was_saved_meanwhile(inside):
    admin, path = inside.client("admin"), f"/manage/venues/{inside.venue.pk}/"
    sent = {"name": inside.venue.name, "address": "School Lane", "locality": inside.locality.pk} | seen(admin, path)
    assert admin.post(path, sent).status_code == 302
    assert "School Lane" in admin.get("/manage/venues/").content.decode()
    assert "Somebody else changed this" in admin.post(path, {**sent, "address": "Hill Lane"}).content.decode()


def test_a_venue_is_used_no_longer_and_again(inside):
    admin, path = inside.client("admin"), f"/manage/venues/{inside.venue.pk}/retirement/"
    assert "no longer used" in admin.post(path, {"use": "no"}, follow=True).content.decode()
    assert "Main Street" not in admin.get("/manage/venues/").content.decode()
    assert "Main Street" in admin.get("/manage/venues/?standing=retired").content.decode()
    admin.post(path, {"use": "yes"})
    assert "Main Street" in admin.get("/manage/venues/").content.decode()


def test_a_districts_own_administrator_keeps_to_its_locality(inside, district):
    officer = inside.client("resident")
    assert officer.get(f"/manage/venues/{inside.venue.pk}/").status_code == 403
    sent = {"name": "Far Hall", "address": "Far Street"}
    assert "Select the locality" in officer.post("/manage/venues/new/", sent).content.decode()
    there = sent | {"locality": inside.locality.pk}
    assert "from what the list offers now" in officer.post("/manage/venues/new/", there).content.decode()
    assert officer.post("/manage/venues/new/", sent | {"locality": district.pk}).status_code == 302
    hall = Venue.objects.get(name="Far Hall")
    assert officer.get(f"/manage/venues/{hall.pk}/").status_code == 200
    assert officer.get("/manage/organisations/new/").status_code == 403


@pytest.mark.parametrize("number", [1, 30])
@pytest.mark.parametrize("path", ["organisations/?q=Zed", "venues/?q=Zed", "groups/", "organisations/{}/"])
def test_lists_take_the_same_queries_for_one_row_as_for_thirty(inside, number, path, django_assert_max_num_queries):
    county = inside.organisations["county"]
    elect(county, None, number)
    for n in range(number):
        Organisation.objects.create(kind="health", name=f"Zed {n}")
        Venue.objects.create(name=f"Zed {n}", address="There", locality=inside.locality)
        PoliticalGroup.objects.create(name=f"Zed {n}")
    admin = inside.client("admin")
    with django_assert_max_num_queries(14):
        assert admin.get(f"/manage/{path.format(county.pk)}").status_code == 200
