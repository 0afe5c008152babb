"""What was published stays for its time, a legal hold wins, and after its date only what an officer confirmed goes.

Standards R4, R13, R38.
"""

import datetime

import pytest
from dateutil.relativedelta import relativedelta
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from boards import disposing, retaining, withdrawing
from boards.models import BackgroundPaper, Decision, Disposal, Meeting, Report, ReportSection, RetentionRule
from foundation import editions, tenancy
from foundation.models import EditionPart, File
from portal.demo.then import at
from tests.boards.dates import evening, held
from tests.boards.pages import send
from tests.boards.papers import appendix, drafted, publish

PASSED = "/manage/retention/passed/"


def set_stage(cast):
    """A meeting whose published agenda has a report, with an appendix and a background paper."""
    meeting = drafted(cast)
    report = Report.objects.get(item__meeting=meeting)
    appendix(cast, report)
    BackgroundPaper.objects.create(board=cast.board, report=report, title="Bus survey", dated="2019")
    publish(cast, meeting)
    return meeting


@pytest.fixture
def published(made):
    return made


def in_years(meeting, years, days=0):
    """Let the clock stand at so many years after a meeting."""
    return at(evening(meeting.date + relativedelta(years=years, days=days)))


def key_of(meeting):
    return EditionPart.objects.get(edition=meeting.agenda_edition_id, kind="report").key


def kinds(cast):
    return [one.rule.kind for one in disposing.passed([cast.board])]


def delete_all(cast):
    """Confirm all that has passed its date, as a worker would then do it."""
    return [
        disposing.dispose(row.pk) for row in disposing.confirm(disposing.passed([cast.board]), by=cast.users["clerk"])
    ]


@pytest.mark.parametrize("years", [0, 3, 5])
def test_a_paper_that_is_only_wrong_is_not_withdrawn_before_its_date(inside, published, years):
    address = f"/manage/meetings/{published.pk}/papers/{key_of(published).replace(':', '-')}/withdrawal/"
    with in_years(published, years):
        answer = send(inside.client("clerk"), address, {"because": "It is wrong", "ground": "none"})
    words = answer.content.decode()
    assert "stay public for 6 years from the meeting" in words and "section 100C(1)" in words
    assert str(published.date.year + 6) in words and "publish a correction" in words
    assert Meeting.objects.get(pk=published.pk).agenda_edition.number == 1


def test_what_the_law_wants_gone_is_withdrawn_at_any_time(inside, published):
    said = {"by": inside.users["clerk"], "because": "It names a child"}
    withdrawing.withdraw_paper(published, key_of(published), ground="personal", **said)
    assert inside.client().get(f"{published.get_absolute_url()}papers/x-1/").status_code == 404
    assert EditionPart.objects.filter(withdrawn_ground="personal").count() == 2


@pytest.mark.parametrize(("years", "days", "ground"), [(5, 364, "disposal"), (3, 300, "background"), (9, 0, "")])
def test_the_database_refuses_it_too(inside, published, years, days, ground):
    retaining.write_rules()
    part = EditionPart.objects.get(edition=published.agenda_edition_id, kind="report")
    refused = pytest.raises(IntegrityError, match=r"stays public|on a ground")
    with in_years(published, years, days), refused, transaction.atomic():
        editions.withdraw(part, by=inside.users["clerk"], because="Old", ground=ground)


def test_the_database_keeps_the_file_of_a_published_paper(inside, published):
    part = EditionPart.objects.get(edition=published.agenda_edition_id, kind="appendix")
    with pytest.raises(IntegrityError, match="published paper names this file"), transaction.atomic():
        File.objects.filter(pk=part.content["file_id"]).update(purged_at=published.starts_at)


def test_minutes_and_decisions_are_kept_for_good(inside, published):
    assert "kept for good" in retaining.too_early(published, "minutes")
    row = Decision.objects.create(
        board=inside.board, meeting=held(inside, 3), text="Yes", outcome="agreed", decided_on=published.date,
        published_at=published.starts_at,
    )  # fmt: skip
    with pytest.raises(IntegrityError, match="kept for good"), transaction.atomic():
        row.delete()


def test_what_has_passed_its_date_is_listed_and_nothing_goes_by_itself(inside, published):
    assert kinds(inside) == []
    with in_years(published, 4, -1):
        assert kinds(inside) == []
    with in_years(published, 4):
        assert kinds(inside) == ["background"]
    with in_years(published, 6):
        assert set(kinds(inside)) == {"report", "background"}
        page = inside.client("clerk").get(PASSED).content.decode()
    assert "Open reports and their appendices" in page and "Bus survey" not in page
    assert EditionPart.objects.filter(withdrawn_at__isnull=False).count() == 0


def test_an_officer_chooses_checks_and_confirms_and_a_worker_deletes(inside, published):
    key, report = key_of(published), Report.objects.get(item__meeting=published)
    file = File.objects.get(pk=EditionPart.objects.get(kind="appendix").content["file_id"])
    with in_years(published, 6, 1):
        clerk = inside.client("clerk")
        assert "Choose what to delete" in send(clerk, PASSED, {}).content.decode()
        assert "Choose what to delete" in send(clerk, PASSED, {"chosen": "999-report"}).content.decode()
        chosen = {"chosen": f"{published.pk}-report"}
        assert "cannot be undone" in send(clerk, PASSED, chosen).content.decode()
        assert not Disposal.objects.exists()
        assert clerk.post(PASSED, {**chosen, "confirmed": "yes"}).status_code == 302
        row = disposing.dispose(Disposal.objects.get().pk)
        assert (row.parts, row.files, row.stopped_because) == (2, 1, "")
        assert disposing.dispose(row.pk).done_at == row.done_at
        log = clerk.get("/manage/retention/").content.decode()
    assert "Deleted on" in log and "Confirmed by Clerk" in log
    paper = inside.client().get(f"{published.get_absolute_url()}papers/{key.replace(':', '-')}/")
    assert paper.status_code == 410 and "Nobody can get home" not in paper.content.decode()
    assert "were then deleted" in inside.client().get(published.get_absolute_url()).content.decode()
    file.refresh_from_db()
    assert file.purged_at and not ReportSection.objects.filter(report=report).exists()
    assert not ReportSection.history.filter(report_id=report.pk).exists()
    assert editions.broken_seals() == []


def test_background_papers_go_after_four_years_and_their_report_stays(inside, published):
    with in_years(published, 4):
        assert [row.stopped_because for row in delete_all(inside)] == [""]
    page = inside.client().get(f"{published.get_absolute_url()}papers/{key_of(published).replace(':', '-')}/")
    page = page.content.decode()
    # The edition in force is the second.
    assert "Nobody can get home" in page and "Bus survey" not in page
    assert not EditionPart.objects.filter(content__icontains="Bus survey").exists()


def test_a_legal_hold_wins_until_it_is_lifted(inside, published):
    clerk, address = inside.client("clerk"), f"/manage/boards/{inside.board.slug}/holds/"
    assert "This field is required" not in send(clerk, address, {"reason": ""}).content.decode()
    assert send(clerk, address, {"meeting": published.pk, "reason": "A claim for damages"}).status_code == 302
    with in_years(published, 7):
        found = disposing.passed([inside.board])
        assert found and all(one.hold for one in found)
        with pytest.raises(ValidationError, match="A claim for damages"):
            disposing.confirm(found, by=inside.users["clerk"])
    said = {"by": inside.users["clerk"], "because": "It names a child", "ground": "personal"}
    with pytest.raises(ValidationError, match="Lift the hold first"):
        withdrawing.withdraw_paper(published, key_of(published), **said)
    with pytest.raises(IntegrityError, match="legal hold"), transaction.atomic():
        editions.withdraw(EditionPart.objects.get(key=key_of(published)), **said)
    hold = inside.board.legal_holds.get()
    assert send(clerk, f"/manage/holds/{hold.pk}/lifting/", {"because": ""}).status_code == 200
    send(clerk, f"/manage/holds/{hold.pk}/lifting/", {"because": "It is settled"})
    with pytest.raises(ValidationError, match="lifted this hold already"):
        retaining.lift_hold(hold, because="Twice", by=inside.users["clerk"])
    second = clerk.post(f"/manage/holds/{hold.pk}/lifting/", {"because": "Twice"}, follow=True).content.decode()
    assert "has lifted this hold already: It is settled" in second
    with in_years(published, 7):
        assert all(not one.hold for one in disposing.passed([inside.board]))


def test_a_hold_that_comes_after_the_confirmation_stops_the_worker(inside, published):
    with in_years(published, 7):
        rows = disposing.confirm(disposing.passed([inside.board]), by=inside.users["clerk"])
        retaining.place_hold(inside.board, meeting=None, reason="An inquiry", by=inside.users["clerk"])
        assert all("An inquiry" in disposing.dispose(row.pk).stopped_because for row in rows)
    assert not EditionPart.objects.filter(withdrawn_at__isnull=False).exists()


def test_a_partnership_keeps_for_longer_and_never_for_less_than_the_law_asks(inside, published):
    admin = inside.client("admin")
    assert inside.client("clerk").get("/manage/retention/report/").status_code == 403
    assert admin.get("/manage/retention/nonsense/").status_code == 404
    short = send(admin, "/manage/retention/report/", {"how_long": "years", "years": "5"}).content.decode()
    assert "The law keeps this public for longer" in short
    assert "Enter the number" in send(admin, "/manage/retention/report/", {"how_long": "years"}).content.decode()
    assert send(admin, "/manage/retention/report/", {"how_long": "years", "years": "10"}).status_code == 302
    with in_years(published, 9):
        assert "report" not in kinds(inside)
    send(admin, "/manage/retention/background/", {"how_long": "good"})
    with in_years(published, 40):
        assert kinds(inside) == ["report"]


@pytest.mark.parametrize(
    ("date", "years", "later"), [((2024, 2, 29), 6, (2030, 2, 28)), ((2023, 5, 3), 4, (2027, 5, 3))]
)
def test_a_leap_day_has_its_last_day_of_february(date, years, later):
    meeting, rule = Meeting(starts_at=evening(datetime.date(*date))), RetentionRule(years=years)
    assert retaining.kept_until(meeting, rule) == datetime.date(*later)


def test_the_list_is_read_in_as_many_queries_for_thirty_meetings(inside, published, django_assert_max_num_queries):
    with in_years(published, 6):
        client = inside.client("clerk")
        for weeks in range(7, 36):
            copy = held(inside, weeks)
            Meeting.objects.filter(pk=copy.pk).update(
                agenda_edition=published.agenda_edition_id, starts_at=published.starts_at - datetime.timedelta(weeks)
            )
        with django_assert_max_num_queries(20):
            page = client.get(PASSED).content.decode()
    assert page.count("Open reports and their appendices") == 25  # of 60, on two pages


def test_another_partnership_sees_nothing_of_it(inside, elsewhere, published):
    retaining.place_hold(inside.board, meeting=None, reason="A claim", by=inside.users["clerk"])
    hold = inside.board.legal_holds.get()
    assert elsewhere.client("clerk").get(f"/manage/holds/{hold.pk}/lifting/").status_code == 404
    tenancy.activate(inside.partnership.pk, [])
    assert not inside.board.legal_holds.exists()
