"""Task and finish groups: set up by an executive alone, reporting back, unblocked, closed with a report (B32-B35)."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import Error, transaction
from django.utils import timezone

from boards import grouping, setting_up, unblocking
from boards.models import Blocker, BoardKind, Decision, ForwardEntry, ItemProposal, ReportBack, SeatHolding, TaskGroup
from boards.tokens import blocker_token
from foundation import tenancy
from foundation.models import Message
from tests.boards.drafts import a_meeting
from tests.boards.sittings import begun, item
from tests.dates import in_days

CLOSED = {"done": "The bus runs", "lessons": "Ask earlier", "handed_on": "The county runs it"}
ANSWER = {"answer": "A driver comes on Monday", "unblocked_by": "Chief officer Vale"}
NEW = "/manage/boards/hill-and-vale-board/task-groups/new/"


def set_stage(cast):
    """The cast's board as an executive, and what it agreed at a meeting."""
    BoardKind.objects.create(key="task-group", name="Group", plural="Groups", legal_status="task")
    cast.board.may_set_up_groups = True
    cast.board.save()
    meeting = begun(cast, days_ago=20)
    return Decision.objects.create(
        board=cast.board, meeting=meeting, item=item(meeting), minute="5", title="A bus", text="To run a bus",
        outcome="agreed", decided_on=meeting.date, published_at=timezone.now(),
    )  # fmt: skip


@pytest.fixture
def executive(inside):
    return inside.board


@pytest.fixture
def decision(made):
    return made


def commission(cast, decision, **fields) -> dict:
    facts = {
        "by": cast.users["clerk"], "name": "Buses group", "purpose": "An evening bus", "decision": decision,
        "lead_body": cast.organisations["county"], "finish_on": in_days(90), "report_days": [in_days(30)],
    }  # fmt: skip
    return {**facts, **fields}


@pytest.fixture
def group(inside, executive, decision):
    """A group that the executive set up today."""
    return grouping.set_up_group(executive, **commission(inside, decision))


def blocked(cast, group, **fields) -> Blocker:
    facts = {"text": "No driver", "since_on": in_days(-9), "who_can": "The county", "by": cast.users["clerk"]}
    return unblocking.raise_blocker(group, **{**facts, **fields})


def senior(cast) -> SeatHolding:
    """Return the police's seat on the executive, whose holder may commit them."""
    holding = SeatHolding.objects.get(person=cast.people["partner"])
    holding.may_commit = True
    holding.save()
    return holding


def passed(cast, group) -> Blocker:
    """Return a blocker that the executive passed to the police."""
    blocker = blocked(cast, group)
    unblocking.escalate(blocker, by=cast.users["clerk"])
    return unblocking.pass_on(blocker, senior(cast), by=cast.users["clerk"])


def letters(template: str) -> list[Message]:
    tenancy.clear("draft:mail:*")
    return list(Message.objects.filter(template=template))


def posted(agreed, cast, **fields) -> dict:
    day = in_days(90)
    typed = {
        "name": "Buses group", "purpose": "An evening bus", "decision": agreed.pk,
        "lead_body": cast.organisations["county"].pk, "finish_on-day": day.day, "finish_on-month": day.month,
        "finish_on-year": day.year, "report_days": f"{in_days(30):%d/%m/%Y}",
    }  # fmt: skip
    return {**typed, **fields}


def test_an_executive_sets_a_group_up_and_everybody_reads_what_for(inside, decision):
    answer = inside.client("clerk").post(NEW, posted(decision, inside))
    assert answer.status_code == 302, answer.content.decode()
    made = TaskGroup.objects.get()
    page = inside.client().get(made.get_absolute_url()).content.decode()
    assert "An evening bus" in page and "Testshire County Council" in page and f"/decisions/{decision.pk}/" in page
    assert inside.client().get(made.board.get_absolute_url()).status_code == 200


def test_only_an_executive_sets_a_group_up(inside, executive, decision):
    executive.may_set_up_groups = False
    executive.save()
    with pytest.raises(ValidationError, match="only an executive does"):
        grouping.set_up_group(executive, **commission(inside, decision))


@pytest.mark.parametrize("wrong", [{"outcome": "rejected"}, {"published_at": None}])
def test_a_group_rests_on_a_published_decision_to_do_it(inside, executive, decision, wrong):
    for name, value in wrong.items():
        setattr(decision, name, value)
    decision.save()
    with pytest.raises(ValidationError, match="published decision"):
        grouping.set_up_group(executive, **commission(inside, decision))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": ""}, "Enter"),
        ({"purpose": " "}, "Enter what it is to achieve"),
        ({"decision": ""}, "Select"),
        ({"lead_body": "0"}, "Select"),
        ({"finish_on-year": "2020"}, "must finish after today (checklist B32)"),
        ({"report_days": "soon"}, "“soon” is no day"),
        ({"report_days": "1/1/2020"}, "come after today"),
    ],
)
def test_a_commission_that_says_too_little_is_refused(inside, decision, wrong, words):
    page = inside.client("clerk").post(NEW, posted(decision, inside, **wrong)).content.decode()
    assert words in page
    assert not TaskGroup.objects.exists()


def test_a_report_back_that_is_late_is_said_to_everybody_until_it_is_given(inside, group):
    ReportBack.objects.update(due_on=in_days(-3))
    stranger, report = inside.client(), ReportBack.objects.get()
    address = f"/manage/task-groups/{group.pk}/reports/{report.pk}/"
    assert "Report back overdue" in stranger.get("/task-groups/").content.decode()
    assert "3 days late" in stranger.get(group.get_absolute_url()).content.decode()
    clerk = inside.client("clerk")
    assert "Enter how it goes" in clerk.post(address, {}).content.decode()
    clerk.post(address, {"text": "Two drivers are found"})
    page = stranger.get(group.get_absolute_url()).content.decode()
    assert "Two drivers are found" in page and "days late" not in page
    assert "Report back overdue" not in stranger.get("/task-groups/").content.decode()


def test_reminders_go_before_and_after_the_day_and_once_a_day(inside, group):
    inside.partnership.contact_email = "office@testshire.example"
    inside.partnership.save()
    ReportBack.objects.update(due_on=in_days(-1))
    assert [grouping.remind(timezone.localdate()) for _ in range(2)] == [1, 1]
    assert len(letters("group_report_due")) == 1


def test_the_second_of_two_reports_is_told_of_the_first(inside, group):
    report, clerk = ReportBack.objects.get(), inside.users["clerk"]
    grouping.report_back(report, text="First", by=clerk)
    with pytest.raises(ValidationError, match=r"was given on .*First"):
        grouping.report_back(report, text="Second", by=clerk)


def test_a_blocker_goes_to_the_executives_next_agenda_with_one_press(inside, group):
    meeting, blocker = a_meeting(inside), blocked(inside, group)
    client = inside.client("clerk")
    for _ in range(2):
        client.post(f"/manage/blockers/{blocker.pk}/escalation/")
    assert ItemProposal.objects.get(meeting=meeting).title == "Unblock Buses group: No driver"
    assert "No driver" in letters("group_blocked")[0].body_text
    client.post(f"/manage/blockers/{blocker.pk}/answer/", ANSWER)
    page = inside.client().get(group.get_absolute_url()).content.decode()
    assert "A driver comes on Monday" in page and "after 9 days" in page


def test_a_partners_senior_representative_unblocks_by_link_once(inside, group, caplog):
    address, stranger = f"/unblock/{blocker_token(passed(inside, group))}/", inside.client()
    assert address in letters("group_unblock")[0].body_text
    assert stranger.get(address).status_code == 200
    assert "Enter what was decided" in stranger.post(address, {"unblocked_by": "Me"}).content.decode()
    assert "A driver comes on Monday" in stranger.post(address, ANSWER, follow=True).content.decode()
    again = stranger.post(address, {**ANSWER, "answer": "Never"})
    assert again.status_code == 410 and "driver" not in again.content.decode() and "has ended" in caplog.text


@pytest.mark.parametrize("damage", ["expired", "passed anew", "tampered"])
def test_a_link_that_has_ended_is_refused_and_reveals_nothing(inside, group, damage, elsewhere):
    blocker = passed(inside, group)
    address = f"/unblock/{blocker_token(blocker)}/"
    if damage == "expired":
        Blocker.objects.update(link_ends_at=timezone.now() - datetime.timedelta(minutes=1))
    elif damage == "passed anew":
        unblocking.pass_on(blocker, senior(inside), by=inside.users["clerk"])
    else:
        address = address[:-2] + "x/"
    answer = inside.client().post(address, ANSWER)
    assert answer.status_code in (404, 410) and "driver" not in answer.content.decode()
    assert elsewhere.client().get(address).status_code == 404


def test_only_who_may_commit_a_partner_is_passed_a_blocker_and_only_once_escalated(inside, group):
    blocker, clerk = blocked(inside, group), inside.users["clerk"]
    with pytest.raises(ValidationError, match="it is the executive that passes it on"):
        unblocking.pass_on(blocker, senior(inside), by=clerk)
    unblocking.escalate(blocker, by=clerk)
    county = SeatHolding.objects.get(person=inside.people["county"])
    with pytest.raises(ValidationError, match="authority to commit"):
        unblocking.pass_on(blocker, county, by=clerk)
    with pytest.raises(Error), transaction.atomic():
        Blocker.objects.update(passed_at=timezone.now(), passed_to=None)


def test_a_group_closes_with_its_report_when_nothing_blocks_it_and_its_page_stays(inside, group):
    blocker, client = blocked(inside, group), inside.client("clerk")
    address = f"/manage/task-groups/{group.pk}/closing/"
    assert "1 blocker stands" in client.post(address, CLOSED).content.decode()
    with inside.inside():
        unblocking.unblock(blocker, by=inside.users["clerk"], **ANSWER)
    assert "Enter what was learned" in client.post(address, {**CLOSED, "lessons": ""}).content.decode()
    client.post(address, CLOSED)
    page = inside.client().get(group.get_absolute_url()).content.decode()
    assert "The bus runs" in page and "Ask earlier" in page and "The county runs it" in page
    group.board.refresh_from_db()
    assert group.board.stage() == "closed"
    assert "was closed on" in client.post(address, CLOSED).content.decode()


def test_the_settings_of_its_board_end_no_group_without_its_report(inside, group):
    group.board.closed_on = timezone.localdate()
    with pytest.raises(ValidationError, match="ends with its report"):
        setting_up.change(group.board, by=inside.users["admin"], fields=["closed_on"])
    group.board.refresh_from_db()
    assert group.board.closed_on is None


def test_the_database_closes_no_group_without_its_report(inside, group):
    with pytest.raises(Error), transaction.atomic():
        TaskGroup.objects.update(closed_at=timezone.now())


@pytest.mark.parametrize(("who", "status"), [("clerk", 200), ("admin", 200), ("county", 403), ("resident", 403)])
def test_only_officers_keep_groups(inside, group, who, status):
    client = inside.client(who)
    for address in (
        "/manage/task-groups/",
        f"/manage/task-groups/{group.pk}/",
        f"/manage/task-groups/{group.pk}/closing/",
    ):
        assert client.get(address).status_code == status


def test_the_outsider_finds_none_of_it(inside, elsewhere, group):
    client = elsewhere.client("admin")
    assert client.get(f"/task-groups/{group.pk}/").status_code == 404
    assert client.post(f"/manage/task-groups/{group.pk}/closing/", CLOSED).status_code == 404


@pytest.mark.parametrize("number", [1, 30])
def test_the_pages_ask_as_little_of_thirty(inside, executive, decision, group, number, django_assert_max_num_queries):
    for one in range(number):
        blocked(inside, group, text=f"Thing {one}")
        ReportBack.objects.create(board=group.board, group=group, due_on=in_days(-one - 1))
        grouping.set_up_group(executive, **commission(inside, decision, name=f"Group {one}"))
    for address in ("/task-groups/", group.get_absolute_url()):
        with django_assert_max_num_queries(8):
            inside.client().get(address)
    client = inside.client("clerk")
    for address in ("/manage/task-groups/", f"/manage/task-groups/{group.pk}/"):
        with django_assert_max_num_queries(20):
            client.get(address)


def test_the_executives_desk_names_what_is_blocked_and_what_is_late(inside, group):
    client = inside.client("chair")
    assert "need the executive" not in client.get("/desk/").content.decode()
    with inside.inside():
        unblocking.escalate(blocked(inside, group), by=inside.users["clerk"])
        ReportBack.objects.filter(group=group).update(due_on=in_days(-4))
    page = " ".join(client.get("/desk/").content.decode().split())
    assert "Buses group is blocked: No driver" in page and "4 days late" in page and group.get_absolute_url() in page
    assert "need the executive" not in inside.client("resident").get("/desk/").content.decode()


def test_a_group_works_towards_an_entry_of_the_forward_plan(inside, decision):
    entry = ForwardEntry.objects.create(
        board=inside.board, title="Evening buses", text="Whether they run", contact="The clerk", due_on=in_days(60),
        published_at=timezone.now(),
    )  # fmt: skip
    hidden = ForwardEntry.objects.create(
        board=inside.board, title="Hidden", text="Not yet", contact="The clerk", due_on=in_days(60)
    )
    client = inside.client("clerk")
    assert client.post(NEW, posted(decision, inside, forward_entry=hidden.pk)).status_code == 200
    client.post(NEW, posted(decision, inside, forward_entry=entry.pk))
    page = inside.client().get(TaskGroup.objects.get().get_absolute_url()).content.decode()
    assert "Works towards" in page and entry.get_absolute_url() in page
