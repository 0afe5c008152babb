"""Officers keep people, what they were elected to and the posts they hold."""

import datetime
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from boards.models import BoardOffice, SeatHolding
from foundation.models import Act
from localities.leaving import leave
from localities.mandating import overlap
from localities.models import Area, Mandate, Organisation, Person, PoliticalGroup, Post
from tests.cast import SINCE, browser
from tests.seeing import seen

PAGES = (
    "/manage/people/",
    "/manage/people/new/",
    "/manage/people/ending/",
    "/manage/people/{}/",
    "/manage/people/{}/change/",
    "/manage/people/{}/leaving/",
    "/manage/people/{}/mandates/new/",
    "/manage/people/{}/posts/new/",
)


def days(name: str, day: datetime.date) -> dict[str, str]:
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


@pytest.mark.parametrize("path", PAGES)
def test_who_may_open_the_pages(inside, elsewhere, path):
    path = path.format(inside.people["county"].pk)
    assert inside.client("admin").get(path).status_code == 200
    assert "/accounts/login/" in inside.client().get(path).headers["Location"]
    assert inside.client("resident").get(path).status_code == 403
    assert inside.client("county").get(path).status_code == 403
    assert browser(inside, elsewhere.users["admin"]).get(path).status_code == 403
    if str(inside.people["county"].pk) in path:
        assert elsewhere.client("admin").get(path).status_code == 404


def test_a_clerk_adds_people_and_mandates_and_changes_nothing_else(inside):
    clerk, person = inside.client("clerk"), inside.people["county"]
    assert clerk.post("/manage/people/new/", {"name": "Ann  Added"}).status_code == 302
    assert Person.objects.filter(name="Ann Added").exists()
    assert clerk.get(f"/manage/people/{person.pk}/mandates/new/").status_code == 200
    for path in ("change/", "leaving/", "posts/new/"):
        assert clerk.get(f"/manage/people/{person.pk}/{path}").status_code == 403
    assert clerk.get(f"/manage/mandates/{person.mandates.get().pk}/").status_code == 403
    assert b"Change name" not in clerk.get(f"/manage/people/{person.pk}/").content


def test_an_auditor_reads_and_adds_nothing(inside):
    auditor = inside.client("auditor")
    assert auditor.get("/manage/people/").status_code == 200
    assert auditor.post("/manage/people/new/", {"name": "Nobody"}).status_code == 403


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"name": " "}, "Enter the name"),
        ({"name": "x" * 161}, "160 characters or fewer"),
        ({"name": "A", "email": "not-an-address"}, "in the correct format"),
        ({"name": "A", "email": "CLERK@testshire.example"}, "has this address already"),
    ],
)
def test_a_person_that_cannot_be_is_refused_at_its_field(inside, sent, said):
    before = Person.objects.count()
    answer = inside.client("admin").post("/manage/people/new/", sent)
    assert answer.status_code == 200 and said in answer.content.decode()
    assert Person.objects.count() == before


def test_a_form_sent_twice_adds_one_person(inside, settings):
    settings.SENDING_WAIT_SECONDS = 0.25  # the first one's transaction never ends here
    admin, sent = inside.client("admin"), {"name": "Once Only", "sending": str(uuid.uuid4())}
    admin.post("/manage/people/new/", sent)
    admin.post("/manage/people/new/", sent)
    assert Person.objects.filter(name="Once Only").count() == 1


def test_a_change_is_kept_with_its_history_and_its_act(inside):
    person = inside.people["county"]
    admin, path = inside.client("admin"), f"/manage/people/{person.pk}/change/"
    admin.post(path, {"name": "New Name", "email": person.email} | seen(admin, path))
    assert person.history.values_list("name", flat=True)[0] == "New Name"
    assert Act.objects.filter(verb="changed", target_id=person.pk, target_kind="localities.person").exists()


def test_one_person_sits_in_three_tiers_at_once(inside):
    person = Person.objects.create(name="Tia Three")
    group = PoliticalGroup.objects.create(name="Independent")
    ward, division = Area.objects.get(kind="ward"), Area.objects.get(kind="division")
    path = f"/manage/people/{person.pk}/mandates/new/"
    for council, area in (("county", division), ("district", ward), ("parish", None)):
        sent = {
            "council": inside.organisations[council].pk, "area": area.pk if area else "", "group": group.pk,
            **days("starts_on", SINCE), "again": "1",
        }  # fmt: skip
        answer = inside.client("admin").post(path, sent)
        assert answer.headers["Location"] == path
    shown = inside.client("clerk").get(f"/manage/people/{person.pk}/").content.decode()
    assert person.mandates.count() == 3 and "Testshire County Council: Hill and Vale" in shown
    assert "Hill District Council: Hill" in shown and "Independent" in shown


def test_mandates_that_cannot_be_are_refused(inside):
    person, ward = inside.people["county"], Area.objects.get(kind="ward")
    path, admin = f"/manage/people/{person.pk}/mandates/new/", inside.client("admin")
    county, district = inside.organisations["county"], inside.organisations["district"]
    division = Area.objects.get(kind="division")

    def said(**sent) -> str:
        answer = admin.post(path, sent)
        assert answer.status_code == 200
        return answer.content.decode()

    assert "sits on Testshire County Council in that time" in said(council=county.pk, **days("starts_on", SINCE))
    wrong = said(council=district.pk, area=division.pk, **days("starts_on", SINCE))
    assert "is a county division: nobody is elected for it" in wrong
    late = days("starts_on", SINCE) | days("ends_on", SINCE - datetime.timedelta(days=1))
    assert "last day must not be before" in said(council=district.pk, area=ward.pk, **late)
    assert "must be a real date" in said(council=district.pk, **{**days("starts_on", SINCE), "starts_on-day": "32"})
    police = said(council=inside.organisations["police"].pk, **days("starts_on", SINCE))
    assert "from what the list offers now" in police
    assert person.mandates.count() == 1


def test_a_mandate_ends_on_a_day_and_another_may_follow(inside):
    mandate = inside.people["county"].mandates.get()
    path, admin = f"/manage/mandates/{mandate.pk}/ending/", inside.client("admin")
    early = admin.post(path, days("ends_on", SINCE - datetime.timedelta(days=1)))
    assert "must be 6 May 2024 or later" in early.content.decode()
    assert "Enter the last day" in admin.post(path, {}).content.decode()
    last = datetime.date(2025, 5, 5)
    admin.post(path, days("ends_on", last))
    mandate.refresh_from_db()
    assert mandate.ends_on == last
    sent = {"council": mandate.council_id, **days("starts_on", last + datetime.timedelta(days=1))}
    assert admin.post(f"/manage/people/{mandate.person_id}/mandates/new/", sent).status_code == 302


def test_who_ends_a_post_sees_the_offices_that_go_on(inside):
    clerk = inside.people["clerk"]
    post = Post.objects.create(person=clerk, title="Manager", employer=inside.organisations["county"])
    shown = inside.client("admin").get(f"/manage/posts/{post.pk}/ending/").content.decode()
    assert "goes on until it is ended there" in shown and "Hill and Vale Locality Board" in shown


def test_open_ends_reach_for_ever():
    may, june = datetime.date(2025, 5, 1), datetime.date(2025, 6, 1)
    assert overlap((None, None), (june, june)) and overlap((may, june), (june, None))
    assert not overlap((may, may), (june, None)) and not overlap((june, None), (None, may))


def test_a_seconded_post_has_an_end_and_warns_before_it(inside):
    person, admin = inside.people["clerk"], inside.client("admin")
    path = f"/manage/people/{person.pk}/posts/new/"
    employer, host = inside.organisations["county"].pk, inside.organisations["district"].pk
    sent = {"title": "Locality manager", "employer": employer, "host": host, "localities": [inside.locality.pk]}
    sent |= days("starts_on", SINCE)
    assert "Enter the last day of the secondment" in admin.post(path, sent).content.decode()
    assert "another organisation than the employer" in admin.post(path, sent | {"host": employer}).content.decode()
    soon = timezone.localdate() + datetime.timedelta(days=60)
    assert admin.post(path, sent | days("ends_on", soon)).status_code == 302
    post = Post.objects.get()
    assert post.is_joint and [link.locality for link in post.locality_links.all()] == [inside.locality]
    assert "Ends soon" in admin.get(f"/manage/people/{person.pk}/").content.decode()
    assert "1 post ends in the next 60 days" in admin.get("/manage/people/").content.decode()
    assert "Locality manager" in admin.get("/manage/people/ending/").content.decode()
    later = sent | days("ends_on", soon + datetime.timedelta(days=1)) | {"localities": []}
    path = f"/manage/posts/{post.pk}/"
    assert admin.post(path, later | seen(admin, path)).status_code == 302
    assert not post.locality_links.exists()
    assert "No post ends" in admin.get("/manage/people/ending/").content.decode()
    assert admin.post(f"/manage/posts/{post.pk}/ending/", days("ends_on", timezone.localdate())).status_code == 302


def test_the_page_of_a_person_shows_seats_offices_and_the_way_in(inside):
    person = inside.people["chair"]
    shown = inside.client("admin").get(f"/manage/people/{person.pk}/").content.decode()
    assert "Hill and Vale Locality Board" in shown and "Chair" in shown
    assert "Signs in as chair@testshire.example" in shown
    guest = Person.objects.create(name="No Account", email="guest@new.example")
    shown = inside.client("admin").get(f"/manage/people/{guest.pk}/").content.decode()
    assert f"/manage/people/{guest.pk}/invitation/" in shown
    assert (
        f"/manage/people/{guest.pk}/invitation/"
        not in inside.client("clerk").get(f"/manage/people/{guest.pk}/").content.decode()
    )


def test_who_leaves_holds_nothing_any_more_and_may_come_back(inside):
    person, admin = inside.people["chair"], inside.client("admin")
    path = f"/manage/people/{person.pk}/leaving/"
    assert "has left" in admin.post(path, follow=True).content.decode()
    today = timezone.localdate()
    tomorrow = today + datetime.timedelta(days=1)
    assert not Mandate.objects.on(tomorrow).filter(person=person).exists()
    assert not SeatHolding.objects.on(tomorrow).filter(person=person).exists()
    assert not BoardOffice.objects.on(tomorrow).filter(person=person).exists()
    assert person.name not in admin.get("/manage/people/").content.decode()
    assert person.name in admin.get("/manage/people/?standing=left").content.decode()
    assert b"They are back" in admin.get(path).content
    admin.post(path)
    person.refresh_from_db()
    assert person.left_at is None


def test_nobody_locks_themselves_out(inside):
    with pytest.raises(ValidationError, match="yourself"):
        leave(inside.people["admin"], by=inside.users["admin"])
    answer = inside.client("admin").post(f"/manage/people/{inside.people['admin'].pk}/leaving/")
    assert "cannot do this to yourself" in answer.content.decode()


def test_the_list_is_searched_and_filtered(inside):
    def names(query: str) -> str:
        return inside.client("clerk").get(f"/manage/people/?{query}").content.decode()

    found = names("q=PARISH of")
    assert "Parish of Testshire" in found and "County of Testshire" not in found
    found = names(f"organisation={inside.organisations['county'].pk}")
    assert "County of Testshire" in found and "Parish of Testshire" not in found
    assert "Partner of" not in names("standing=members") and "Nobody is found" in names("standing=officers")
    assert "Nobody is found" in names("q=%00x") and "Nobody is found" in names("organisation=abc")


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_takes_the_same_queries_for_one_person_as_for_thirty(inside, number, django_assert_max_num_queries):
    county = Organisation.objects.get(kind="county")
    for n in range(number):
        person = Person.objects.create(name=f"Zed {n}")
        Mandate.objects.create(person=person, council=county, starts_on=SINCE)
        Post.objects.create(person=person, employer=county, title="Officer", starts_on=SINCE)
    admin = inside.client("admin")
    with django_assert_max_num_queries(14):
        assert admin.get("/manage/people/?q=Zed").status_code == 200
    last = Person.objects.order_by("pk").last()
    with django_assert_max_num_queries(20):
        assert admin.get(f"/manage/people/{last.pk}/").status_code == 200


def test_a_posts_pages_show_the_offices_that_rest_on_it(inside):
    admin, person = inside.client("admin"), inside.people["clerk"]
    employer = inside.organisations["county"]
    posts = [Post.objects.create(person=person, title=t, employer=employer, starts_on=SINCE) for t in ("A", "B")]
    office = BoardOffice.objects.create(
        board=inside.board, person=person, kind="lead", post=posts[0], subject="Roads", starts_on=SINCE
    )
    for page in ("", "ending/"):
        shown = admin.get(f"/manage/posts/{posts[0].pk}/{page}").content.decode()
        assert "Offices that rest on it" in shown and str(inside.board) in shown and "Lead officer, Roads" in shown
    assert "Lead officer, Roads" not in admin.get(f"/manage/posts/{posts[1].pk}/").content.decode()
    office.ends_on = SINCE
    office.save()
    assert "Lead officer, Roads" not in admin.get(f"/manage/posts/{posts[0].pk}/").content.decode()
