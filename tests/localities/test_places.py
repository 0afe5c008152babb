"""Officers keep areas and the localities that are made of them; each ward lies in one locality."""

import datetime
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from boards import rules
from boards.models import Meeting
from foundation import access
from localities.checking import coverage, whereabouts
from localities.models import Area, Locality, LocalityArea, Venue
from localities.placing import include
from tests.cast import SINCE, browser
from tests.seeing import seen

TODAY = timezone.localdate()
DAY = datetime.timedelta(days=1)


def boxes(name: str, day: datetime.date) -> dict[str, str]:
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


@pytest.fixture
def ward(inside) -> Area:
    return Area.objects.get(kind="ward", name="Hill")


@pytest.fixture
def far(inside) -> Locality:
    """Another locality, which the resident administers for their district."""
    other = Locality.objects.create(name="Far", slug="far")
    access.grant(inside.users["resident"], "district", other, by=inside.users["admin"])
    return other


@pytest.mark.parametrize(
    "path",
    [
        "/manage/places/", "/manage/places/coverage/", "/manage/places/localities/", "/manage/places/areas/{area}/",
        "/manage/places/localities/{locality}/", "/manage/places/areas/new/", "/manage/places/localities/new/",
        "/manage/places/areas/{area}/change/", "/manage/places/areas/{area}/ending/",
        "/manage/places/localities/{locality}/change/", "/manage/places/localities/{locality}/ending/",
        "/manage/places/localities/{locality}/areas/", "/manage/places/localities/areas/{link}/ending/",
    ],
)  # fmt: skip
def test_who_may_open_the_pages(inside, elsewhere, ward, path):
    reads = not path.endswith(("new/", "change/", "ending/", "}/areas/"))
    link = LocalityArea.objects.get(area=ward)
    filled = path.format(area=ward.pk, locality=inside.locality.pk, link=link.pk)
    assert inside.client("admin").get(filled).status_code == 200
    assert "/accounts/login/" in inside.client().get(filled).headers["Location"]
    assert inside.client("clerk").get(filled).status_code == (200 if reads else 403)
    assert inside.client("county").get(filled).status_code == 403
    assert browser(inside, elsewhere.users["admin"]).get(filled).status_code == 403
    if filled != path:
        assert elsewhere.client("admin").get(filled).status_code == 404


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"kind": "ward", "name": ""}, "Enter the name"),
        ({"kind": "village", "name": "A"}, "from what the list offers now"),
        ({"kind": "ward", "name": "A", "gss_code": "E0500"}, "A GSS code is a letter and eight digits"),
        ({"kind": "ward", "name": "A", "gss_code": "e05000001"}, "Another area has this GSS code"),
        ({"kind": "county", "name": "A", "within": "county"}, "does not lie within"),
        (
            {"kind": "ward", "name": "A", **boxes("starts_on", TODAY), **boxes("ends_on", TODAY - DAY)},
            "must not be before",
        ),
    ],
)
def test_an_area_that_cannot_be_is_refused_at_its_field(inside, ward, sent, said):
    Area.objects.filter(pk=ward.pk).update(gss_code="E05000001")
    if "within" in sent:
        sent = sent | {"within": Area.objects.get(kind="county").pk}
    before = Area.objects.count()
    answer = inside.client("admin").post("/manage/places/areas/new/", sent)
    shown = answer.content.decode()
    assert answer.status_code == 200 and said in shown and 'class="govuk-error-message"' in shown
    assert Area.objects.count() == before


def test_an_area_is_found_by_name_code_and_kind(inside):
    admin = inside.client("admin")
    admin.post("/manage/places/areas/new/", {"kind": "parish", "name": "Dale", "gss_code": "E04000009"})
    for query in ("q=dal", "q=E0400", "kind=parish&q=Dale"):
        assert "Dale" in admin.get(f"/manage/places/?{query}").content.decode().partition("app-filter")[2]
    assert "No area is found" in admin.get("/manage/places/?q=Dale&kind=ward").content.decode()


def test_a_locality_takes_an_area_from_a_day_and_lets_it_go_again(inside, far):
    admin, dale = inside.client("admin"), Area.objects.create(kind="ward", name="Dale")
    path = f"/manage/places/localities/{far.pk}/areas/"
    assert "Choose at least one area" in admin.post(path, boxes("starts_on", SINCE)).content.decode()
    assert "Enter the first day" in admin.post(path, {"areas": [dale.pk]}).content.decode()
    assert admin.post(path, {"areas": [dale.pk], **boxes("starts_on", SINCE)}).status_code == 302
    link = far.area_links.get()
    assert (link.area, link.starts_on, link.ends_on) == (dale, SINCE, None)
    admin.post(f"/manage/places/localities/areas/{link.pk}/ending/", boxes("ends_on", TODAY - DAY))
    shown = admin.get(f"/manage/places/localities/{far.pk}/").content.decode()
    assert "No areas today" in shown and "Before (1)" in shown


def test_areas_sent_twice_are_added_once(inside, far, django_capture_on_commit_callbacks):
    admin, dale = inside.client("admin"), Area.objects.create(kind="ward", name="Dale")
    path = f"/manage/places/localities/{far.pk}/areas/"
    sent = {"areas": [dale.pk], **boxes("starts_on", SINCE), "sending": str(uuid.uuid4())}
    with django_capture_on_commit_callbacks(execute=True):
        first = admin.post(path, sent)
    assert admin.post(path, sent).headers["Location"] == first.headers["Location"]
    assert far.area_links.count() == 1


def test_a_ward_is_not_put_into_a_second_locality(inside, ward, far):
    answer = inside.client("admin").post(
        f"/manage/places/localities/{far.pk}/areas/", {"areas": [ward.pk], **boxes("starts_on", TODAY)}
    )
    assert "Hill is in Hill and Vale: end it there before" in answer.content.decode()
    assert not far.area_links.exists()
    with pytest.raises(ValidationError, match="is in Hill and Vale already"):
        include(inside.locality, [ward], TODAY, by=inside.users["admin"])


def test_an_area_that_ends_leaves_its_locality(inside, ward):
    admin, last = inside.client("admin"), TODAY - DAY
    admin.post(f"/manage/places/areas/{ward.pk}/ending/", boxes("ends_on", last))
    assert LocalityArea.objects.get(area=ward).ends_on == last
    assert ward.name not in {area.name for area in inside.locality.areas(TODAY)}
    assert coverage(TODAY).wards == 0 and coverage(last).holds
    with pytest.raises(ValidationError, match="Hill ended on"):
        include(inside.locality, [Area.objects.get(pk=ward.pk)], TODAY, by=inside.users["admin"])


def test_the_check_names_wards_in_two_localities_and_in_none(inside, ward, far):
    lost = Area.objects.create(kind="ward", name="Lost")
    LocalityArea.objects.create(locality=far, area=ward, starts_on=TODAY)
    found = coverage(TODAY)
    assert found.nowhere == [lost] and found.several == [(ward, [far, inside.locality])] and not found.holds
    assert coverage(TODAY - DAY).several == []
    shown = inside.client("clerk").get("/manage/places/coverage/").content.decode()
    assert f"/manage/places/areas/{lost.pk}/" in shown and f"/manage/places/localities/{far.pk}/" in shown
    assert "Some wards are in two places or in none" in inside.client("clerk").get("/manage/places/").content.decode()
    before = (TODAY - DAY).isoformat().split("-")
    day = f"on-day={before[2]}&on-month={before[1]}&on-year={before[0]}"
    assert "In two or more" not in inside.client("clerk").get(f"/manage/places/coverage/?{day}").content.decode()
    wrong = inside.client("clerk").get("/manage/places/coverage/?on-day=31&on-month=2&on-year=2026")
    assert wrong.status_code == 200 and "must be a real date" in wrong.content.decode()


def test_a_ward_is_where_its_district_is(inside, far):
    district = Area.objects.create(kind="district", name="Far District")
    inner = Area.objects.create(kind="ward", name="Inner", within=district)
    LocalityArea.objects.create(locality=far, area=district, starts_on=SINCE)
    assert coverage(TODAY).holds
    LocalityArea.objects.create(locality=inside.locality, area=inner, starts_on=SINCE)
    assert coverage(TODAY).several == [(inner, [far, inside.locality])]


def test_a_locality_that_has_ended_covers_nothing(inside, ward):
    Locality.objects.filter(pk=inside.locality.pk).update(ends_on=TODAY - DAY)
    assert coverage(TODAY).nowhere == [ward]


AREAS = st.integers(0, 8)


@given(
    wards=st.sets(AREAS),
    within=st.dictionaries(AREAS, st.none() | AREAS),
    links=st.dictionaries(AREAS, st.sets(st.sampled_from("ABC"))),
)
def test_a_ward_has_its_own_places_and_those_around_it_and_no_others(wards, within, links):
    found = whereabouts(wards, within, links)
    assert set(found) == wards
    for ward, places in found.items():
        assert links.get(ward, set()) <= places <= set().union(*links.values())
        around = within.get(ward)
        if around is None or around == ward:
            assert places == links.get(ward, set())
        else:
            assert links.get(around, set()) <= places


@given(homes=st.lists(st.sampled_from([None, "A", "B", "C"]), max_size=12))
def test_where_each_ward_has_one_home_none_is_lost_or_shared(homes):
    links = {ward: {home} for ward, home in enumerate(homes) if home}
    found = whereabouts(range(len(homes)), {}, links)
    assert [next(iter(found[ward]), None) for ward in range(len(homes))] == homes
    assert all(len(places) <= 1 for places in found.values())


def test_a_locality_does_some_things_its_own_way(inside):
    admin, path = inside.client("admin"), f"/manage/places/localities/{inside.locality.pk}/change/"
    hall = Venue.objects.create(name="City Hall", address="Elsewhere")
    meeting = Meeting(board=inside.board, venue=hall, starts_at=timezone.now())
    assert [finding.rule for finding in rules.venue(meeting)] == ["venue"]
    sent = {"name": "Hill and Vale", "contact_name": "The Hill office", "how_it_works": "We meet at dawn."}
    assert "Enter an email address" in admin.post(path, sent | {"contact_email": "x"}).content.decode()
    assert admin.post(path, sent | seen(admin, path) | {"meets_elsewhere": "on"}).status_code == 302
    shown = inside.client().get("/localities/hill-and-vale/").content.decode()
    assert "The Hill office" in shown and "We meet at dawn." in shown
    inside.board.locality = Locality.objects.get(pk=inside.locality.pk)
    assert rules.venue(meeting) == []
    admin.post(path, {"name": "Hill and Vale"} | seen(admin, path))
    assert Locality.objects.get(pk=inside.locality.pk).settings == {}


def test_a_new_locality_has_an_address_of_its_own(inside):
    admin, path = inside.client("admin"), "/manage/places/localities/new/"
    assert "Another locality has this name" in admin.post(path, {"name": "Hill AND Vale"}).content.decode()
    assert "letters or digits" in admin.post(path, {"name": "!!!"}).content.decode()
    admin.post(path, {"name": "New Dale"})
    assert Locality.objects.get(name="New Dale").get_absolute_url() == "/localities/new-dale/"


def test_a_districts_own_administrator_changes_its_own_locality_only(inside, far, ward):
    officer = inside.client("resident")
    own, other = (f"/manage/places/localities/{key}/" for key in (far.pk, inside.locality.pk))
    link = LocalityArea.objects.get(area=ward)
    assert officer.get(f"{own}change/").status_code == officer.get(f"{own}areas/").status_code == 200
    assert officer.get(other).status_code == 200
    for path in (f"{other}change/", f"{other}areas/", f"{own}ending/", "/manage/places/areas/new/",
                 f"/manage/places/localities/areas/{link.pk}/ending/"):  # fmt: skip
        assert officer.get(path).status_code == 403


@pytest.mark.parametrize("number", [1, 30])
@pytest.mark.parametrize("path", ["", "coverage/", "localities/", "localities/{}/", "localities/{}/areas/"])
def test_lists_take_the_same_queries_for_one_row_as_for_thirty(inside, number, path, django_assert_max_num_queries):
    for n in range(number):
        ward = Area.objects.create(kind="ward", name=f"Ward {n}")
        Area.objects.create(kind="ward", name=f"Free {n}")
        locality = Locality.objects.create(name=f"Locality {n}", slug=f"locality-{n}")
        LocalityArea.objects.create(locality=inside.locality, area=ward)
        LocalityArea.objects.create(locality=locality, area=ward)
    admin = inside.client("admin")
    with django_assert_max_num_queries(14):
        assert admin.get(f"/manage/places/{path.format(inside.locality.pk)}").status_code == 200
