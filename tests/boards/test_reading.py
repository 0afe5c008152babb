"""Changed since you read it: per paper, with its date, on the page of the meeting and on the desk, until it is seen."""

import pytest
from django.test import Client

from boards import reading, withdrawing
from boards.models import AgendaItem, Meeting, Reading, Report, ReportSection
from tests.boards.papers import drafted, publish, report

HEADING = "Changed since you read it"


def set_stage(cast):
    """A meeting with one report, published and read by a county member."""
    made = drafted(cast, items=3, weeks=1)
    publish(cast, made)
    cast.client("county").get(made.get_absolute_url())
    return made


@pytest.fixture
def meeting(made):
    return made


def supplement(cast, meeting) -> Report:
    """Publish a supplement with a new report, in which the first one is changed."""
    with cast.inside():
        late = report(cast, AgendaItem.objects.get(meeting=meeting, position=3), "A late report")
        text = ReportSection.objects.filter(report__title="Evening buses: options").exclude(text="").get()
        text.text = "<p>Other words.</p>"
        text.save()
        publish(cast, meeting, reason="supplement", note="A late report.")
        return late


def page(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


def unread(cast, who: str, meeting) -> dict[str, str]:
    with cast.inside(f"self:user:{cast.users[who].pk}"):
        meeting = Meeting.objects.select_related("agenda_edition", "board").get(pk=meeting.pk)
        found = reading.unread(cast.users[who], [meeting]).get(meeting.pk, [])
    return {news.title: news.what for news in found}


def test_a_member_sees_which_papers_were_added_and_changed_until_each_is_opened(inside, meeting):
    late, county = supplement(inside, meeting), inside.client("county")
    shown = page(county, meeting.get_absolute_url())
    assert HEADING in shown
    assert unread(inside, "county", meeting) == {"A late report": "added", "Evening buses: options": "changed"}
    assert "A late report" in page(county, "/desk/") and "2 papers changed" in page(county, "/desk/")
    county.get(f"{meeting.get_absolute_url()}papers/report-{late.pk}/")
    assert unread(inside, "county", meeting) == {"Evening buses: options": "changed"}
    assert HEADING in page(county, meeting.get_absolute_url())  # the other stays until it is seen


def test_who_has_seen_all_says_so_and_what_comes_after_that_is_new_again(inside, meeting):
    supplement(inside, meeting)
    county, address = inside.client("county"), meeting.get_absolute_url()
    county.post(f"{address}seen/", {"number": "2"})
    assert unread(inside, "county", meeting) == {} and HEADING not in page(county, address)
    with inside.inside():
        meeting = Meeting.objects.get(pk=meeting.pk)
        key = meeting.agenda_edition.parts.filter(kind="report").first().key
        withdrawing.withdraw_paper(
            meeting, key, by=inside.users["clerk"], because="It named a private person.", ground="personal"
        )
    assert set(unread(inside, "county", meeting).values()) == {"withdrawn"}


@pytest.mark.parametrize("number", ["99", "-1", "x", "", "99999999999"])
def test_nobody_has_seen_what_was_not_published_yet(inside, meeting, number):
    county, address = inside.client("county"), meeting.get_absolute_url()
    county.post(f"{address}seen/", {"number": number})
    supplement(inside, meeting)
    assert len(unread(inside, "county", meeting)) == 2


def test_each_person_has_their_own_list_and_a_stranger_none(inside, meeting, elsewhere):
    supplement(inside, meeting)
    address = meeting.get_absolute_url()
    assert HEADING not in page(inside.client("parish"), address)  # they read it for the first time
    assert HEADING not in page(inside.client(), address)
    assert inside.client().post(f"{address}seen/", {"number": "2"}).status_code == 302
    assert elsewhere.client("clerk").post(f"{address}seen/", {"number": "2"}).status_code == 404
    with inside.inside(f"self:user:{inside.users['parish'].pk}"):
        assert {row.user_id for row in Reading.objects.all()} == {inside.users["parish"].pk}
