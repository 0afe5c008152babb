"""A referral to a board of another partnership: out by envelope, answered there, back by envelope."""

import pytest

from boards import referring, responding
from boards.models import Board, Referral
from foundation import corresponding
from foundation.envelopes import CLEARED
from foundation.models import Act, Envelope, Message
from foundation.tasks import deliver_envelope
from tests.boards.test_referrals import ASKED, TYPED, in_days, posted


def carry(*casts) -> None:
    """Deliver what these partnerships owe each other, twice: the second delivery changes nothing."""
    for _ in range(2):
        for cast in casts:
            with cast.inside(CLEARED):
                keys = list(Envelope.objects.filter(direction="out").order_by("pk").values_list("pk", flat=True))
            for key in keys:
                deliver_envelope(partnership_id=cast.partnership.pk, envelope_id=key)


@pytest.fixture
def agreed(inside, elsewhere):
    """The other partnership receives from here."""
    with elsewhere.inside():
        corresponding.agree(inside.partnership, by=elsewhere.users["admin"])
    carry(elsewhere)
    return elsewhere


def crossed(cast, other, *, due=20) -> Referral:
    """Return a referral to the other partnership's board, sent and delivered."""
    draft = referring.refer(
        cast.board, by=cast.users["clerk"], partner=other.partnership, partner_board=other.board.slug,
        body=f"{other.board}, {other.partnership.short_name}", due_on=in_days(due), **ASKED,
    )  # fmt: skip
    referral = referring.send(draft, by=cast.users["clerk"])
    carry(cast)
    referral.refresh_from_db()
    return referral


def there(other) -> Referral:
    return Referral.objects.select_related("to_board").get(partner__isnull=False)


def test_a_referral_crosses_is_answered_and_the_answer_crosses_back(inside, agreed):
    clerk = inside.client("clerk")
    to = f"partner:{agreed.partnership.pk}:{agreed.board.slug}"
    clerk.post("/manage/boards/hill-and-vale-board/referrals/new/", posted(to=to))
    referral = Referral.objects.get()
    assert referral.contact_email == "" and referral.to_name == "Hill and Vale Locality Board, Otherland"
    clerk.post(f"/manage/referrals/{referral.pk}/sending/")
    carry(inside)
    with agreed.inside(CLEARED, "draft:board:*", "draft:mail:*"):
        copy = there(agreed)
        assert (copy.to_board, copy.from_name) == (agreed.board, "Hill and Vale Locality Board, Testshire")
        assert Message.objects.filter(template="referral", to_address="clerk@otherland.example").count() == 1
    page = agreed.client().get(f"/referrals/{copy.pk}/").content.decode()
    assert "Pay for an evening bus." in page and "jo@cabinet.example" not in page
    assert agreed.client("clerk").post(f"/manage/referrals/{copy.pk}/answer/", TYPED).status_code == 302
    carry(agreed)
    with inside.inside("draft:mail:*"):
        referral.refresh_from_db()
        assert (referral.outcome, referral.answer) == ("partly", "Until March.")
        assert Message.objects.filter(template="referral_answered").count() == 1
    assert "Until March." in inside.client().get(referral.get_absolute_url()).content.decode()


def test_each_side_keeps_its_own_row_and_sees_no_other(inside, agreed):
    referral = crossed(inside, agreed)
    with agreed.inside():
        copy = there(agreed)
        assert copy.pk != referral.pk and not Referral.objects.filter(pk=referral.pk).exists()
        assert (copy.thread, copy.decision, copy.item, copy.sent_by) == (referral.thread, None, None, None)
    assert Referral.objects.filter(thread=referral.thread).count() == 1
    assert agreed.client("admin").get(f"/manage/referrals/{referral.pk}/").status_code == 404


def test_without_agreement_it_cannot_be_chosen_nor_sent(inside, elsewhere):
    clerk = inside.client("clerk")
    to = f"partner:{elsewhere.partnership.pk}:{elsewhere.board.slug}"
    page = clerk.post("/manage/boards/hill-and-vale-board/referrals/new/", posted(to=to))
    assert page.status_code == 200 and not Referral.objects.exists()
    draft = referring.refer(
        inside.board, by=inside.users["clerk"], partner=elsewhere.partnership, partner_board="x", body="X",
        due_on=in_days(9), **ASKED,
    )  # fmt: skip
    told = clerk.post(f"/manage/referrals/{draft.pk}/sending/", follow=True).content.decode()
    assert "does not take anything from here" in told and "Ask its administrator" in told
    draft.refresh_from_db()
    assert draft.sent_at is None


def test_an_agreement_that_ended_on_the_way_comes_back_as_a_refusal(inside, agreed):
    draft = referring.refer(
        inside.board, by=inside.users["clerk"], partner=agreed.partnership, partner_board=agreed.board.slug,
        body="Their board", due_on=in_days(9), **ASKED,
    )  # fmt: skip
    referral = referring.send(draft, by=inside.users["clerk"])
    with agreed.inside():
        corresponding.end(inside.partnership, by=agreed.users["admin"])
    carry(inside, agreed)
    referral.refresh_from_db()
    assert referral.outcome == "refused" and "has not agreed to receive" in referral.answer
    with agreed.inside():
        assert not Referral.objects.exists()


def test_a_board_that_is_gone_refuses_by_itself(inside, agreed):
    with agreed.inside():
        Board.objects.filter(pk=agreed.board.pk).update(live_from=None, shadow_from=None)
    referral = crossed(inside, agreed)
    assert referral.outcome == "refused" and "has no such board now" in referral.answer


def test_a_withdrawal_crosses_and_ends_the_clock_there(inside, agreed):
    referral = crossed(inside, agreed)
    referring.withdraw(referral, by=inside.users["clerk"], because="It is settled")
    carry(inside)
    with agreed.inside():
        copy = there(agreed)
        assert copy.withdrawn_because == "It is settled" and not copy.is_waiting
    assert (
        "It is settled" in agreed.client("clerk").post(f"/manage/referrals/{copy.pk}/answer/", TYPED).content.decode()
    )


def test_an_answer_that_meets_a_withdrawal_changes_neither(inside, agreed):
    referral = crossed(inside, agreed)
    with agreed.inside():
        responding.answer(there(agreed), by=agreed.users["clerk"], **TYPED)
    referring.withdraw(referral, by=inside.users["clerk"], because="It is settled")
    carry(inside, agreed)
    referral.refresh_from_db()
    assert referral.withdrawn_at and not referral.answered_at
    with agreed.inside():
        assert there(agreed).outcome == "partly"


def test_the_sender_does_not_answer_for_the_other_partnership(inside, agreed):
    referral = crossed(inside, agreed)
    clerk, address = inside.client("clerk"), f"/manage/referrals/{referral.pk}/"
    assert "Record the answer" not in clerk.get(address).content.decode()
    page = clerk.post(f"{address}answer/", TYPED).content.decode()
    assert "comes from its own portal" in page
    referral.refresh_from_db()
    assert referral.is_waiting


def test_an_answer_for_somebody_elses_referral_is_refused(inside, agreed):
    """An envelope that names a thread of which its sender is no part changes nothing."""
    referral = crossed(inside, agreed)
    Referral.objects.filter(pk=referral.pk).update(partner=None, body="Cabinet")
    with agreed.inside():
        responding.answer(there(agreed), by=agreed.users["clerk"], **TYPED)
    carry(agreed)
    referral.refresh_from_db()
    assert referral.is_waiting and not Act.objects.filter(verb="answered a referral").exists()
