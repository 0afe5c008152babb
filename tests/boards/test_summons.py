"""The pages of a summons: the proof for officers, the answer by link and by account."""

import datetime

import pytest
from django.utils import timezone

from boards import changing_meetings, summoning
from boards.models import LegalStatus, Meeting, SeatHolding, Summons
from boards.tokens import token
from foundation.models import Act
from localities.models import Person
from tests.boards.dates import held
from tests.cast import browser

SINCE = datetime.date(2024, 5, 6)


@pytest.fixture
def meeting(inside) -> Meeting:
    found = held(inside)
    summoning.summon(found, by=inside.users["clerk"])
    found.refresh_from_db()
    return found


def of(cast, meeting: Meeting, who: str = "county") -> Summons:
    return Summons.objects.get(meeting=meeting, person=cast.people[who])


def link(cast, meeting: Meeting, who: str = "county") -> str:
    return f"/reply/{token(of(cast, meeting, who))}/"


def test_opening_the_link_changes_nothing_however_often_a_scanner_does(inside, meeting):
    address = link(inside, meeting)
    for _ in range(3):
        page = inside.client().get(address)
        assert page.status_code == 200 and inside.client().head(address).status_code == 200
    assert of(inside, meeting).reply == "" and not Act.objects.filter(verb="answered").exists()
    assert page["Referrer-Policy"] == "same-origin" and "no-store" in page["Cache-Control"]


def test_an_answer_needs_no_account_and_may_be_changed(inside, meeting):
    address, client = link(inside, meeting), inside.client()
    answer = client.post(address, {"reply": "attending", "note": "By wheelchair"})
    assert answer.status_code == 302 and answer.url == address
    assert "You answered" in client.get(address).content.decode()
    client.post(address, {"reply": "apologies", "note": ""})
    summons = of(inside, meeting)
    assert (summons.reply, summons.note, summons.replied_by_link) == ("apologies", "", True)


def test_the_same_answer_sent_twice_is_one_answer(inside, meeting):
    client = inside.client()
    for _ in range(2):
        assert client.post(link(inside, meeting), {"reply": "attending"}).status_code == 302
    assert of(inside, meeting).reply == "attending"


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({}, "Select whether you can come"),
        ({"reply": "perhaps"}, "from what the list offers now"),
        ({"reply": "virtual"}, "from what the list offers now"),  # it is held in a hall
        ({"reply": "substitute"}, "Enter the name of the substitute"),
        ({"reply": "apologies", "note": "x" * 1001}, "1000 characters or fewer"),
    ],
)
def test_an_answer_that_is_none_is_told_at_its_field(inside, meeting, sent, message):
    page = inside.client().post(link(inside, meeting), sent)
    assert page.status_code == 200 and message in page.content.decode()
    assert of(inside, meeting).reply == ""


def test_a_substitute_is_chosen_from_the_seat_or_named(inside):
    holder = SeatHolding.objects.get(board=inside.board, person=inside.people["county"])
    stand_in = Person.objects.create(name="Stand In", email="stand-in@x.example")
    SeatHolding.objects.create(
        board=inside.board, seat=holder.seat, person=stand_in, substitute_for=holder, starts_on=SINCE
    )
    meeting, client = held(inside), inside.client()
    summoning.summon(meeting, by=inside.users["clerk"])
    address = link(inside, meeting)
    assert "Select who attends" in client.post(address, {"reply": "substitute"}).content.decode()
    stranger = client.post(address, {"reply": "substitute", "substitute": str(inside.people["partner"].pk)})
    assert "from what the list offers now" in stranger.content.decode()
    client.post(address, {"reply": "substitute", "substitute": str(stand_in.pk)})
    assert of(inside, meeting).substitute == stand_in
    client.post(address, {"reply": "substitute", "substitute": "other", "substitute_name": "Cllr Other"})
    assert of(inside, meeting).stand_in == "Cllr Other"


@pytest.mark.parametrize("end", ["x", "A" * 43, "%00", "%F0%9F%92%A9", "../"])
def test_a_tampered_link_leads_to_a_plain_page_that_reveals_nothing(inside, meeting, end):
    page = inside.client().get(f"/reply/{end}/")
    assert page.status_code == 404
    assert "Hill and Vale" not in page.content.decode() and str(inside.people["county"]) not in page.content.decode()


def test_a_link_of_one_partnership_says_nothing_at_another(inside, elsewhere, meeting):
    page = elsewhere.client().get(link(inside, meeting))
    assert page.status_code == 404 and "Hill and Vale" not in page.content.decode()


@pytest.mark.parametrize("state", ["begun", "cancelled"])
def test_a_link_that_comes_too_late_is_gone(inside, meeting, state):
    address = link(inside, meeting)
    if state == "begun":
        Meeting.objects.filter(pk=meeting.pk).update(starts_at=timezone.now() - datetime.timedelta(minutes=1))
    else:
        changing_meetings.cancel(meeting, because="Snow", by=inside.users["clerk"])
    for page in (inside.client().get(address), inside.client().post(address, {"reply": "attending"})):
        assert page.status_code == 410 and str(inside.people["county"]) not in page.content.decode()
    assert of(inside, meeting).reply == ""


def test_a_link_shows_its_own_summons_and_no_other(inside, meeting):
    page = inside.client().get(link(inside, meeting)).content.decode()
    assert str(inside.people["county"]) in page and str(inside.people["parish"]) not in page


def test_a_member_answers_from_the_desk(inside, meeting):
    client = inside.client("county")
    address = f"/desk/meetings/{meeting.pk}/reply/"
    assert client.get(f"{address}?reply=apologies").context["form"].initial["reply"] == "apologies"
    assert of(inside, meeting).reply == ""
    assert client.post(address, {"reply": "apologies"}).url == "/desk/"
    assert of(inside, meeting).reply == "apologies" and not of(inside, meeting).replied_by_link


def test_only_those_summoned_can_answer_from_the_desk(inside, elsewhere, meeting):
    address = f"/desk/meetings/{meeting.pk}/reply/"
    assert {who: inside.client(who).get(address).status_code for who in ("clerk", "admin", "resident", "auditor")} == {
        "clerk": 404, "admin": 404, "resident": 404, "auditor": 404,
    }  # fmt: skip
    assert inside.client().get(address).status_code == 302
    assert browser(inside, elsewhere.users["clerk"]).get(address).status_code == 404


def test_the_proof_says_who_was_told_how_and_what_they_answered(inside, meeting):
    Summons.objects.filter(person=inside.people["parish"]).update(failed_at=timezone.now(), failure="No such mailbox.")
    inside.client().post(link(inside, meeting), {"reply": "apologies", "note": "On leave"})
    page = inside.client("clerk").get(f"/manage/meetings/{meeting.pk}/summons/").content.decode()
    for words in ("1 of those entitled was not told", "No such mailbox.", "Apologies", "On leave", "by the link"):
        assert words in page


def test_a_statutory_board_is_told_that_publication_waits_for_the_summons(inside):
    inside.board.__class__.objects.filter(pk=inside.board.pk).update(legal_status=LegalStatus.JOINT)
    meeting = held(inside)
    assert [finding.blocks for finding in summoning.invitations(Meeting.objects.get(pk=meeting.pk))] == [True]


def test_the_clerk_summons_with_one_button_pressed_twice(inside):
    meeting, client = held(inside), inside.client("clerk")
    for _ in range(2):
        assert client.post(f"/manage/meetings/{meeting.pk}/summons/sending/").status_code == 302
    assert Summons.objects.filter(meeting=meeting).count() == 4


def test_the_clerk_records_who_was_told_by_post_and_what_was_answered_by_telephone(inside, meeting):
    client, summons = inside.client("clerk"), of(inside, meeting, "parish")
    told, answer = (f"/manage/meetings/{meeting.pk}/summons/{summons.pk}/{act}/" for act in ("telling", "answer"))
    assert client.get(told).status_code == client.get(answer).status_code == 200
    assert "There is a problem" in client.post(told, {"how": " "}).content.decode()
    assert client.post(told, {"how": "Letter of 5 June"}).status_code == 302
    assert client.post(answer, {"reply": "apologies"}).status_code == 302
    summons.refresh_from_db()
    assert (summons.told_how, summons.told_by, summons.reply) == (
        "Letter of 5 June",
        inside.users["clerk"],
        "apologies",
    )
    assert summons.replied_by_link is False


@pytest.mark.parametrize("act", ["telling", "answer"])
def test_only_officers_record_for_others(inside, elsewhere, meeting, act):
    address = f"/manage/meetings/{meeting.pk}/summons/{of(inside, meeting).pk}/{act}/"
    status = {who: inside.client(who).get(address).status_code for who in inside.users}
    assert status["clerk"] == status["admin"] == 200
    # A member sees no summons but their own, and that one is not theirs to record for.
    assert status["chair"] == status["auditor"] == 403
    assert status["resident"] == status["parish"] == 404
    assert browser(inside, elsewhere.users["clerk"]).get(address).status_code == 404
    assert inside.client().get(address).status_code == 302


def test_a_summons_of_another_meeting_is_not_found_under_this_one(inside, meeting):
    other = held(inside, weeks=9)
    address = f"/manage/meetings/{other.pk}/summons/{of(inside, meeting).pk}/answer/"
    assert inside.client("clerk").get(address).status_code == 404


@pytest.mark.parametrize("who", ["chair", "auditor", "county", "resident"])
def test_readers_summon_nobody(inside, who):
    meeting = held(inside)
    assert inside.client(who).post(f"/manage/meetings/{meeting.pk}/summons/sending/").status_code == 403
    assert not Summons.objects.filter(meeting=meeting).exists()


def test_the_outsider_summons_nobody(inside, elsewhere):
    meeting = held(inside)
    address = f"/manage/meetings/{meeting.pk}/summons/sending/"
    assert elsewhere.client("clerk").post(address).status_code == 404
    assert browser(inside, elsewhere.users["clerk"]).post(address).status_code == 403
    assert inside.client().post(address).status_code == 302
    assert not Summons.objects.filter(meeting=meeting).exists()
