"""Pages of priorities: what officers press, what everybody reads, what a stranger never sees. B20-B29."""

import datetime

import pytest
from django.utils import timezone

from boards.models import AgendaItem, Meeting
from foundation.editions import Part, publish
from foundation.models import Edition
from plans import passing_gates, serving
from plans.models import Cycle, Priority, PrioritySet
from tests.plans.chosen import a_cycle, add, drafted, in_days, passed


def set_stage(cast):
    taken = passed(cast, drafted(cast, 3, a_cycle(draft=-70)))
    return {"set": taken, "first": taken.priorities.first()}


def test_a_draft_is_unknown_to_strangers_and_read_by_no_member_on_officers_pages(inside):
    taken = drafted(inside, 2, a_cycle("2030"))
    paths = [f"/priorities/{taken.priorities.first().pk}/", f"/priorities/sets/{taken.pk}/"]
    for who in (None, "resident", "county"):
        assert [inside.client(who).get(path).status_code for path in paths] == [404, 404]
    assert inside.client("county").get(f"/manage/plans/sets/{taken.pk}/").status_code == 403
    assert inside.client("resident").get(f"/manage/plans/sets/{taken.pk}/").status_code == 404


def test_everybody_reads_the_set_its_gates_and_reasons_and_each_version(inside, made, django_assert_max_num_queries):
    path, client = f"/priorities/sets/{made['set'].pk}/", inside.client()
    with django_assert_max_num_queries(8):
        page = client.get(path).content.decode()
    for words in (
        "In delivery.",
        "Passed, 70 days late",
        "Why late: It is a test",
        "Decision: Priorities",
        "Version 2",
    ):
        assert words in page
    older = client.get(f"{path}versions/1/").content.decode()
    assert "A newer one followed it" in older and "Draft, shared for comment." in older
    assert client.get(f"{path}versions/9/").status_code == 404
    first = Edition.objects.get(series=f"priorities:{made['set'].pk}", number=1)
    leaves = {"edition": first.pk, "ground": "unlawful", "because": "It said too much."}
    leave = f"/manage/plans/sets/{made['set'].pk}/withdrawal/"
    assert inside.client("county").post(leave, leaves).status_code == 403
    assert inside.client("clerk").post(leave, leaves).status_code == 302
    gone = client.get(f"{path}versions/1/").content.decode()
    assert "It said too much." in gone and "What changes" not in gone and client.get(path).status_code == 200


def test_what_is_changed_is_read_once_its_version_is_published(inside):
    taken = passed(inside, drafted(inside, 3, a_cycle("2031")), "shared")
    priority, clerk = taken.priorities.first(), inside.client("clerk")
    sent = {"title": "A later bus", "description": "People get home", "saw": _saw(clerk, priority)}
    assert clerk.post(f"/manage/plans/priorities/{priority.pk}/change/", sent).status_code == 302
    path = f"/priorities/{priority.pk}/"
    assert "A later bus" not in inside.client().get(path).content.decode()
    assert clerk.post(f"/manage/plans/sets/{taken.pk}/versions/new/", {"note": ""}).status_code == 422
    clerk.post(f"/manage/plans/sets/{taken.pk}/versions/new/", {"note": "Partners asked for the bus"})
    page = inside.client().get(path).content.decode()
    assert "A later bus" in page and "Changed: title, what is to change" in page


def _saw(client, priority):
    return client.get(f"/manage/plans/priorities/{priority.pk}/change/").context["form"].seen()


def test_one_priority_costs_no_more_queries_than_it_may(inside, made, django_assert_max_num_queries):
    client = inside.client()
    with django_assert_max_num_queries(9):  # 7, and the two of the savepoint in which a test runs it
        page = client.get(f"/priorities/{made['first'].pk}/").content.decode()
    assert "What lies behind the problem" in page and "No bus" in page and "Why no aim" in page
    with django_assert_max_num_queries(8):
        client.get("/priorities/")


def test_the_officers_pages_ask_the_same_for_1_and_for_30(inside, made, django_assert_max_num_queries):
    taken = drafted(inside, 1, a_cycle("2032"))
    clerk = inside.client("clerk")
    for _ in range(29):
        add(inside, taken, "One more")
    with django_assert_max_num_queries(20):
        page = clerk.get(f"/manage/plans/sets/{taken.pk}/").content.decode()
    assert "these are 30 (R24). Give up 25." in page
    with django_assert_max_num_queries(20):
        assert "until priorities are chosen" in clerk.get("/manage/plans/priorities/").content.decode()
    assert "until priorities are chosen" in clerk.get("/desk/").content.decode()


def test_refused_gates_say_what_would_satisfy_them(inside):
    taken = drafted(inside, 2, a_cycle("2033"))
    clerk, path = inside.client("clerk"), f"/manage/plans/sets/{taken.pk}/"
    page = clerk.post(f"{path}submission/", {})
    assert page.status_code == 422 and "Add 1 more." in page.content.decode()
    page = clerk.post(f"{path}sharing/", {})
    assert "The one before is not passed yet: priorities are chosen." in page.content.decode()
    assert clerk.post(f"{path}agreement/", {"decision": "99999999"}).status_code == 422
    assert PrioritySet.objects.get(pk=taken.pk).state == "Draft"


@pytest.mark.parametrize(
    ("task", "sent", "words"),
    [
        ("change", {"title": "", "description": "x"}, "Enter the title"),
        ("change", {"title": "x" * 201, "description": "x"}, "200 characters or fewer"),
        ("change", {"title": "x", "description": "x", "lead": "0"}, "what the list offers now"),
        ("grounds", {"level": "moon"}, "what the list offers now"),
        ("grounds", {"evidence": "99999999"}, "what the list offers now"),
        ("support", {"other": "", "how": ""}, "Select an answer to “Which priority does it help?”"),
        ("giving-up", {"because": " "}, "Enter why it is given up"),
    ],
)
def test_bad_input_is_named(inside, task, sent, words):
    priority = drafted(inside, 1, a_cycle("2034")).priorities.get()
    answer = inside.client("clerk").post(f"/manage/plans/priorities/{priority.pk}/{task}/", sent)
    assert answer.status_code == 422 and words in answer.content.decode()


def test_days_out_of_order_are_refused_at_the_form(inside):
    admin = inside.client("admin")
    form = admin.get("/manage/plans/cycles/new/").context["form"]
    days = {name: form[name].value() for name in form.fields if name.endswith(("_by", "_on", "_from", "_until"))}
    sent = {f"{name}_{part}": getattr(day, word) for name, day in days.items()
            for part, word in ((0, "day"), (1, "month"), (2, "year"))}  # fmt: skip
    answer = admin.post("/manage/plans/cycles/new/", {"name": "x", "fewest": "5", "most": "3", **sent})
    assert answer.status_code == 422
    assert inside.client("clerk").get("/manage/plans/cycles/new/").status_code == 403


def an_item(cast, title, **facts):
    """Return an item of a published agenda of the cast's board."""
    now = timezone.now()
    meeting = Meeting.objects.filter(board=cast.board, agenda_edition__isnull=False).first()
    if meeting is None:
        ends = now + datetime.timedelta(hours=2)
        meeting = Meeting.objects.create(
            board=cast.board, starts_at=now, ends_at=ends, announced_at=now, venue=cast.venue
        )
    position = meeting.items.count() + 1
    item = AgendaItem.objects.create(board=cast.board, meeting=meeting, position=position, title=title, **facts)
    parts = [
        Part(
            "item", f"item:{row.pk}", row.title, {"number": str(row.position), "standing": row.key, "title": row.title}
        )
        for row in meeting.items.all()
    ]
    edition = publish(
        series=f"agenda:{meeting.pk}", root=cast.board.root, title="Agenda", parts=parts, reason="first", by=None
    )
    meeting.agenda_edition = edition
    meeting.save()
    return item


def test_business_says_what_it_serves_and_what_serves_none_is_counted(inside, made, django_assert_max_num_queries):
    Cycle.objects.filter(pk=made["set"].cycle_id).update(starts_on=in_days(0), final_by=in_days(-5))
    served, other = an_item(inside, "Evening bus"), an_item(inside, "A bench")
    an_item(inside, "Apologies", key="apologies")
    clerk = inside.client("clerk")
    path = f"/manage/plans/items/{served.pk}/"
    assert clerk.post(path, {"priorities": [made["first"].pk]}).status_code == 302
    assert clerk.post(path, {"priorities": ["99999999"]}).status_code == 422
    assert (
        "1 of 2 items serve no priority" in clerk.get(f"/manage/plans/sets/{made['set'].pk}/business/").content.decode()
    )
    client = inside.client()
    assert "Evening bus" in client.get(f"/priorities/{made['first'].pk}/").content.decode()
    board = client.get(inside.board.get_absolute_url()).content.decode()
    assert "Of 2 items on agendas in 2027 to 2028, 1 serves a priority" in board and "Priority 1" in board
    shown = serving.published().get()
    assert (shown.title, shown.number) == ("Evening bus", "1")
    assert (
        f"/priorities/{made['first'].pk}/"
        in clerk.get(f"/manage/meetings/{served.meeting_id}/agenda/").content.decode()
    )
    assert other.title not in client.get(f"/priorities/{made['first'].pk}/").content.decode()


def test_the_number_is_said_by_the_rule(inside):
    taken = drafted(inside, 0, a_cycle("2035"))
    assert [bool(passing_gates.wrong_number(taken, n)) for n in (2, 3, 5, 6)] == [True, False, False, True]
    assert Priority.objects.filter(set=taken).count() == 0
