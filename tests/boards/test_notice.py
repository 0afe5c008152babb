"""The notice clock where officers stand, key decisions, private meetings and their notices (R2, R6)."""

import datetime
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import Error, transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from boards import exempting, noticing, packing, planning, reworking
from boards.models import (
    AgendaItem,
    Board,
    ForwardEntry,
    ForwardMove,
    ForwardNotice,
    LegalStatus,
    Override,
    Recommendation,
)
from boards.noticing import Way
from foundation.working_days import ONE_DAY, PRINCIPAL
from tests.boards.dates import evening, held
from tests.boards.pages import send
from tests.boards.papers import REASONS, drafted, publish, refusals
from tests.boards.prints import print_of
from tests.boards.test_publishing import told
from tests.dates import in_days

Kind = ForwardNotice.Kind
NOTICE = {"because": "It cannot wait", "person": "Cllr Ash", "office": "Chair of the council"}


def pages_of(meeting) -> list[str]:
    one, board = f"/manage/meetings/{meeting.pk}/", f"/manage/boards/{meeting.board.slug}/"
    return [one, f"{one}agenda/", "/manage/", board, f"{board}meetings/"]


@pytest.mark.parametrize(("days", "words"), [(2, "Late"), (60, "ust be")])
def test_the_clock_stands_on_every_page_from_which_an_officer_prepares_a_meeting(inside, days, words):
    meeting, clerk = held(inside, starts_at=evening(in_days(days))), inside.client("clerk")
    said = [clerk.get(address).content.decode() for address in pages_of(meeting)]
    assert [words in page or "Agenda out by" in page for page in said] == [True] * 5
    assert ("govuk-tag--red" in said[-1]) is (days == 2)


def test_the_clock_of_a_published_agenda_says_what_notice_it_gave(inside):
    meeting = drafted(inside)
    publish(inside, meeting)
    clerk = inside.client("clerk")
    for address in pages_of(meeting):
        assert "clear working days before" in clerk.get(address).content.decode(), address


@pytest.fixture
def executive(inside):
    """The cast's board, as an executive committee bound by statute."""
    inside.board.legal_status = LegalStatus.EXECUTIVE
    inside.board.save()
    return inside.board


def a_key_decision(cast, days: int, *, ago: int = 0, public=True, **fields) -> ForwardEntry:
    """Return an entry of a key decision so many days ahead, on the agenda, whose notice was given so long ago."""
    clerk, meeting = cast.users["clerk"], drafted(cast, starts_at=evening(in_days(days)))
    told(cast, meeting)
    meeting.announced_at = timezone.now()
    meeting.save()
    facts = {"title": "Sell the hall", "text": "Whether to sell it", "contact": "Jo", "is_key": True, **fields}
    entry = planning.add_entry(cast.board, by=clerk, meeting=meeting, **facts)
    if public:
        planning.publish_entry(entry, by=clerk)
        ForwardNotice.objects.update(given_at=timezone.now() - datetime.timedelta(days=ago))
    planning.put_on_agenda(entry, by=clerk)
    return ForwardEntry.objects.select_related("board", "meeting").get(pk=entry.pk)


def circumstances(entry: ForwardEntry) -> dict:
    return {item.pk: ("It cannot wait", "The chair") for item in AgendaItem.objects.filter(meeting=entry.meeting)}


def refused(cast, entry: ForwardEntry, **kwargs) -> list[str]:
    with cast.inside():
        return refusals(cast, entry.meeting, circumstances=circumstances(entry), **kwargs)


def give(cast, entry: ForwardEntry, kind: str, **words) -> ForwardNotice:
    facts = {**NOTICE, "person_on": timezone.localdate(), **words}
    return noticing.give(entry, kind, by=cast.users["clerk"], **facts)


@given(
    given_on=st.dates(datetime.date(2026, 1, 1), datetime.date(2027, 12, 31)),
    ahead=st.integers(0, 60),
    long=st.integers(6, 40),
    short=st.integers(1, 6),
    working=st.booleans(),
)
@settings(max_examples=200, deadline=None)
def test_the_way_of_a_key_decision_is_chosen_by_its_days(given_on, ahead, long, short, working):
    board = Board(key_notice_days=long, short_notice_days=short, key_days_are_working=working)
    decided_on = given_on + ahead * ONE_DAY
    between = [given_on + days * ONE_DAY for days in range(1, ahead)]
    workdays = sum(PRINCIPAL.counts(day) for day in between)
    full = (workdays if working else len(between)) >= long
    expected = Way.FULL if full else Way.GENERAL if workdays >= short else Way.URGENT
    assert noticing.way(board, given_on, decided_on) == expected
    assert (given_on <= noticing.last_long_day(board, decided_on)) <= noticing.has_long(board, given_on, decided_on)
    assert noticing.way(board, noticing.last_long_day(board, decided_on), decided_on) == Way.FULL


@pytest.mark.parametrize(("days", "ago", "left"), [(29, 0, []), (20, 9, []), (28, 0, ["key"]), (20, 0, ["key"])])
def test_an_executive_publishes_no_key_decision_without_28_clear_days_of_notice(inside, executive, days, ago, left):
    assert refused(inside, a_key_decision(inside, days, ago=ago)) == left


def test_the_same_key_decision_of_an_informal_board_is_warned_of_the_reason_kept_and_the_public_told(
    inside, django_assert_max_num_queries
):
    inside.board.takes_key_decisions = True
    inside.board.save()
    entry = a_key_decision(inside, 20)
    assert refused(inside, entry) == ["key"]
    publish(inside, entry.meeting, reasons={**REASONS, "key": "The buyer leaves"})
    kept = Override.objects.get(rule="key")
    assert kept.reason == "The buyer leaves" and "regulations 9 to 11; R6" in kept.warning
    stranger, home = inside.client(), entry.meeting.get_absolute_url()
    link = f'href="{entry.get_absolute_url()}">In the forward plan'
    for page in (home, f"{home}agenda/1/"):
        with django_assert_max_num_queries(10):  # 8, and the two of the savepoint in which a test runs it
            said = stranger.get(page).content.decode()
        assert "Key decision" in said and link in said
    with inside.inside():
        printed = packing.published_job(print_of(entry.meeting, "agenda"), Path()).papers[0].sheet
        assert printed and "For decision. Key decision." in printed.html
        planning.change_entry(entry, by=inside.users["clerk"], is_key=False)
    assert "Key decision" not in stranger.get(home).content.decode()


def test_a_board_that_is_no_executive_takes_no_key_decisions(inside):
    with pytest.raises(ValidationError, match="takes no key decisions"):
        a_key_decision(inside, 40)
    page = inside.client("clerk").get("/manage/boards/hill-and-vale-board/forward-plan/new/").content.decode()
    assert "key decision" not in page


@pytest.mark.parametrize(("days", "kind", "wrong"), [(20, Kind.GENERAL, Kind.URGENT), (3, Kind.URGENT, Kind.GENERAL)])
def test_a_refusal_says_which_notice_would_do_and_that_notice_is_public_and_satisfies(
    inside, executive, days, kind, wrong
):
    entry, clerk = a_key_decision(inside, days), inside.client("clerk")
    check = clerk.get(f"/manage/meetings/{entry.meeting_id}/publication/").content.decode()
    said = {Kind.GENERAL: "publish the general exception by", Kind.URGENT: "consents to special urgency"}[kind]
    assert said in check and "regulations 9 to 11; R6" in check and f"/manage/forward-plan/{entry.pk}/" in check
    page = f"/manage/forward-plan/{entry.pk}/"
    today = timezone.localdate()
    on = {"person_on-day": today.day, "person_on-month": today.month, "person_on-year": today.year}
    assert Kind(kind).label in clerk.get(page).content.decode()
    refusal = clerk.post(f"{page}notices/{wrong}/", {**NOTICE, **on}).content.decode()
    assert f"needs “{Kind(kind).label}” now" in refusal
    send(clerk, f"{page}notices/{kind}/", {**NOTICE, **on})
    public = inside.client().get(entry.get_absolute_url()).content.decode()
    assert "Cllr Ash, chair of the council" in public and "It cannot wait" in public
    assert refused(inside, entry) == []


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"because": " "}, "Enter why the full notice"),
        ({"person": ""}, "Enter the name of who was told"),
        ({"office": "The mayor"}, "Select the office"),
        ({"person_on-year": "2999"}, "Year must"),
        ({"person_on-year": "2100"}, "today or in the past"),
    ],
)
def test_a_notice_that_says_too_little_is_refused(inside, executive, wrong, words):
    entry = a_key_decision(inside, 20)
    on = {"person_on-day": 1, "person_on-month": 1, "person_on-year": 2026}
    address = f"/manage/forward-plan/{entry.pk}/notices/general/"
    page = inside.client("clerk").post(address, {**NOTICE, **on, **wrong}).content.decode()
    assert words in page and not ForwardNotice.objects.filter(kind="general").exists()


def test_a_private_meeting_needs_a_second_notice_with_what_was_said_and_the_response(inside, executive):
    today = timezone.localdate()
    last = next(days for days in range(1, 20) if noticing.has_short(executive, today, in_days(days)))
    private = {"is_key": False, "private_because": "Paragraph 3: a price is agreed"}
    early, entry = (a_key_decision(inside, days, ago=40, **private) for days in (last + 9, last))
    assert refused(inside, early) == [] and refused(inside, entry) == ["private"]
    words = {"because": "The price is still open", "representations": "Two asked to hear it", "response": "No"}
    with pytest.raises(ValidationError, match="Say what was said against"):
        give(inside, entry, Kind.SECOND, **{**words, "response": ""})
    give(inside, entry, Kind.SECOND, **words)
    assert "Two asked to hear it" in inside.client().get(entry.get_absolute_url()).content.decode()
    assert refused(inside, entry) == []


def test_too_late_for_its_notices_a_private_meeting_needs_the_named_consent(inside, executive):
    entry = a_key_decision(inside, 15, is_key=False, private_because="Paragraph 3")
    with pytest.raises(ValidationError, match="needs “Urgent private meeting” now"):
        give(inside, entry, Kind.SECOND)
    give(inside, entry, Kind.PRIVATE_URGENT)
    assert refused(inside, entry) == []


def test_an_exempt_item_that_no_notice_says_is_private_is_refused(inside, executive):
    entry = a_key_decision(inside, 40)
    review = {"reason": "Price", "officer": "Ms Elm", "summary": "A price", "review_on": in_days(99)}
    exempting.mark(entry.meeting, f"item:{entry.item_id}", by=inside.users["clerk"], paragraph=3, **review)
    assert refused(inside, entry) == ["private"]


def test_what_was_public_and_becomes_a_key_decision_is_notice_of_it_from_that_day(inside, executive):
    entry = a_key_decision(inside, 40, is_key=False)
    assert not ForwardNotice.objects.exists()
    planning.change_entry(entry, by=inside.users["clerk"], is_key=True)
    planning.change_entry(entry, by=inside.users["clerk"], is_key=True)
    assert [notice.given_on for notice in ForwardNotice.objects.filter(kind="key")] == [timezone.localdate()]


def test_a_notice_of_an_entry_that_nobody_reads_counts_for_nothing(inside, executive):
    entry = a_key_decision(inside, 40, public=False)
    assert refused(inside, entry) == ["key"]
    with pytest.raises(ValidationError, match="Publish the entry"):
        give(inside, entry, Kind.GENERAL)


def test_no_notice_is_given_after_the_event(inside, executive):
    entry = a_key_decision(inside, 3)
    entry.meeting.opened_at = timezone.now()
    entry.meeting.save()
    with pytest.raises(ValidationError, match="a notice is given before"):
        give(inside, entry, Kind.URGENT)
    assert (
        "Too late for notice"
        not in inside.client("clerk").get(f"/manage/meetings/{entry.meeting_id}/").content.decode()
    )


def test_the_officers_pages_say_what_a_meeting_still_needs(inside, executive):
    entry, late = a_key_decision(inside, 20), a_key_decision(inside, 3, title="Sell the barn")
    clerk = inside.client("clerk")
    assert "Too late for notice" in clerk.get(f"/manage/meetings/{late.meeting_id}/").content.decode()
    assert "1 to give notice of" in clerk.get(f"/manage/meetings/{entry.meeting_id}/").content.decode()
    assert "Key decision" in clerk.get(f"/manage/meetings/{entry.meeting_id}/agenda/").content.decode()


def test_what_was_deferred_stays_in_the_plan_under_the_item_by_which_it_is_put_again(inside):
    entry = a_key_decision(inside, 10, is_key=False)
    later = held(inside, starts_at=evening(in_days(40)))
    item = AgendaItem.objects.get(pk=entry.item_id)
    row = Recommendation.objects.create(
        board=inside.board, item=item, position=1, text="Sell", outcome="deferred", reason="Ask the parish"
    )
    again = reworking.put_again(row, at=later, by=inside.users["clerk"])
    entry.refresh_from_db()
    assert (entry.item, entry.meeting) == (again.item, later)
    assert ForwardMove.objects.get().because == "Ask the parish"


@pytest.mark.parametrize("kind", [Kind.SECOND, Kind.GENERAL, Kind.URGENT, Kind.PRIVATE_URGENT])
def test_the_database_keeps_no_notice_without_its_reason_its_answer_or_its_name(inside, executive, kind):
    entry = a_key_decision(inside, 40)
    with pytest.raises(Error), transaction.atomic():
        ForwardNotice.objects.create(board=executive, entry=entry, kind=kind, because="x", given_at=timezone.now())
