"""A member proposes an item, and the clerk answers with a reason."""

import pytest

from boards.models import ItemProposal
from foundation import mail, tenancy
from foundation.models import Message
from tests.boards.drafts import a_meeting


def set_stage(cast):
    return a_meeting(cast)


@pytest.fixture
def meeting(made):
    return made


@pytest.fixture
def address(meeting):
    return f"/manage/meetings/{meeting.pk}/agenda/"


PROPOSAL = {"title": "Speeding", "reason": "Three accidents since May.", "purpose": "discussion"}


def test_a_member_proposes_and_the_clerk_accepts(inside, meeting, address):
    inside.client("county").post(f"/meetings/{meeting.pk}/propose/", PROPOSAL)
    proposal = ItemProposal.objects.get(meeting=meeting)
    assert proposal.person == inside.people["county"]
    clerk = inside.client("clerk")
    assert "Three accidents" in clerk.get(address).content.decode()
    for _ in range(2):
        clerk.post(f"{address}proposals/{proposal.pk}/acceptance/")
    item = meeting.items.get()
    assert (item.title, item.proposed_by) == ("Speeding", inside.people["county"])
    assert "On the agenda" in inside.client("county").get(f"/meetings/{meeting.pk}/propose/").content.decode()


def test_the_clerk_declines_with_a_reason_that_the_member_reads(inside, meeting, address):
    inside.client("county").post(f"/meetings/{meeting.pk}/propose/", PROPOSAL)
    proposal = ItemProposal.objects.get(meeting=meeting)
    clerk = inside.client("clerk")
    refusal = f"{address}proposals/{proposal.pk}/refusal/"
    assert "There is a problem" in clerk.post(refusal, {"because": " "}).content.decode()
    clerk.post(refusal, {"because": "It is on the agenda in May."})
    assert "on the agenda in May" in inside.client("county").get(f"/meetings/{meeting.pk}/propose/").content.decode()
    clerk.post(f"{address}proposals/{proposal.pk}/acceptance/")
    assert not meeting.items.exists()


def test_the_clerk_is_told_of_a_proposal_and_the_member_of_the_answer_once(inside, meeting, address):
    inside.client("county").post(f"/meetings/{meeting.pk}/propose/", PROPOSAL)
    proposal = ItemProposal.objects.get(meeting=meeting)
    for _ in range(2):
        inside.client("clerk").post(f"{address}proposals/{proposal.pk}/refusal/", {"because": "Too late."})
    with tenancy.tenant(inside.partnership.pk, [mail.CLEARED]):
        sent = [(row.to_address, row.subject, row.body_text) for row in Message.objects.order_by("pk")]
    assert [address for address, *_ in sent] == [inside.people["clerk"].email, inside.people["county"].email]
    assert f"/manage/meetings/{meeting.pk}/agenda/" in sent[0][2]
    assert "Too late." in sent[1][2]


def test_a_member_sees_no_proposal_but_their_own(inside, meeting):
    inside.client("county").post(f"/meetings/{meeting.pk}/propose/", PROPOSAL)
    assert "Speeding" not in inside.client("parish").get(f"/meetings/{meeting.pk}/propose/").content.decode()


@pytest.mark.parametrize(("who", "status"), [("county", 200), ("partner", 200), ("clerk", 403), ("resident", 403)])
def test_who_may_propose(inside, meeting, who, status):
    assert inside.client(who).get(f"/meetings/{meeting.pk}/propose/").status_code == status


def test_a_proposal_without_a_reason_is_named_and_kept_in_the_form(inside, meeting):
    page = inside.client("county").post(f"/meetings/{meeting.pk}/propose/", {**PROPOSAL, "reason": ""})
    assert "There is a problem" in page.content.decode()
    assert 'value="Speeding"' in page.content.decode()
    assert not ItemProposal.objects.exists()


def test_a_meeting_that_is_over_takes_no_proposals(inside):
    meeting = a_meeting(inside, days=-3)
    page = inside.client("county").post(f"/meetings/{meeting.pk}/propose/", PROPOSAL)
    assert "takes no more proposals" in page.content.decode()
    assert not ItemProposal.objects.exists()


def test_an_outsider_can_neither_propose_nor_answer(inside, elsewhere, meeting):
    outsider = elsewhere.client("clerk")
    assert outsider.get(f"/meetings/{meeting.pk}/propose/").status_code == 404
