"""One list says which council speaks with which organisation, and where nobody leads (A19, E13, E50)."""

import pytest
from django.db import IntegrityError, transaction

from engagement import conversing, leading
from engagement.models import VoluntaryContact
from foundation import tenancy
from localities.models import Organisation, RegisterEntry
from localities.presets.registers import make_registers

OFFICER_QUERIES = 20
OF_THE_TEST = 2  # a savepoint instead of a transaction


def set_stage(cast):
    tenancy.clear("draft:register:*")
    log = make_registers()["relationships"]
    food = Organisation.objects.create(kind="voluntary", name="The food bank")
    RegisterEntry.objects.create(
        register=log, name="A cup of tea", organisation=food,
        values={"by_whom": cast.people["county"].pk, "met_on": "2026-11-02", "with_whom": "The treasurer"},
    )  # fmt: skip
    return food


def named(cast, organisation, council, **facts) -> VoluntaryContact:
    contact = VoluntaryContact(council=cast.organisations[council], name="Sam", locality=cast.locality, **facts)
    return leading.name_contact(organisation, contact, by=cast.users["clerk"])


def test_two_councils_and_nobody_leads_is_a_gap(inside, made, django_assert_max_num_queries):
    clerk, page = inside.client("clerk"), f"/manage/engagement/voluntary/{made.pk}/"
    assert "No council has a contact" in clerk.get("/manage/engagement/voluntary/").content.decode()
    for council in ("county", "district", "district"):
        said = {"council": inside.organisations[council].pk, "name": "Sam", "locality": inside.locality.pk}
        answer = clerk.post(f"{page}new/", said)
    assert answer.status_code == 422 and "has a contact there already" in answer.content.decode()
    assert (
        "2 councils have a contact each, and none leads" in clerk.get("/manage/engagement/voluntary/").content.decode()
    )
    with inside.inside():
        county = VoluntaryContact.objects.get(council=inside.organisations["county"])
        assert not leading.end_contact(county, by=inside.users["clerk"]).is_lead
        named(inside, made, "county", is_lead=True)
        assert next(one for one in leading.who_speaks() if one.organisation == made).gap == ""
        for number in range(20):
            named(inside, Organisation.objects.create(kind="voluntary", name=f"Group {number}"), "district")
    with django_assert_max_num_queries(OFFICER_QUERIES + OF_THE_TEST):
        assert clerk.get("/manage/engagement/voluntary/").content.decode().count("Hill District Council") == 21
    shown = clerk.get(page).content.decode()
    assert "Leads" in shown and "A cup of tea" in shown
    assert inside.client("resident").get(page).status_code == 403


def test_only_one_leads_and_only_councils_do(inside, made):
    named(inside, made, "county", is_lead=True)
    with pytest.raises(Exception, match="Another council leads already"):
        named(inside, made, "district", is_lead=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        VoluntaryContact.objects.create(
            organisation=made,
            council=inside.organisations["district"],
            name="Lee",
            is_lead=True,
            locality=inside.locality,
        )
    with pytest.raises(Exception, match="Choose a council"):
        named(inside, made, "police")
    with inside.inside("draft:board:*"):
        assert not VoluntaryContact.objects.exists()


def test_conversations_stand_with_the_member_and_the_organisation(inside, made):
    with inside.inside("draft:register:*"):
        person = inside.people["county"]
        assert [str(row) for row in conversing.OF_A_PERSON.read([person])[person.pk]] == ["A cup of tea"]
        assert [str(row) for row in conversing.OF_AN_ORGANISATION.read([made])[made.pk]] == ["A cup of tea"]
    with inside.inside("draft:board:*"):
        assert not conversing.OF_A_PERSON.read([inside.people["county"]])
