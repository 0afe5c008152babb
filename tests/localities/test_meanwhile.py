"""Two officers at one record: the later save is told what was saved meanwhile, and may replace it."""

import uuid

import pytest

from localities.models import Locality, Organisation, Person, Post, PostLocality
from tests.boards.at_once import overtaken
from tests.cast import SINCE, make_cast
from tests.localities.test_people import days
from tests.seeing import seen


def test_the_later_save_is_told_at_each_field_and_sent_again_replaces(inside):
    admin, person = inside.client("admin"), inside.people["county"]
    path = f"/manage/people/{person.pk}/change/"
    mark = seen(admin, path)
    admin.post(path, {"name": "Ann New", "email": "ann@new.example", **mark})
    mine = {"name": "Ann New", "email": "ann@mine.example", "phone": "01632 960001"}
    told = admin.post(path, mine | mark)
    page = told.content.decode()
    assert "Somebody else changed this meanwhile" in page and "“ann@new.example”" in page and "ann@mine.example" in page
    assert "Name is now" not in page and "Phone is now saved as empty" in page
    assert Person.objects.get(pk=person.pk).phone == ""
    again = {"saw": page.partition('name="saw" type="hidden" value="')[2].partition('"')[0]}
    assert admin.post(path, mine | again).status_code == 302
    assert Person.objects.get(pk=person.pk).email == "ann@mine.example"


@pytest.mark.parametrize("saw", ["", "x" * 200])
def test_a_form_that_does_not_say_what_it_saw_replaces_nothing(inside, saw):
    person = inside.people["county"]
    answer = inside.client("admin").post(f"/manage/people/{person.pk}/change/", {"name": "Blind", "saw": saw})
    page = answer.content.decode()
    assert answer.status_code == 200 and "Somebody else changed this meanwhile" in page
    assert "did not come back" not in page
    assert Person.objects.get(pk=person.pk).name == person.name


def test_what_is_kept_beside_the_record_counts_too(inside):
    admin, place = inside.client("admin"), inside.locality
    post = Post.objects.create(
        person=inside.people["county"], title="Manager", employer=inside.organisations["county"], starts_on=SINCE
    )
    path, sent = (
        f"/manage/posts/{post.pk}/",
        {"title": "Manager", "employer": post.employer_id, **days("starts_on", SINCE)},
    )
    mark = seen(admin, path)
    PostLocality.objects.create(post=post, locality=place)
    assert f"is now saved as “{place}”" in admin.post(path, sent | mark).content.decode()
    path = f"/manage/places/localities/{place.pk}/change/"
    mark = seen(admin, path)
    Locality.objects.filter(pk=place.pk).update(settings={"meets_elsewhere": True, "contact_name": "The Hill office"})
    page = admin.post(path, {"name": place.name, "how_it_works": "At dawn", **mark}).content.decode()
    assert "is now saved as ticked" in page and "“The Hill office”" in page


@pytest.fixture
def alone(transactional_db):
    """A partnership of its own, committed."""
    return make_cast(f"both-{uuid.uuid4().hex[:8]}")


def test_who_waits_for_the_other_is_told(alone):
    admin, body = alone.client("admin"), alone.organisations["police"]
    path = f"/manage/organisations/{body.pk}/change/"
    sent = {"kind": "police", "name": "Mine", **seen(admin, path)}

    def rename():
        Organisation.objects.filter(pk=body.pk).update(name="Theirs")

    answer = overtaken(alone, rename, lambda: admin.post(path, sent))
    assert "“Theirs”" in answer.content.decode()
    with alone.inside():
        assert Organisation.objects.get(pk=body.pk).name == "Theirs"
