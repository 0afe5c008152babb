"""Referrals that another body or board sent, and what stands beside them: decisions, reports, agendas."""

from django.utils import timezone

from boards import referring, responding
from boards.models import Board, Decision, ItemProposal, Referral, Report
from boards.tokens import referral_token
from foundation import tenancy
from foundation.models import Message
from tests.boards.drafts import a_meeting
from tests.boards.papers import drafted, publish
from tests.boards.sittings import begun, item
from tests.boards.test_referrals import ASKED, CABINET, TYPED, in_days, posted, sent


def neighbour(cast) -> Board:
    """Return another board of the partnership."""
    return Board.objects.create(
        kind=cast.board.kind, name="Theme Board", slug="theme", live_from=cast.board.live_from, quorum_count=2
    )


def test_a_received_referral_is_public_and_its_answer_goes_back_by_mail(inside):
    came, due = in_days(-3), in_days(10)
    data = {
        **CABINET, "body": "Scrutiny of Testshire", "body_kind": "scrutiny", "received_on-day": came.day,
        "received_on-month": came.month, "received_on-year": came.year, "due_on-day": due.day,
        "due_on-month": due.month, "due_on-year": due.year,
    }  # fmt: skip
    clerk = inside.client("clerk")
    clerk.post("/manage/boards/hill-and-vale-board/referrals/received/", data)
    referral = Referral.objects.get()
    page = inside.client().get("/referrals/").content.decode()
    assert "With Hill and Vale Locality Board for 3 days" in page
    assert clerk.post(f"/manage/referrals/{referral.pk}/answer/", TYPED).status_code == 302
    tenancy.clear("draft:mail:*")

    assert Message.objects.filter(to_address="jo@cabinet.example", template="referral_answered").count() == 1


def test_what_came_tomorrow_or_was_due_before_it_came_is_refused(inside):
    came, due = in_days(1), in_days(0)
    data = {
        **CABINET, "received_on-day": came.day, "received_on-month": came.month, "received_on-year": came.year,
        "due_on-day": due.day, "due_on-month": due.month, "due_on-year": due.year,
    }  # fmt: skip
    page = inside.client("clerk").post("/manage/boards/hill-and-vale-board/referrals/received/", data).content.decode()
    assert "must be today or in the past" in page and "must be after the day on which it came" in page


def test_a_board_here_answers_without_a_link(inside):
    other, clerk = neighbour(inside), inside.client("clerk")
    clerk.post("/manage/boards/hill-and-vale-board/referrals/new/", posted(to=f"board:{other.pk}"))
    referral = Referral.objects.get()
    assert (referral.to_board, referral.body, referral.contact_email) == (other, "", "")
    referring.send(referral, by=inside.users["clerk"])
    answer = f"/manage/referrals/{referral.pk}/answer/"
    assert clerk.post(answer, TYPED).status_code == 403
    assert inside.client("admin").post(answer, TYPED).status_code == 302
    referral.refresh_from_db()
    assert referral.outcome == "partly"


def test_a_board_that_is_asked_puts_it_on_its_own_agenda_once(inside):
    other, admin = neighbour(inside), inside.users["admin"]
    draft = referring.refer(inside.board, by=admin, due_on=in_days(9), to_board=other, body_kind="board", **ASKED)
    referral = referring.send(draft, by=admin)
    client = inside.client("admin")
    assert "Set its date first" in client.post(f"/manage/referrals/{referral.pk}/return/", follow=True).content.decode()
    meeting = a_meeting(inside)
    type(meeting).objects.filter(pk=meeting.pk).update(board=other)
    for _ in range(2):
        client.post(f"/manage/referrals/{referral.pk}/return/")
    assert ItemProposal.objects.get().title == "Referred by Hill and Vale Locality Board: A bus to the hospital"


def test_a_decision_shows_what_it_caused_and_the_answer(inside):

    meeting = begun(inside)
    decision = Decision.objects.create(
        board=inside.board, meeting=meeting, item=item(meeting), minute="6", title="Warm spaces", text="That we ask.",
        outcome="agreed", decided_on=meeting.date, published_at=timezone.now(),
    )  # fmt: skip
    clerk = inside.client("clerk")
    new = f"/manage/boards/hill-and-vale-board/referrals/new/?decision={decision.pk}"
    assert new in clerk.get(decision.get_absolute_url()).content.decode().replace("&amp;", "&")
    assert "It comes from the decision" in clerk.get(new).content.decode()
    clerk.post(new, posted())
    referral = referring.send(Referral.objects.get(), by=inside.users["clerk"])
    responding.answer(referral, by=None, link=referral_token(referral), **TYPED)
    page = inside.client().get(decision.get_absolute_url()).content.decode()
    assert "Referred to other bodies" in page and "Agreed in part" in page
    assert decision.get_absolute_url() in inside.client().get(referral.get_absolute_url()).content.decode()


def test_a_report_links_the_referral_it_came_by_and_those_it_led_to(inside):
    meeting = drafted(inside)
    came = referring.receive(
        inside.board, by=inside.users["clerk"], received_on=in_days(-3), due_on=in_days(9),
        **{**CABINET, "title": "Tell us of the buses"},
    )  # fmt: skip
    report = Report.objects.get(item__meeting=meeting)
    clerk = inside.client("clerk")
    facts = f"/manage/reports/{report.pk}/facts/"
    saw = clerk.get(facts).context["form"]["saw"].value()
    data = {"title": report.title, "status": "decision", "came_by": came.pk, "saw": saw}
    assert clerk.post(facts, data).status_code == 302
    publish(inside, meeting)
    sent(inside, report=report)
    page = inside.client().get(f"/meetings/{meeting.pk}/papers/report-{report.pk}/").content.decode()
    assert "Goes next to" in page
    assert ASKED["title"] in page
    assert "Tell us of the buses" in page


def test_a_report_names_no_referral_of_another_board(inside):
    admin = inside.users["admin"]
    foreign = referring.receive(
        neighbour(inside), by=admin, received_on=in_days(-3), due_on=in_days(9), **CABINET
    )  # fmt: skip
    sent(inside)
    report = Report.objects.get(item__meeting=drafted(inside))
    data = {"title": report.title, "status": "decision", "came_by": foreign.pk}
    page = inside.client("clerk").post(f"/manage/reports/{report.pk}/facts/", data)
    assert page.status_code == 422 and "from what the list offers now" in page.content.decode()
