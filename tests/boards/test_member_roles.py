"""Named roles: given for a term, one holder at a time, matched to skills, read by everybody (A10, A41)."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from boards import championing
from boards.models import BoardOffice, MemberRole, RoleHolding
from foundation import tenancy
from localities import offering
from localities.leaving import leave
from localities.models import Mandate
from tests.localities.test_people import days

NEW = "/manage/member-roles/new/"
TODAY = timezone.localdate


@pytest.fixture
def role(inside):
    """A role of the cast's board."""
    row = MemberRole(kind="champion", name="Warm homes", about="Insulation grants", board=inside.board)
    return championing.keep_role(row, by=inside.users["clerk"])


def given(cast, role, who="county", **term) -> RoleHolding:
    term = {"starts_on": TODAY() - datetime.timedelta(days=9), **term}
    return championing.give(role, cast.people[who], by=cast.users["clerk"], **term)


def test_a_clerk_names_a_role_gives_it_and_everybody_reads_who_holds_it(inside):
    clerk = inside.client("clerk")
    typed = {"kind": "lead", "name": "Young people", "about": "Meets them", "board": inside.board.pk}
    path = clerk.post(NEW, typed).headers["Location"]
    term = {"person": inside.people["county"].pk, **days("starts_on", TODAY())}
    assert clerk.post(f"{path}term/", term).status_code == 302
    page = inside.client().get("/roles/").content.decode()
    assert "Lead member for a theme: Young people" in page and "County of Testshire" in page
    assert "1 role held, 1 of them by members who sit on no cabinet" in page
    assert "Young people" in inside.client().get(f"/members/{inside.people['county'].pk}/").content.decode()


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"kind": "king"}, {"board": ""}, {"board": "999999"}, {"about": "x" * 2001}]
)
def test_a_role_that_lacks_something_is_not_named(inside, wrong):
    typed = {"kind": "lead", "name": "Young people", "about": "", "board": inside.board.pk, **wrong}
    page = inside.client("clerk").post(NEW, typed).content.decode()
    assert "There is a problem" in page and not MemberRole.objects.exists()


def test_a_role_has_one_holder_at_a_time(inside, role):
    given(inside, role, ends_on=TODAY() + datetime.timedelta(days=9))
    with pytest.raises(ValidationError, match="Someone else holds this role"):
        given(inside, role, "parish", starts_on=TODAY())
    given(inside, role, "parish", starts_on=TODAY() + datetime.timedelta(days=10))


def test_a_role_that_ended_is_given_to_nobody(inside, role):
    held = given(inside, role)
    championing.end_role(role, by=inside.users["clerk"])
    held.refresh_from_db()
    assert held.ends_on == TODAY()
    with pytest.raises(ValidationError, match="This role ended"):
        given(inside, role, starts_on=TODAY() + datetime.timedelta(days=1))
    assert "Warm homes" not in inside.client().get("/roles/").content.decode()


def test_who_could_do_it_stands_where_a_role_is_filled(inside, role):
    tenancy.clear("draft:skill:*")
    parish = inside.people["parish"]
    offering.offer(
        parish, name="Grants for insulating homes", experience="", is_public=False, by=inside.users["parish"]
    )
    for path in (f"/manage/member-roles/{role.pk}/", f"/manage/member-roles/{role.pk}/term/"):
        assert "Grants for insulating homes" in inside.client("clerk").get(path).content.decode()
    seat = inside.board.seats.first()
    inside.board.about = "Homes"
    inside.board.save()
    assert (
        "Grants for insulating homes" in inside.client("clerk").get(f"/manage/seats/{seat.pk}/holder/").content.decode()
    )


def test_a_member_of_a_cabinet_is_told_apart(inside, role):
    given(inside, role)
    Mandate.objects.filter(person=inside.people["county"]).update(executive_position="Cabinet member for roads")
    page = inside.client().get("/roles/").content.decode()
    assert "Cabinet member for roads" in page and "0 of them by members" in page


def test_a_clerk_ends_a_term_and_a_person_who_leaves_holds_no_role(inside, role):
    held = given(inside, role)
    inside.client("clerk").post(f"/manage/terms/{held.pk}/end/", days("ends_on", TODAY()))
    held.refresh_from_db()
    assert held.ends_on == TODAY()
    later = given(inside, role, "parish", starts_on=TODAY() + datetime.timedelta(days=1))
    leave(inside.people["parish"], by=inside.users["admin"])
    later.refresh_from_db()
    assert later.ends_on == later.starts_on


def test_a_clerk_names_no_role_of_the_whole_partnership(inside, role):
    whole = championing.keep_role(MemberRole(kind="other", name="Veterans"), by=inside.users["admin"])
    assert inside.client("clerk").get(f"/manage/member-roles/{whole.pk}/").status_code == 403
    assert inside.client("admin").get(f"/manage/member-roles/{whole.pk}/").status_code == 200


@pytest.mark.parametrize("roles", [1, 30])
def test_the_public_list_costs_the_same_for_thirty(inside, django_assert_max_num_queries, roles):
    for number in range(roles):
        row = MemberRole(kind="other", name=f"Role {number}", board=inside.board)
        given(inside, championing.keep_role(row, by=inside.users["clerk"]))
    assert not BoardOffice.objects.filter(board__commission__isnull=False).exists()
    with django_assert_max_num_queries(10):  # 8, and the two of the savepoint in which a test runs it
        assert f"Role {roles - 1}" in inside.client().get("/roles/").content.decode()
    clerk = inside.client("clerk")
    with django_assert_max_num_queries(20):
        clerk.get("/manage/member-roles/")
