"""Decisions that officers and ward members take alone: recorded, published in time, kept. Source: standards R8, R9."""

import datetime

import pytest
from dateutil.relativedelta import relativedelta
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from boards import deciding_alone, delegating, disposing, retaining
from boards.models import Delegation, OfficerDecision, OfficerPaper
from foundation import tenancy, uploads
from foundation.mail import CLEARED
from foundation.models import File, Message
from foundation.working_days import working_days_after
from tests.boards.pages import send
from tests.boards.papers import picture
from tests.localities.test_people import days

TODAY = timezone.localdate()
DAY = datetime.timedelta(days=1)
SAID = {
    "taken_by": "Jo Reed, head of services", "title": "Hall heating", "text": "That £500 is granted", "options": "None",
    "reason": "It is cold",
}  # fmt: skip


@pytest.fixture
def clerk(inside):
    return inside.users["clerk"]


@pytest.fixture
def delegation(inside, clerk):
    return delegating.record_delegation(
        inside.board, organisation=inside.organisations["county"], authority="Cabinet, minute 14", scope="Small grants",
        level="locality", limit=100_000, starts_on=TODAY - 60 * DAY, ends_on=TODAY + DAY, by=clerk,
    )  # fmt: skip


def decided(cast, *, days_ago=1, **more):
    said = {"kind": "ward", "organisation": cast.organisations["county"], **SAID, **more}
    row = OfficerDecision(board=cast.board, decided_on=TODAY - days_ago * DAY, **said)
    return deciding_alone.record(row, by=cast.users["clerk"])


def granted(cast, delegation, **more):
    return decided(cast, **{"kind": "spending", "delegation": delegation, "amount": 50_000, **more})


def typed(cast, **more):
    return {
        "kind": "ward", "organisation": cast.organisations["county"].pk, "delegation": "", "interests": "",
        "amount": "",
        **SAID, **days("decided_on", TODAY), **more,
    }  # fmt: skip


def at(cast, page=""):
    return f"/manage/boards/{cast.board.slug}/officer-decisions/{page}"


# Recorded and published


def test_an_officers_decision_is_recorded_checked_and_published(inside, delegation):
    client = inside.client("clerk")
    sent = typed(inside, kind="spending", delegation=delegation.pk, amount="£500")
    answer = send(client, at(inside, "new/"), sent)
    row = OfficerDecision.objects.get()
    assert answer.headers["Location"] == f"/manage/officer-decisions/{row.pk}/publication/"
    assert row.publish_by == working_days_after(TODAY, 5)
    assert inside.client().get(row.get_absolute_url()).status_code == 404
    file = SimpleUploadedFile("map.png", picture(), "image/png")
    client.post(f"/manage/officer-decisions/{row.pk}/papers/", {"title": "Plan", "file": file})
    paper = OfficerPaper.objects.select_related("file").get()
    assert inside.client().get(paper.file.get_absolute_url()).status_code == 404
    assert send(client, answer.headers["Location"], {}).status_code == 302
    page = inside.client().get(row.get_absolute_url()).content.decode()
    for words in ("That £500 is granted", "Jo Reed, head of services", "Cabinet, minute 14: Small grants", "£500"):
        assert words in page
    assert ">Plan</a>" in page
    assert inside.client().get(paper.file.get_absolute_url()).getvalue()
    assert "Hall heating" in inside.client().get("/officer-decisions/").content.decode()


def test_a_ward_members_decision_is_due_within_a_month_and_has_no_delegation(inside, delegation):
    row = decided(inside, delegation=delegation, days_ago=0)
    assert row.delegation is None
    assert 28 <= (row.publish_by - TODAY).days <= 31


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"kind": "spending"}, "Choose the delegation under which the officer decided"),
        ({"kind": "nonsense"}, "Select"),
        (days("decided_on", TODAY + DAY), "It is recorded once it is decided"),
        ({"options": ""}, "Enter"),
        ({"reason": " "}, "Enter"),
        ({"taken_by": ""}, "Enter"),
        ({"amount": "-1"}, "greater than or equal to 0"),
        ({"organisation": "0"}, "Select"),
    ],
)
def test_a_record_that_lacks_something_is_refused(inside, wrong, said):
    answer = send(inside.client("clerk"), at(inside, "new/"), typed(inside, **wrong))
    assert answer.status_code == 422
    assert not OfficerDecision.objects.exists()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"days_ago": 61}, "was not in force on"),
        ({"amount": 100_001}, "at most £1,000"),
        ({"amount": None}, "Enter what this commits"),
    ],
)
def test_what_lies_outside_its_delegation_is_refused(inside, delegation, more, said):
    with pytest.raises(ValidationError, match=said):
        granted(inside, delegation, **more)


def test_the_database_keeps_it_inside_its_delegation(inside, delegation):
    row = granted(inside, delegation)
    for wrong in ({"decided_on": TODAY - 61 * DAY}, {"amount": 100_001}, {"delegation": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            OfficerDecision.objects.filter(pk=row.pk).update(**wrong)
    with pytest.raises(IntegrityError, match="rests on this delegation"), transaction.atomic():
        Delegation.objects.filter(pk=delegation.pk).update(limit=10)


# Late


def test_what_is_late_is_shown_and_told_once(inside, clerk):
    row = decided(inside, days_ago=40)
    assert row.days_late > 0
    page = inside.client("clerk").get(at(inside)).content.decode()
    assert "Late" in page and "It was to be published by" in page
    assert ": 1 late" in inside.client("clerk").get(f"/manage/boards/{inside.board.slug}/").content.decode()
    assert deciding_alone.remind(TODAY) == 1
    deciding_alone.remind(TODAY)
    tenancy.clear(CLEARED)
    told = Message.objects.get(template="officer_decision_late").body_text
    assert f"/manage/officer-decisions/{row.pk}/publication/" in told
    deciding_alone.publish(row, by=clerk)
    assert deciding_alone.remind(TODAY) == 0


def test_the_board_says_within_how_many_days(inside, delegation):
    inside.board.officer_record_days = 1
    assert granted(inside, delegation, days_ago=0).publish_by == working_days_after(TODAY, 1)


# Corrected and kept


def test_what_is_published_is_corrected_in_the_open(inside, clerk):
    row = deciding_alone.publish(decided(inside), by=clerk)
    client, path = inside.client("clerk"), f"/manage/officer-decisions/{row.pk}/"
    sent = typed(inside, text="That £400 is granted")
    assert send(client, path, sent).status_code == 422
    assert send(client, path, sent | {"because": "A wrong sum"}).status_code == 302
    page = inside.client().get(row.get_absolute_url()).content.decode()
    assert "That £400 is granted" in page and "A wrong sum" in page


def test_a_record_stays_for_six_years_and_its_papers_for_four(inside, clerk):
    row = deciding_alone.publish(decided(inside), by=clerk)
    file = SimpleUploadedFile("map.png", picture(), "image/png")
    inside.client("clerk").post(f"/manage/officer-decisions/{row.pk}/papers/", {"title": "Plan", "file": file})
    paper = OfficerPaper.objects.get()
    told = inside.client("clerk").post(f"/manage/officer-papers/{paper.pk}/removal/", follow=True).content.decode()
    assert "stay public for 4 years from the decision: until" in told
    for act in (row.delete, paper.delete, lambda: OfficerDecision.objects.update(published_at=None)):
        with pytest.raises(IntegrityError, match="stays public"), transaction.atomic():
            act()
    with pytest.raises(IntegrityError, match="stays while the paper does"), transaction.atomic():
        uploads.purge(paper.file)
    OfficerDecision.objects.update(decided_on=TODAY - relativedelta(years=5))
    inside.client("clerk").post(f"/manage/officer-papers/{paper.pk}/removal/")
    assert not OfficerPaper.objects.exists() and File.objects.get(pk=paper.file_id).purged_at
    with pytest.raises(IntegrityError, match="stays public"), transaction.atomic():
        row.delete()


def test_after_its_date_an_officer_confirms_what_goes_unless_a_legal_hold_keeps_it(inside, clerk):
    row = deciding_alone.publish(decided(inside), by=clerk)
    file = SimpleUploadedFile("map.png", picture(), "image/png")
    inside.client("clerk").post(f"/manage/officer-decisions/{row.pk}/papers/", {"title": "Plan", "file": file})
    OfficerDecision.objects.update(decided_on=TODAY - relativedelta(years=6))
    hold = retaining.place_hold(inside.board, meeting=None, reason="A claim for damages", by=clerk)
    found = disposing.passed([inside.board])
    assert [(one.rule.kind, one.parts, one.hold) for one in found] == [
        ("officer", 2, hold),
        ("officer-papers", 1, hold),
    ]
    page = inside.client("clerk").get("/manage/retention/passed/").content.decode()
    assert "Hall heating" in page and "Kept by a legal hold: A claim for damages" in page
    with pytest.raises(ValidationError, match="A claim for damages"):
        disposing.confirm(found, by=clerk)
    tenancy.activate(inside.partnership.pk, [])  # the hold counts for who may not read it too
    with pytest.raises(IntegrityError, match="legal hold stands"), transaction.atomic():
        OfficerPaper.objects.get().delete()
    tenancy.clear("draft:board:*", "exempt:board:*")
    retaining.lift_hold(hold, because="Settled", by=clerk)
    rows = [disposing.dispose(asked.pk) for asked in disposing.confirm(disposing.passed([inside.board]), by=clerk)]
    assert [(each.title, each.parts, each.files, each.stopped_because) for each in rows] == [
        ("Hall heating", 2, 1, ""), ("Hall heating", 0, 0, ""),
    ]  # fmt: skip
    assert not OfficerDecision.history.exists() and not OfficerPaper.history.exists()
    log = inside.client("clerk").get("/manage/retention/").content.decode()
    assert "Hall heating" in log and "Delegated decisions of officers" in log


# Who, and how much it asks


def test_only_officers_keep_records_and_the_outsider_finds_none(inside, elsewhere, clerk):
    row = decided(inside)
    for path in (at(inside, "new/"), f"/manage/officer-decisions/{row.pk}/publication/"):
        assert inside.client("county").get(path).status_code in (403, 404)
        assert inside.client("auditor").get(path).status_code in (403, 404)
    assert inside.client("auditor").get(at(inside)).status_code == 200
    deciding_alone.publish(row, by=clerk)
    assert elsewhere.client().get(row.get_absolute_url()).status_code == 404


def test_the_public_list_is_filtered_and_asks_as_little_of_thirty(inside, clerk, django_assert_max_num_queries):
    deciding_alone.publish(decided(inside), by=clerk)
    client = inside.client()
    for asked, fits in (({"kind": "ward"}, 1), ({"kind": "spending"}, 0), ({"q": "heating"}, 1), ({"q": "moon"}, 0)):
        assert client.get("/officer-decisions/", asked).content.decode().count("app-list__title") == fits
    for _ in range(2):
        with django_assert_max_num_queries(8):
            client.get("/officer-decisions/")
        OfficerDecision.objects.bulk_create(
            OfficerDecision(
                board=inside.board, kind="ward", organisation=inside.organisations["county"], decided_on=TODAY,
                publish_by=TODAY, published_at=timezone.now(), **SAID,
            )
            for _ in range(29)
        )  # fmt: skip
