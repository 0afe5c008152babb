"""Who holds which role where: seen, given with dates, taken away, and never the last administrator's."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from boards import entrusting
from boards.models import Board, BoardGrant
from foundation import access
from foundation.models import Act, PartnershipGrant, User
from localities.models import Locality, Person

TODAY = timezone.localdate()
A_DAY = datetime.timedelta(days=1)


def page(client, address="/manage/roles/", **asked):
    answer = client.get(address, asked)
    assert answer.status_code == 200
    return answer.content.decode()


def place(root):
    return f"/manage/roles/{root._meta.model_name}/{root.pk}/"


def dates(name, day):
    return {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year} if day else {}


@pytest.fixture
def helper(inside):
    """Somebody of the partnership who has an account and no role."""
    user = User.objects.create_user("helper@testshire.example", "a-good-password", name="Hal Helper")
    return Person.objects.create(name="Hal Helper", email=user.email, user=user)


@pytest.fixture
def district(inside):
    """The administrator of the locality's district, and a locality with a board that is not theirs."""
    user = User.objects.create_user("district@testshire.example", "a-good-password", name="Dora District")
    Person.objects.create(name="Dora District", email=user.email, user=user)
    access.grant(user, "district", inside.locality, by=inside.users["admin"])
    inside.users["district"] = user
    other = Locality.objects.create(name="Dale", slug="dale")
    board = Board.objects.create(kind=inside.board.kind, name="Dale Board", slug="dale-board", locality=other)
    yield board
    del inside.users["district"]


def test_the_administrator_sees_who_holds_which_role_where_and_whence_it_comes(inside):
    shown = page(inside.client("admin"))
    for words in (
        "Clerk of Testshire",
        "Seat or office",
        "Partnership administrator",
        "Auditor, read-only",
        "10 roles",
    ):
        assert words in shown
    assert "Otherland" not in shown and "Resident of Testshire" not in shown


def test_roles_are_found_by_name_and_by_place(inside):
    client = inside.client("auditor")
    by_name = page(client, q="auditor@")
    assert "Auditor of Testshire" in by_name and "Clerk of Testshire" not in by_name
    by_place = page(client, place=f"partnership:{inside.partnership.pk}")
    assert "Admin of Testshire" in by_place and "Clerk of Testshire" not in by_place
    assert "from what the list offers now" in page(client, place="board:999999")


def test_a_role_is_given_with_its_days_to_somebody_who_has_an_account(inside, helper):
    client = inside.client("admin")
    asked = client.get("/manage/roles/new/", {"place": f"board:{inside.board.pk}"})
    assert asked.headers["Location"] == place(inside.board)
    said = {"person": helper.pk, "role": "adviser", **dates("starts_on", TODAY), **dates("ends_on", TODAY + A_DAY)}
    assert client.post(place(inside.board), said).headers["Location"] == "/manage/roles/"
    grant = BoardGrant.objects.get(user=helper.user)
    assert (grant.starts_on, grant.ends_on, grant.granted_by) == (TODAY, TODAY + A_DAY, inside.users["admin"])
    assert Act.objects.latest("pk").detail["person"] == "Hal Helper"


def test_sent_twice_it_is_given_once(inside, short_wait, helper):
    client, said = inside.client("admin"), {"person": helper.pk, "role": "adviser"}
    said["sending"] = "6f0bff12-7a3e-4d0b-8d9a-5a3bb1b6c111"
    for _ in range(2):
        client.post(place(inside.board), said)
    assert BoardGrant.objects.filter(user=helper.user).count() == 1
    assert Act.objects.filter(verb="granted adviser", detail__person="Hal Helper").count() == 1


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, "Select who?"),
        ({"role": "administrator"}, "from what the list offers now"),
        ({"role": "adviser", "ends_on-day": "31", "ends_on-month": "2", "ends_on-year": "2027"}, "real date"),
        (
            {"role": "adviser", **dates("starts_on", TODAY), **dates("ends_on", TODAY - A_DAY)},
            f"The last day must be {TODAY:%-d %B %Y} or later",
        ),
    ],
)
def test_bad_input_is_answered_at_its_field_and_nothing_is_kept(inside, helper, said, words):
    answer = inside.client("admin").post(place(inside.board), said | ({"person": helper.pk} if said else {}))
    assert answer.status_code == 422 and "govuk-error-summary" in answer.content.decode()
    assert not BoardGrant.objects.filter(user=helper.user).exists()
    if said:
        assert words in answer.content.decode()


def test_only_people_of_this_partnership_with_an_account_can_be_chosen(inside, elsewhere):
    without = Person.objects.create(name="Nora Noaccount")
    shown = page(inside.client("admin"), place(inside.board))
    assert "Nora Noaccount" not in shown and "Otherland" not in shown
    for person in (without.pk, elsewhere.people["clerk"].pk):
        answer = inside.client("admin").post(place(inside.board), {"person": person, "role": "clerk"})
        assert answer.status_code == 422
    assert not BoardGrant.objects.filter(user=elsewhere.users["clerk"]).exists()


def test_a_role_that_follows_from_a_seat_is_changed_there(inside):
    grant = BoardGrant.objects.get(user=inside.users["clerk"])
    client = inside.client("admin")
    client.post(f"{place(inside.board)}{grant.pk}/ending/")
    answer = client.post(f"{place(inside.board)}{grant.pk}/", dates("ends_on", TODAY))
    assert answer.status_code == 422 and "through a seat or an office" in answer.content.decode()
    grant.refresh_from_db()
    assert grant.ends_on is None


def test_a_role_taken_away_ends_now_and_stays_among_those_that_ended(inside, helper):
    long_ago = TODAY - 30 * A_DAY
    grant = entrusting.entrust(helper, "clerk", inside.board, by=inside.users["admin"], starts_on=long_ago)
    client = inside.client("admin")
    client.post(f"{place(inside.board)}{grant.pk}/ending/")
    assert access.load(helper.user).roles == {}
    page(client)  # shows the message once
    assert "Hal Helper" not in page(client) and "Hal Helper" in page(client, ended="on")
    verbs = list(Act.objects.filter(detail__person="Hal Helper").values_list("verb", flat=True))
    assert verbs == ["revoked clerk", "granted clerk"]


def test_a_role_that_had_not_begun_leaves_no_row(inside, helper):
    grant = entrusting.entrust(helper, "clerk", inside.board, by=inside.users["admin"], starts_on=TODAY + A_DAY)
    entrusting.take_away(grant, by=inside.users["admin"])
    assert not BoardGrant.objects.filter(user=helper.user).exists()
    for act in ("", "ending/"):
        told = inside.client("admin").post(f"{place(inside.board)}{grant.pk}/{act}", follow=True).content.decode()
        assert "Somebody has taken this role away already." in told
    with pytest.raises(ValidationError, match="Somebody removed this"):
        entrusting.change_days(grant, by=inside.users["admin"], starts_on=None, ends_on=None)


@pytest.mark.parametrize("said", [None, dates("ends_on", TODAY + A_DAY), dates("starts_on", TODAY + A_DAY)])
def test_the_last_administrator_stays(inside, said):
    grant = PartnershipGrant.objects.get(user=inside.users["admin"])
    client, address = inside.client("admin"), f"{place(inside.partnership)}{grant.pk}/"
    answer = client.post(f"{address}ending/", follow=True) if said is None else client.post(address, said)
    assert "One administrator must stay" in answer.content.decode()
    grant.refresh_from_db()
    assert (grant.starts_on, grant.ends_on) == (None, None)


def test_an_administrator_may_go_when_another_stays(inside, helper):
    entrusting.entrust(helper, "administrator", inside.partnership, by=inside.users["admin"])
    grant = PartnershipGrant.objects.get(user=inside.users["admin"])
    answer = inside.client("admin").post(f"{place(inside.partnership)}{grant.pk}/ending/")
    assert answer.headers["Location"] == "/desk/"
    assert inside.client("admin").get("/manage/roles/").status_code == 403


def test_a_district_administrator_gives_roles_inside_their_locality_only(inside, district, helper):
    client = inside.client("district")
    shown = page(client)
    assert "Clerk of Testshire" in shown and "Partnership administrator" not in shown
    assert "Dale" not in page(client, "/manage/roles/new/")
    said = {"person": helper.pk, "role": "clerk"}
    assert client.post(place(inside.board), said).status_code == 302
    assert client.post(place(district), said).status_code in (403, 404)
    assert client.post(place(inside.partnership), {**said, "role": "administrator"}).status_code in (403, 404)
    assert [g.content_object for g in BoardGrant.objects.filter(user=helper.user)] == [inside.board]


def test_the_auditor_reads_and_changes_nothing(inside, helper):
    client = inside.client("auditor")
    assert "Give a role" not in page(client)
    assert client.get("/manage/roles/new/").status_code == 403
    assert client.post(place(inside.board), {"person": helper.pk, "role": "clerk"}).status_code == 403


@pytest.mark.parametrize("who", ["clerk", "chair", "resident"])
def test_others_do_not_see_roles(inside, who):
    assert inside.client(who).get("/manage/roles/").status_code == 403


def test_the_outsider_and_the_unknown_find_nothing(inside, elsewhere):
    grant = BoardGrant.objects.filter(content_object=inside.board).first()
    outsider = elsewhere.client("admin")
    assert outsider.get(place(inside.board)).status_code == 404
    assert outsider.get(place(inside.partnership)).status_code == 404
    assert outsider.post(f"{place(elsewhere.board)}{grant.pk}/ending/").status_code == 302  # told that there is none
    admin = inside.client("admin")
    assert admin.get("/manage/roles/user/1/").status_code == 404
    assert admin.get(f"{place(inside.board)}999999/").status_code == 404
    grant.refresh_from_db()
    assert grant.ends_on is None
    assert inside.client().get("/manage/roles/").headers["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("many", [1, 60])
def test_the_list_costs_the_same_with_many_roles(inside, many, django_assert_max_num_queries):
    for n in range(many):
        user = User.objects.create_user(f"many{n}@testshire.example", "x", name=f"Many {n}")
        Person.objects.create(name=f"Many {n}", user=user)
        access.grant(user, "adviser", inside.board, by=inside.users["admin"])
    client = inside.client("admin")
    with django_assert_max_num_queries(20):
        page(client)
    with django_assert_max_num_queries(20):
        page(client, place(inside.board))
