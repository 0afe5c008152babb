"""The register of interests: told in time, read by all, sensitive details withheld, no home address."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from foundation.models import Message
from localities import clock, notifying
from localities.access import SENSITIVE
from localities.models import Area, Interest, InterestDetail, InterestDuty, Mandate
from tests.boards.pages import send
from tests.cast import browser
from tests.localities.test_people import days

TODAY = timezone.localdate()
SECRET = "Quillfeather refuge"


@pytest.fixture
def county(inside):
    return inside.people["county"]


@pytest.fixture
def mandate(county):
    return county.mandates.select_related("council").get()


def path(person, rest=""):
    return f"/people/{person.pk}/interests/{rest}"


def typed(held, **more):
    return {"mandate": held.pk, "category": "other", "whose": "member", "text": "Trustee of the hall",
            **days("arose_on", TODAY), **more}  # fmt: skip


def registered(mandate, by, text="Trustee of the hall", category="other", **more):
    interest = Interest(person=mandate.person, mandate=mandate, category=category, arose_on=TODAY)
    return notifying.register_interest(InterestDetail(interest=interest, text=text, **more), by=by)


def test_a_member_registers_an_interest_and_everybody_reads_it(inside, county, mandate):
    answer = send(inside.client("county"), path(county, "new/"), typed(mandate))
    assert answer.status_code == 302
    page = inside.client().get(path(county)).content.decode()
    assert "Trustee of the hall" in page and "Register an interest" not in page


@pytest.mark.parametrize("who", ["clerk", "admin"])
def test_an_officer_enters_for_a_member(inside, county, mandate, who):
    assert send(inside.client(who), path(county, "new/"), typed(mandate)).status_code == 302
    assert Interest.objects.get().person == county


@pytest.mark.parametrize("who", ["chair", "parish", "partner", "resident", "auditor"])
def test_nobody_else_writes_in_a_register(inside, county, mandate, who):
    interest = registered(mandate, inside.users["admin"])
    for rest in ("new/", f"{interest.pk}/", f"{interest.pk}/ending/", f"{interest.pk}/withholding/"):
        assert inside.client(who).get(path(county, rest)).status_code == 403, rest
    assert inside.client(who).post(f"/people/{county.pk}/mandates/{mandate.pk}/confirmation/").status_code == 403


def test_the_outsider_finds_no_register(inside, elsewhere, county, mandate):
    assert elsewhere.client("admin").get(path(county)).status_code == 404
    assert browser(inside, elsewhere.users["admin"]).get(path(county, "new/")).status_code == 403


def test_who_holds_no_office_has_no_register(inside):
    assert inside.client().get(path(inside.people["clerk"])).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"text": ""}, "Enter an answer to “What is it?”"),
        ({"category": "land", "text": "A field"}, "Select the ward or parish that the land lies in"),
        ({"category": "nonsense"}, "Select an answer"),
        ({"text": "My house, 12 Mill Lane"}, "Home addresses are not published"),
        ({"text": "My house in AB1 2CD"}, "Home addresses are not published"),
        ({"body": "Ann Smith, 3a High Street"}, "Home addresses are not published"),
        (days("arose_on", TODAY + datetime.timedelta(days=1)), "The day must be today or in the past"),
        ({"mandate": "999999"}, "There is a problem"),
        ({"organisation": "999999"}, "Select the organisation"),
        ({"text": "a\x00b"}, "cannot be seen or kept"),
    ],
)
def test_what_cannot_be_registered_is_refused_in_words(inside, county, mandate, wrong, said):
    answer = send(inside.client("county"), path(county, "new/"), typed(mandate, **wrong))
    assert said in answer.content.decode()
    assert not Interest.objects.exists()


def test_the_database_takes_no_postcode(inside, mandate):
    with pytest.raises(IntegrityError, match="interest_gives_no_postcode"), transaction.atomic():
        registered(mandate, inside.users["admin"], text="The house at ab1 2cd")


def test_land_is_shown_by_its_ward(inside, county, mandate):
    ward = Area.objects.get(kind="ward")
    send(inside.client("county"), path(county, "new/"), typed(mandate, category="land", text="A field", area=ward.pk))
    assert "In Hill." in inside.client().get(path(county)).content.decode()


def test_a_member_of_two_councils_registers_once_for_each(inside, county, mandate):
    other = Mandate.objects.create(person=county, council=inside.organisations["district"], starts_on=TODAY)
    for held in (mandate, other):
        send(inside.client("county"), path(county, "new/"), typed(held))
    assert set(Interest.objects.values_list("mandate_id", flat=True)) == {mandate.pk, other.pk}
    assert inside.client().get(path(county)).content.decode().count("Trustee of the hall") == 2


def test_the_later_of_two_who_change_an_interest_is_told(inside, county, mandate):
    interest = registered(mandate, inside.users["admin"])
    address, clerk = path(county, f"{interest.pk}/"), inside.client("clerk")
    opened = clerk.get(address).context["form"]["saw"].value()
    send(inside.client("county"), address, typed(mandate, text="Treasurer of the hall"))
    answer = clerk.post(address, typed(mandate, text="Chair of the hall", saw=opened))
    assert "Somebody else changed this meanwhile" in answer.content.decode()
    assert InterestDetail.objects.get().text == "Treasurer of the hall"


def test_an_interest_that_ended_stays_to_be_read(inside, county, mandate):
    interest = registered(mandate, inside.users["admin"])
    address = path(county, f"{interest.pk}/ending/")
    early = send(inside.client("county"), address, days("ends_on", TODAY - datetime.timedelta(days=1)))
    assert "The last day must be" in early.content.decode()
    assert send(inside.client("county"), address, days("ends_on", TODAY)).status_code == 302
    page = inside.client().get(path(county)).content.decode()
    assert "Ended (1)" in page and "Trustee of the hall" in page


# Sensitive interests


def withheld(cast, mandate):
    interest = registered(mandate, cast.users["admin"], text=f"Works for {SECRET}")
    address = path(mandate.person, f"{interest.pk}/withholding/")
    assert send(cast.client("admin"), address, {"because": "Threats were made"}).status_code == 302
    return interest


def test_of_a_sensitive_interest_only_its_existence_is_shown(inside, county, mandate):
    withheld(inside, mandate)
    for who in (None, "clerk", "chair", "resident", "auditor"):
        page = inside.client(who).get(path(county)).content.decode()
        assert SECRET not in page and "Threats" not in page, who
        assert "Its details are withheld" in page, who
    for who in ("county", "admin"):
        assert SECRET in inside.client(who).get(path(county)).content.decode(), who


def test_the_wall_hides_a_withheld_detail_and_what_it_said_before(cast, db):
    with cast.inside(SENSITIVE):
        held = cast.people["county"].mandates.select_related("council", "person").get()
        interest = registered(held, cast.users["admin"], text=f"Works for {SECRET}")
        notifying.withhold(interest, because="Threats", by=cast.users["admin"])
        assert InterestDetail.history.count() >= 2
    with cast.inside():
        assert Interest.objects.filter(pk=interest.pk).exists()
        assert not InterestDetail.objects.filter(interest=interest).exists()
        assert not InterestDetail.history.filter(interest=interest).exists()


def test_a_clerk_cannot_change_what_they_may_not_read(inside, county, mandate):
    interest = withheld(inside, mandate)
    assert inside.client("clerk").get(path(county, f"{interest.pk}/")).status_code == 404


def test_withholding_needs_a_reason(inside, county, mandate):
    interest = registered(mandate, inside.users["admin"])
    answer = send(inside.client("admin"), path(county, f"{interest.pk}/withholding/"), {"because": " "})
    assert answer.status_code == 200 and "There is a problem" in answer.content.decode()
    interest.refresh_from_db()
    assert interest.withheld_at is None


def test_what_is_no_longer_sensitive_is_put_back(inside, county, mandate):
    interest = withheld(inside, mandate)
    send(inside.client("admin"), path(county, f"{interest.pk}/withholding/"), {})
    assert SECRET in inside.client().get(path(county)).content.decode()


def test_the_act_log_says_nothing_of_what_an_interest_is(inside, county, mandate):
    withheld(inside, mandate)
    assert SECRET not in inside.client("auditor").get("/manage/audit/").content.decode()


# In time


def elected(cast, days_ago, **more):
    person = cast.people["parish"]
    starts = TODAY - datetime.timedelta(days=days_ago)
    InterestDuty.objects.all().delete()
    Mandate.objects.all().delete()
    return Mandate.objects.create(person=person, council=cast.organisations["parish"], starts_on=starts, **more)


def test_a_new_mandate_sets_the_days_running(inside, county):
    send(
        inside.client("admin"), f"/manage/people/{county.pk}/mandates/new/",
        {"council": inside.organisations["parish"].pk, **days("starts_on", TODAY)},
    )  # fmt: skip
    duty = InterestDuty.objects.get(mandate__council=inside.organisations["parish"])
    assert duty.due_on == TODAY + datetime.timedelta(days=28)


def test_a_council_whose_code_gives_less_time_has_its_own_days(inside, mandate):
    mandate.council.register_days = 14
    notifying.took_office(mandate, by=None)
    assert InterestDuty.objects.get().due_on == mandate.starts_on + datetime.timedelta(days=14)
    assert f"{mandate.council}, 14 days" in inside.client("clerk").get("/manage/interests/").content.decode()
    assert "within 14 days" in inside.client("county").get(f"/people/{mandate.person_id}/interests/").content.decode()


@pytest.mark.parametrize(("days_ago", "late"), [(0, False), (28, False), (29, True)])
def test_the_29th_day_is_late(inside, days_ago, late):
    elected(inside, days_ago)
    notifying.owe_all(TODAY)
    assert bool(InterestDuty.objects.get().days_late) is late


def test_the_clock_reminds_once_for_each_day_and_stops_when_it_is_confirmed(inside):
    mandate = elected(inside, 0)
    for after, sent in ((0, 1), (0, 0), (5, 0), (14, 1), (25, 1), (28, 1), (29, 1), (40, 0)):
        notifying.owe_all(TODAY)
        assert notifying.remind(TODAY + datetime.timedelta(days=after)) == sent, after
    notifying.confirm(mandate, by=inside.users["parish"])
    assert notifying.remind(TODAY + datetime.timedelta(days=25)) == 0


def test_the_morning_runs_for_every_partnership(cast, transactional_db):
    clock.morning()
    with cast.inside("draft:mail:*"):
        letter = Message.objects.filter(to_address=cast.people["county"].email).first()
        assert letter and f"/people/{cast.people['county'].pk}/interests/" in letter.body_text


def test_a_member_confirms_and_it_leaves_the_desk_and_the_officers_list(inside, county, mandate):
    notifying.took_office(mandate, by=None)
    desk = inside.client("county").get("/desk/").content.decode()
    assert "Check your register of interests for Testshire County Council" in desk
    assert "Overdue" in inside.client("clerk").get("/manage/interests/").content.decode()
    inside.client("county").post(f"/people/{county.pk}/mandates/{mandate.pk}/confirmation/")
    assert "Check your register" not in inside.client("county").get("/desk/").content.decode()
    assert str(county) not in inside.client("clerk").get("/manage/interests/").content.decode()
    assert "Last confirmed as complete" in inside.client("county").get(path(county)).content.decode()


def test_members_are_no_readers_of_who_is_late(inside):
    assert inside.client("county").get("/manage/interests/").status_code == 403


@pytest.mark.parametrize("rows", [1, 30])
def test_the_register_and_the_list_of_duties_ask_the_same_few_queries(
    inside, county, mandate, rows, django_assert_max_num_queries
):
    for number in range(rows):
        registered(mandate, inside.users["admin"], text=f"Trustee {number}")
        notifying.declared_unregistered(mandate, TODAY - datetime.timedelta(days=number))
    stranger, clerk = inside.client(), inside.client("clerk")
    with django_assert_max_num_queries(8):
        stranger.get(path(county) + f"?rows={rows}")
    with django_assert_max_num_queries(12):
        clerk.get("/manage/interests/")
