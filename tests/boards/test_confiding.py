"""Confidential notices of sensitive issues: to named people alone, each opening kept (B8)."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from boards import confiding
from boards.models import SensitiveCopy, SensitiveNotice
from boards.tokens import sensitive_token
from foundation import tenancy
from foundation.models import Act, Message
from localities.models import Person
from tests.boards.drafts import a_meeting, an_item

SECRET = "The works will close"


@pytest.fixture
def notice(inside):
    tenancy.clear("draft:sensitive:*")
    item = an_item(inside, a_meeting(inside), "Jobs in the valley")
    return confiding.confide(
        item, subject="Closure", text=SECRET, until=timezone.localdate() + datetime.timedelta(days=9),
        people=[inside.people["county"]], by=inside.users["clerk"],
    )  # fmt: skip


def link(cast, notice, who="county") -> str:
    return f"/confidential/{sensitive_token(notice, cast.people[who])}/"


def day(**more) -> dict[str, int]:
    at = timezone.localdate() + datetime.timedelta(**more)
    return {"until-day": at.day, "until-month": at.month, "until-year": at.year}


def test_the_named_person_reads_it_by_the_button_and_that_is_kept(inside, notice):
    stranger, clerk = inside.client(), inside.client("clerk")
    page = stranger.get(link(inside, notice))
    assert SECRET not in page.content.decode() and "Closure" not in page.content.decode()
    assert "Not opened." in clerk.get(f"/manage/sensitive/{notice.pk}/").content.decode()
    for _ in range(2):
        assert SECRET in stranger.post(link(inside, notice)).content.decode()
    assert ", 2 times in all" in clerk.get(f"/manage/sensitive/{notice.pk}/").content.decode()
    with inside.inside():
        assert list(Act.objects.filter(verb="opened").values_list("by_name", flat=True)) == ["County of Testshire"] * 2


def test_the_mail_and_the_log_say_nothing_of_it(inside, notice):
    tenancy.clear("draft:mail:*")
    letter = Message.objects.get(template="sensitive_notice")
    assert letter.to_address == "county@testshire.example" and link(inside, notice) in letter.body_text
    said = repr([letter.subject, letter.body_text, letter.body_html, *Act.objects.values_list("target_name", "detail")])
    assert not any(word in said for word in (SECRET, "Closure", "Jobs in the valley"))


@pytest.mark.parametrize("who", ["chair", "county", "auditor", "resident", None])
def test_who_does_not_issue_them_finds_none(inside, notice, who):
    client = inside.client(who)
    for path in (f"/manage/sensitive/{notice.pk}/", f"/manage/meetings/{notice.item.meeting_id}/sensitive/"):
        answer = client.get(path)
        assert answer.status_code in (302, 403, 404) and "Closure" not in answer.content.decode()


def test_no_row_shows_to_whoever_reads_drafts(inside, elsewhere, notice):
    address = link(inside, notice)
    with inside.inside():
        assert not SensitiveNotice.objects.exists() and not SensitiveCopy.objects.exists()
    assert elsewhere.client("admin").get(f"/manage/sensitive/{notice.pk}/").status_code == 404
    assert elsewhere.client().post(address).status_code == 404


def test_what_was_taken_back_or_ended_opens_no_more(inside, notice, caplog):
    address, stranger = link(inside, notice), inside.client()
    assert stranger.post("/confidential/made-up/").status_code == 404
    tenancy.clear("draft:sensitive:*")
    SensitiveNotice.objects.update(until=timezone.localdate() - datetime.timedelta(days=1))
    assert stranger.post(address).status_code == 410
    with inside.inside("draft:sensitive:*"):
        SensitiveNotice.objects.update(until=timezone.localdate())
    inside.client("clerk").post(f"/manage/sensitive/{notice.pk}/end/")
    answer = stranger.post(address)
    assert answer.status_code == 410 and SECRET not in answer.content.decode() and "has ended" in caplog.text
    with inside.inside("draft:sensitive:*"):
        assert SensitiveCopy.objects.get().opened_at is None
        with pytest.raises(ValidationError, match="has ended"):
            confiding.confide_also(notice, [inside.people["chair"]], by=inside.users["clerk"])


def test_the_clerk_issues_one_and_adds_a_person(inside, notice):
    client = inside.client("clerk")
    path = f"/manage/meetings/{notice.item.meeting_id}/agenda/items/{notice.item_id}/sensitive/"
    typed = {"subject": "Closure", "text": SECRET, **day(days=5)}
    for bad in (
        {},
        {"others": "nobody@nowhere.example"},
        {"people": [0]},
        {"others": "county@testshire.example", **day(days=-1)},
    ):
        assert "There is a problem" in client.post(path, {**typed, **bad}).content.decode()
    told = client.post(path, {**typed, "others": "COUNTY@testshire.example"}, follow=True)
    assert "County of Testshire" in told.content.decode()
    new = told.redirect_chain[-1][0]
    assert "who has no copy yet" in client.post(new, {"others": "county@testshire.example"}).content.decode()
    assert (
        "1 more person has it"
        in client.post(new, {"people": [inside.people["chair"].pk]}, follow=True).content.decode()
    )


def test_a_person_without_an_address_is_refused(inside, notice):
    person = Person.objects.create(name="No Mail")
    with pytest.raises(ValidationError, match="No email address is known of No Mail"):
        confiding.confide_also(notice, [person], by=inside.users["clerk"])


def test_the_pages_cost_the_same_with_1_and_with_30(inside, notice, django_assert_max_num_queries):
    tenancy.clear("draft:sensitive:*")
    client = inside.client("clerk")
    pages = (f"/manage/sensitive/{notice.pk}/", f"/manage/meetings/{notice.item.meeting_id}/sensitive/")
    for number in (1, 29):
        for page in pages:
            with django_assert_max_num_queries(16):
                client.get(page)
        with inside.inside("draft:sensitive:*"):
            people = [Person.objects.create(name=f"P {n}", email=f"p{n}-{number}@x.example") for n in range(number)]
            SensitiveCopy.objects.bulk_create(
                SensitiveCopy(board=notice.board, notice=notice, person=p, email=p.email, token_hash=p.email)
                for p in people
            )
    for page in pages:
        with django_assert_max_num_queries(16):
            client.get(page)
