"""Members of the wards that items affect are told before the agenda is published, and that is kept (B7)."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from boards import checking, exempting, forewarning
from boards.models import AgendaItem, ItemPlace, Meeting, Override, Report, WardNotice
from boards.publishing import NotPublished, publish_agenda
from foundation import tenancy
from foundation.models import Message
from localities.models import Area, Mandate, Person
from tests.boards.drafts import a_meeting, a_report, an_item
from tests.boards.pages import send


@pytest.fixture
def ward(inside):
    return Area.objects.get(kind="ward", name="Hill")


@pytest.fixture
def item(inside, ward):
    """An item that affects Hill, whose member is no member of the board."""
    person = Person.objects.create(name="Ward member of Hill", email="hill@wards.example")
    Mandate.objects.create(person=person, council=inside.organisations["district"], area=ward)
    item = an_item(inside, a_meeting(inside), "Closing the library")
    forewarning.name_places(item, [ward], by=inside.users["clerk"])
    return item


def in_the_way(meeting) -> list[str]:
    return [obstacle.words for obstacle in checking.prepare(meeting).obstacles if obstacle.rule == "wards"]


def letters() -> list[Message]:
    tenancy.clear("draft:mail:*")
    return list(Message.objects.filter(template="ward_notice"))


def test_who_was_not_told_in_time_is_named_when_publishing(inside, item):
    (words,) = in_the_way(item.meeting)
    assert "24 hours before publication, and were not: Ward member of Hill (Hill)." in words
    forewarning.forewarn(item.meeting, by=inside.users["clerk"])
    assert in_the_way(item.meeting)  # told a moment ago
    WardNotice.objects.update(told_at=timezone.now() - datetime.timedelta(hours=25))
    assert not in_the_way(item.meeting)


def test_a_board_sets_its_hours_or_tells_nobody(inside, item):
    board = item.meeting.board
    for hours, wanted in ((0, 0), (1, 1), (None, 0)):
        board.ward_notice_hours = hours
        board.save()
        if hours == 0:
            forewarning.forewarn(item.meeting, by=inside.users["clerk"])
        assert len(in_the_way(item.meeting)) == wanted


def test_the_clerk_tells_once_and_the_proof_stays(inside, item):
    client, path = inside.client("clerk"), f"/manage/meetings/{item.meeting_id}/wards/"
    assert "Tell 1 member now" in client.get(path).content.decode()
    client.post(path)
    told = client.post(path, follow=True).content.decode()
    assert "has been told" in told and "Told " in told and "by Clerk of" in told
    (letter,) = letters()
    assert letter.to_address == "hill@wards.example" and "Closing the library (Hill)" in letter.body_text
    forewarning.keep_outcome(WardNotice.objects.get().pk, Message(failed_at=timezone.now(), failure="No such box"))
    assert "No such box" in client.get(path).content.decode()
    assert forewarning.forewarn(item.meeting, by=inside.users["clerk"]) == 1


def test_the_report_says_who_was_told(inside, ward, item):
    report = a_report(inside, meeting=item.meeting, title="Selling the hall")
    forewarning.name_places(report.item, [ward], by=inside.users["clerk"])
    forewarning.forewarn(item.meeting, by=inside.users["clerk"])
    report = Report.objects.get(pk=report.pk)
    assert report.wards_notified == "yes" and report.wards_notified_note.startswith("Ward member of Hill (Hill), ")
    assert len(letters()) == 1


def test_the_mail_tells_nothing_of_an_exempt_item(inside, item):
    exempting.mark(
        item.meeting, f"item:{item.pk}", by=inside.users["clerk"], paragraph=3, public_title="A property",
        summary="A site", reason="Bargaining", officer="The monitoring officer",
        review_on=item.meeting.date + datetime.timedelta(days=90),
    )  # fmt: skip
    forewarning.forewarn(item.meeting, by=inside.users["clerk"])
    (letter,) = letters()
    assert "A property (Hill)" in letter.body_text and "library" not in letter.body_text + letter.subject


def test_publishing_without_it_asks_for_the_reason_and_keeps_it(inside, item):
    said = {"notice": "It is urgent", "invitations": "By telephone"}
    with pytest.raises(NotPublished, match="Ward member of Hill"):
        publish_agenda(item.meeting, by=inside.users["clerk"], reasons=said)
    publish_agenda(item.meeting, by=inside.users["clerk"], reasons={**said, "wards": "Told by telephone"})
    assert Override.objects.get(rule="wards").reason == "Told by telephone"
    assert not in_the_way(Meeting.objects.get(pk=item.meeting_id))  # what is published needs no notice before


def test_places_are_those_of_the_locality_and_stay_within_it(inside, ward, item, elsewhere):
    client, path = inside.client("clerk"), f"/manage/meetings/{item.meeting_id}/agenda/items/{item.pk}/places/"
    page = client.get(path).content.decode()
    assert "Hill (district ward)" in page and "Testshire (county)" not in page
    with inside.inside():
        county = Area.objects.get(kind="county").pk
    assert "There is a problem" in send(client, path, {"areas": [county]}).content.decode()
    send(client, path, {"areas": []})
    with inside.inside():
        assert not ItemPlace.objects.exists()
    assert inside.client("county").get(path).status_code == 404
    assert elsewhere.client("clerk").get(path).status_code == 404


def test_nobody_reads_it_outside_the_board(inside, item):
    forewarning.forewarn(item.meeting, by=inside.users["clerk"])
    with inside.inside("nothing"):
        assert not ItemPlace.objects.exists() and not WardNotice.objects.exists()


def test_nobody_left_is_said(inside, item):
    ItemPlace.objects.all().delete()
    with pytest.raises(ValidationError, match="has been told"):
        forewarning.forewarn(item.meeting, by=inside.users["clerk"])


def test_the_page_costs_the_same_with_1_and_with_30(inside, ward, item, django_assert_max_num_queries):
    client, path = inside.client("clerk"), f"/manage/meetings/{item.meeting_id}/wards/"
    with django_assert_max_num_queries(14):
        client.get(path)
    with inside.inside():
        more = AgendaItem.objects.bulk_create(
            AgendaItem(board=item.board, meeting=item.meeting, title=f"More {place}", position=50 + place)
            for place in range(29)
        )
        ItemPlace.objects.bulk_create(ItemPlace(board=item.board, item=row, area=ward) for row in more)
    with django_assert_max_num_queries(14):
        client.get(path)
