"""Reports are chased before, on and after their day, once a stage, until they are in."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from boards import authoring, chasing, handing_in
from boards.models import Board, BoardOffice, Chase, Report
from foundation import mail, tenancy
from foundation.models import Message
from tests.boards.drafts import a_report

LEAD = "lead@council.example"


@pytest.fixture
def report(inside):
    return a_report(inside, complete=True)


def invite(cast, report, days: int, *, email="jane@council.example") -> Report:
    """Ask an author a month ago for a report due so many days from now."""
    due = timezone.localdate() + datetime.timedelta(days=days)
    asked = authoring.invite_author(report, by=cast.users["clerk"], name="Jane Todd", email=email, due_on=due)
    Report.objects.filter(pk=asked.pk).update(invited_at=timezone.now() - datetime.timedelta(days=30))
    asked.refresh_from_db()
    asked.token_hash = authoring.hash_of(authoring.token_of(asked))
    asked.save()
    return asked


def lead(cast) -> None:
    person = cast.people["county"]
    person.email = LEAD
    person.save()
    BoardOffice.objects.create(board=cast.board, person=person, kind="lead", starts_on=datetime.date(2024, 5, 6))


def mails(cast, *templates: str) -> list[Message]:
    with tenancy.tenant(cast.partnership.pk, [mail.CLEARED]):
        return list(Message.objects.filter(template__in=templates).order_by("pk"))


@pytest.mark.parametrize(
    ("left", "stage"), [(5, None), (3, 3), (2, 3), (0, 0), (-1, -1), (-4, -1), (-7, -7), (-20, -7)]
)
def test_the_newest_stage_that_has_come_is_chased_and_only_once(inside, report, left, stage):
    invite(inside, report, left)
    for _ in range(2):
        chasing.chase(timezone.localdate())
    assert list(Chase.objects.values_list("days_left", flat=True)) == ([] if stage is None else [stage])
    assert len(mails(inside, "report_reminder")) == (stage is not None)


def test_each_stage_is_chased_on_its_day_and_the_lead_officer_reads_of_it_too(inside, report):
    lead(inside)
    due = invite(inside, report, 10).due_on
    for ahead in range(-10, 20):
        chasing.chase(due + datetime.timedelta(days=ahead))
    assert sorted(Chase.objects.values_list("days_left", flat=True)) == [-7, -1, 0, 3]
    told = mails(inside, "report_chased")
    assert [row.to_address for row in told] == [LEAD] * 4
    assert f"/manage/reports/{report.pk}/" in told[0].body_text and "/write/" not in told[0].body_text


def test_a_stage_that_passed_before_the_author_was_asked_is_let_be(inside, report):
    due = timezone.localdate() + datetime.timedelta(days=2)
    authoring.invite_author(report, by=inside.users["clerk"], name="Jo", email="jo@council.example", due_on=due)
    assert chasing.chase(timezone.localdate()) == 0


def test_the_days_are_the_boards_own(inside, report):
    Board.objects.filter(pk=inside.board.pk).update(chase_before="14", chase_after="")
    due = invite(inside, report, 20).due_on
    for ahead in range(-20, 20):
        chasing.chase(due + datetime.timedelta(days=ahead))
    assert list(Chase.objects.values_list("days_left", flat=True)) == [14]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days=st.text(alphabet="0123456789, -x", max_size=12))
def test_days_that_are_no_days_are_refused(inside, days):
    board = Board(chase_before=days)
    try:
        Board._meta.get_field("chase_before").run_validators(days)
    except ValidationError as refused:
        assert "whole numbers of days" in refused.messages[0]
    else:
        assert all(0 <= stage <= 90 for stage in board.chase_stages if stage > 0)


@pytest.mark.parametrize("what", ["handed in", "withdrawn", "meeting cancelled", "item removed"])
def test_chasing_stops(inside, report, what):
    asked, now = invite(inside, report, 0), timezone.now()
    if what == "handed in":
        handing_in.hand_in(asked, by=None, by_name="Jane Todd")
    elif what == "withdrawn":
        Report.objects.filter(pk=asked.pk).update(withdrawn_at=now)
    elif what == "meeting cancelled":
        type(asked.meeting).objects.filter(pk=asked.meeting.pk).update(cancelled_at=now, cancelled_because="Snow")
    else:
        type(asked.item).objects.filter(pk=asked.item_id).update(removed_at=now)
    assert chasing.chase(timezone.localdate()) == 0
    answer = inside.client("clerk").post(f"/manage/reports/{report.pk}/chasing/", follow=True)
    assert "Nobody is awaited" in answer.content.decode()
    assert not Chase.objects.exists()


def test_the_clerk_chases_now_once_a_day_and_reads_the_log(inside, elsewhere, report):
    lead(inside)
    invite(inside, report, 20)
    address, clerk = f"/manage/reports/{report.pk}/chasing/", inside.client("clerk")
    assert "None was sent yet" in clerk.get(f"/manage/reports/{report.pk}/").content.decode()
    page = clerk.post(address, follow=True).content.decode()
    assert "Reminded: Jane Todd" in page.replace("County of Testshire, ", "") and "Chased by hand" in page
    assert "You can chase again tomorrow" in clerk.post(address, follow=True).content.decode()
    assert len(mails(inside, "report_reminder", "report_chased")) == 2
    assert inside.client("chair").post(address).status_code == 403
    assert elsewhere.client("clerk").post(address).status_code == 404


def test_nobody_who_can_be_reached_is_told_to_the_clerk(inside, report):
    asked = invite(inside, report, 0)
    type(asked.author).objects.filter(pk=asked.author_id).update(email="")
    assert chasing.chase(timezone.localdate()) == 0
    answer = inside.client("clerk").post(f"/manage/reports/{report.pk}/chasing/", follow=True)
    assert "No email address" in answer.content.decode()
