"""Skills: a person's own words and consent, found by officers, read by everybody where the person says so (A9, A41)."""

import pytest

from foundation import tenancy
from localities import matching, offering
from localities.leaving import leave
from localities.models import Person, Skill

MINE = "/desk/skills/"
SAID = {"name": "Chairing", "experience": "Two schools", "readers": "officers", "consent": "on"}


@pytest.fixture
def skill(inside):
    """What the county member told the officers."""
    tenancy.clear("draft:skill:*")
    county = inside.people["county"]
    return offering.offer(county, name="Chairing", experience="Schools", is_public=False, by=inside.users["county"])


def test_a_member_says_what_they_can_do_and_officers_find_it(inside):
    assert inside.client("county").post(MINE, SAID).status_code == 302
    page = inside.client("clerk").get("/manage/skills/", {"q": "who has chaired"}).content.decode()
    assert "County of Testshire" in page and "Two schools" in page
    assert (
        "Nobody has said that they can do this" in inside.client("clerk").get("/manage/skills/?q=law").content.decode()
    )


@pytest.mark.parametrize("wrong", [{"consent": ""}, {"name": ""}, {"readers": "nobody"}, {"name": "x" * 121}])
def test_nothing_is_kept_without_words_and_consent(inside, wrong):
    page = inside.client("county").post(MINE, {**SAID, **wrong}).content.decode()
    tenancy.clear("draft:skill:*")
    assert "There is a problem" in page and not Skill.objects.exists()


def test_the_same_is_not_said_twice(inside, skill):
    page = inside.client("county").post(MINE, SAID).content.decode()
    assert "You have said this already" in page


def test_only_the_person_changes_and_takes_back_what_they_said(inside, elsewhere, skill):
    for other in (inside.client("parish"), inside.client("clerk"), elsewhere.client("admin")):
        assert other.post(f"{MINE}{skill.pk}/", SAID).status_code == 404
        assert other.post(f"{MINE}{skill.pk}/removal/").status_code == 404
    assert inside.client("county").post(f"{MINE}{skill.pk}/", {**SAID, "name": "Law"}).status_code == 302
    inside.client("county").post(f"{MINE}{skill.pk}/removal/")
    assert not Skill.objects.exists()


def test_the_public_reads_only_what_the_person_opened(inside, skill):
    path = f"/members/{skill.person_id}/"
    assert "Chairing" not in inside.client().get(path).content.decode()
    with inside.inside("nothing:"):
        assert not Skill.objects.exists()
    inside.client("county").post(f"{MINE}{skill.pk}/", {**SAID, "readers": "everybody"})
    assert "Chairing" in inside.client().get(path).content.decode()


def test_members_do_not_search_each_other(inside, skill):
    assert inside.client("parish").get("/manage/skills/").status_code == 403


def test_who_leaves_is_found_no_more(inside, skill):
    leave(inside.people["county"], by=inside.users["admin"])
    assert not Skill.objects.exists() and matching.who_could("chair") == []


@pytest.mark.parametrize("words", ["", "a", "!!! & | <->", "chair' OR 1=1", "or or or", "x" * 3000])
def test_any_words_may_be_matched(inside, skill, words):
    assert len(matching.who_could(words)) <= 1


@pytest.mark.parametrize("people", [1, 30])
def test_the_search_costs_the_same_for_thirty(inside, django_assert_max_num_queries, people):
    tenancy.clear("draft:skill:*")
    for number in range(people):
        person = Person.objects.create(name=f"Person {number}")
        offering.offer(person, name="Grants", experience="", is_public=False, by=inside.users["clerk"])
    client = inside.client("clerk")
    with django_assert_max_num_queries(20):
        assert f"{people} fit" in client.get("/manage/skills/?q=grant").content.decode()
