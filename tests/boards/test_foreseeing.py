"""Likely conflicts: whose interests the papers name, told to the clerk and to the member, declared with one press."""

import pytest
from django.utils import timezone

from boards import foreseeing
from boards.models import Declaration
from localities import notifying
from localities.models import Interest, InterestDetail, Mandate
from tests.boards.dates import held
from tests.boards.papers import item, publish, report

TODAY = timezone.localdate()


def set_stage(cast):
    meeting = held(cast)
    at = item(cast, meeting, "Grants", 1, purpose="decision")
    report(cast, at, "Which groups get a grant", text="<p>Vale Hall Trust and Testshire Police asked.</p>")
    item(cast, meeting, "Buses", 2)
    publish(cast, meeting)
    meeting.refresh_from_db()
    return meeting


@pytest.fixture
def meeting(made):
    return made


def registered(cast, who="county", text="Trustee", category="other", **more):
    person = cast.people[who]
    interest = Interest(person=person, mandate=person.mandates.first(), category=category, arose_on=TODAY)
    return notifying.register_interest(InterestDetail(interest=interest, text=text, **more), by=cast.users["admin"])


def page(cast, meeting, who="clerk"):
    return cast.client(who).get(f"/manage/meetings/{meeting.pk}/interests/").content.decode()


def test_the_clerk_sees_whose_interest_the_papers_name_and_why(inside, meeting):
    registered(inside, body="Vale Hall Trust")
    words = page(inside, meeting)
    assert "The item or its papers name Vale Hall Trust. Registered: other registrable interest, “Trustee”." in words
    assert str(inside.people["county"]) in words and "Buses</h2>" not in words and "Not declared" in words


def test_organisations_of_the_partnership_match_too(inside, meeting):
    registered(inside, organisation=inside.organisations["police"])
    assert "name Testshire Police" in page(inside, meeting)


def test_what_nobody_registered_is_no_conflict(inside, meeting):
    registered(inside, body="Vale Hall Trustees of Old")
    assert "No item names anything" in page(inside, meeting)


def test_who_sits_on_a_council_that_is_asked_for_is_named(inside, meeting):
    Mandate.objects.create(person=inside.people["county"], council=inside.organisations["parish"], starts_on=TODAY)
    at = meeting.items.get(title="Buses")
    at.title = "A shelter for Vale Parish Council"
    at.save()
    assert "Sits on Vale Parish Council too" in page(inside, meeting)


def test_a_member_declares_beforehand_with_one_press(inside, meeting):
    interest = registered(inside, body="Vale Hall Trust", category="employment")
    client, at = inside.client("county"), meeting.items.get(title="Grants")
    mine = f"/desk/meetings/{meeting.pk}/interests/"
    assert mine in client.get("/desk/").content.decode()
    assert "Declare this interest" in client.get(mine).content.decode()
    for _ in range(2):
        client.post(f"/desk/interests/{interest.pk}/items/{at.pk}/declaration/")
    row = Declaration.objects.get()
    assert (row.kind, row.nature, row.item, row.person) == ("pecuniary", "Trustee", at, inside.people["county"])
    assert "Declare this interest" not in client.get(mine).content.decode()
    assert "Not declared" not in page(inside, meeting)


def test_of_a_sensitive_interest_only_its_existence_is_declared(inside, meeting):
    interest = registered(inside, body="Vale Hall Trust", text="Quillfeather")
    at = meeting.items.get(title="Grants")
    with inside.inside("draft:interest:*", "draft:board:*"):
        notifying.withhold(interest, because="Threats", by=inside.users["admin"])
    assert "Vale Hall Trust" in inside.client("county").get(f"/desk/meetings/{meeting.pk}/interests/").content.decode()
    inside.client("county").post(f"/desk/interests/{interest.pk}/items/{at.pk}/declaration/")
    assert "details of which are withheld" in Declaration.objects.get().nature


def test_a_withheld_interest_is_not_looked_at_for_the_clerk(inside, meeting):
    interest = registered(inside, body="Vale Hall Trust", text="Quillfeather")
    with inside.inside("draft:interest:*", "draft:board:*"):
        notifying.withhold(interest, because="Threats", by=inside.users["admin"])
    assert "Quillfeather" not in page(inside, meeting)


@pytest.mark.parametrize("who", ["parish", "resident", "clerk"])
def test_nobody_declares_for_another(inside, meeting, who):
    interest, at = registered(inside, body="Vale Hall Trust"), meeting.items.get(title="Grants")
    answer = inside.client(who).post(f"/desk/interests/{interest.pk}/items/{at.pk}/declaration/")
    assert answer.status_code == 404
    assert not Declaration.objects.exists()


def test_a_member_declares_in_no_item_that_is_not_published(inside, meeting):
    interest = registered(inside, body="Vale Hall Trust")
    late = item(inside, meeting, "Added since", 3)
    answer = inside.client("county").post(f"/desk/interests/{interest.pk}/items/{late.pk}/declaration/")
    assert answer.status_code == 404


@pytest.mark.parametrize("who", ["county", "partner", "resident"])
def test_members_do_not_read_the_officers_list(inside, meeting, who):
    assert inside.client(who).get(f"/manage/meetings/{meeting.pk}/interests/").status_code == 403


@pytest.mark.parametrize(
    ("name", "words", "is_named"),
    [
        ("Vale Trust", "to the vale\n trust, which", True),
        ("Vale Trust", "the Vale Trusts", False),
        ("A.B. (Vale)", "A.B. (Vale) asked", True),
        ("Ion", "an ion", False),
        ("", "anything", False),
    ],
)
def test_a_name_is_found_as_whole_words(name, words, is_named):
    assert foreseeing.names_in(name, words) is is_named


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_asks_few_queries(inside, meeting, rows, django_assert_max_num_queries):
    for number in range(rows):
        registered(inside, text=f"Trustee {number}", body="Vale Hall Trust")
    client = inside.client("clerk")
    with django_assert_max_num_queries(20):
        client.get(f"/manage/meetings/{meeting.pk}/interests/")
