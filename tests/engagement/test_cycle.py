"""What is raised at a community meeting goes to the next agenda of the board after it (D19, D30, D31)."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from boards.models import AgendaItem, Board, BoardKind, BoardRelation, Meeting
from engagement import carrying, cycling
from engagement.models import Activity, Issue
from tests.engagement.issues import coming, sorted_issue
from tests.engagement.plans import in_days, plan


def set_stage(cast):
    kind = BoardKind.objects.create(key="people", name="Community meeting", plural="Community meetings")
    facts = {"kind": kind, "locality": cast.locality, "live_from": in_days(-400)}
    people = Board.objects.create(name="Vale community meeting", slug="people", **facts)
    agencies = Board.objects.create(name="Vale agencies", slug="agencies", **facts)
    Board.objects.filter(pk=cast.board.pk).update(follows=people)
    BoardRelation.objects.create(board=agencies, other=cast.board, kind="links", purpose="Requests")
    starts = timezone.now() + datetime.timedelta(days=30)
    hours = {"starts_at": starts, "ends_at": starts + datetime.timedelta(hours=2), "announced_at": timezone.now()}
    after = Meeting.objects.create(board=agencies, **hours)
    held = plan(cast, "An evening in Vale", at=-2, kind="meeting")
    return {"people": people, "meeting": coming(cast), "after": after, "held": held, "far": hours}


def carried(cast, made) -> list[Issue]:
    with cast.inside():
        return list(Issue.objects.filter(activity=made["held"]).order_by("pk"))


def test_a_cycle_says_what_comes_after_what_and_when(inside, made):
    rows = Activity.objects.filter(kind="meeting").select_related("board", "meeting")
    (cycle,) = cycling.cycles(rows)
    assert [(stage.board.name, stage.meeting) for stage in cycle.stages] == [
        (inside.board.name, made["meeting"]), ("Vale agencies", made["after"]),
    ]  # fmt: skip
    assert [stage.days for stage in cycle.stages] == [23, 9] and not cycle.is_broken
    Meeting.objects.create(board=made["people"], **made["far"])
    page = inside.client("clerk").get("/manage/engagement/cycle/").content.decode()
    assert "23 days later" in page and "Not in the plan yet" in page and "no meeting is set after it" in page
    assert "has no agenda to go to yet" in page
    assert inside.client("resident").get("/manage/engagement/cycle/").status_code == 403


def test_what_was_raised_is_put_on_the_next_agenda_with_one_press(inside, made):
    path = f"/manage/engagement/activities/{made['held'].pk}/issues/"
    assert "Nothing is written down yet" in inside.client("clerk").get(path).content.decode()
    with inside.inside():
        for title in ("Lamps", "Drains"):
            sorted_issue(inside, title=title, activity=made["held"])
    page = inside.client("clerk").get(path).content.decode()
    assert "Lamps" in page and "2 issues are sorted" in page
    for who in ("auditor", "resident"):
        assert inside.client(who).post(path).status_code in (403, 404)
    assert inside.client("clerk").post(path).status_code == 302
    assert {(row.state, row.owner_kind, row.meeting_id) for row in carried(inside, made)} == {
        ("placed", "board", made["meeting"].pk)
    }
    with inside.inside():
        assert AgendaItem.objects.filter(meeting=made["meeting"], title__in=["Lamps", "Drains"]).count() == 2
        assert carrying.carry(made["held"], made["meeting"], by=inside.users["clerk"]) == 0, "twice is once"
    assert "Lamps" in inside.client().get(made["held"].get_absolute_url()).content.decode()


def test_without_a_meeting_nothing_is_lost_and_an_officer_is_told(inside, made):
    with inside.inside():
        sorted_issue(inside, title="Lamps", activity=made["held"])
        Meeting.objects.filter(pk=made["meeting"].pk).update(
            cancelled_at=timezone.now(), cancelled_because="Snow"
        )  # an example  # fmt: skip
    path = f"/manage/engagement/activities/{made['held'].pk}/issues/"
    assert "No meeting of the board is set after this" in inside.client("clerk").get(path).content.decode()
    inside.client("clerk").post(path)
    with inside.inside(), pytest.raises(ValidationError, match="over, or does not take place"):
        carrying.carry(made["held"], made["meeting"], by=inside.users["clerk"])
    assert [row.state for row in carried(inside, made)] == ["sorted"]
