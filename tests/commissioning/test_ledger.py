"""Every pound is accounted for: entries are added and never changed, and no pot holds less than nothing."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from boards import deciding_alone
from boards.models import Board, Hold
from commissioning import allocating, balances, booking, ending_years, funding, reporting
from commissioning.models import Contribution, Entry, Fund, Move, YearEnd
from engagement.models import Theme
from foundation.meanwhile import ChangedMeanwhile
from tests.boards.drafts import a_meeting
from tests.commissioning.funded import BEGAN, a_delegated_decision, a_fund, an_allocation, grounds, today
from tests.plans.measured import a_priority
from tests.plans.planned import a_decision


def set_stage(cast):
    return grounds(cast)


@pytest.fixture
def by(cast):
    return cast.users["clerk"]


def go(what, allocation, pounds, by, **more):
    return allocating.move(what, allocation, pounds * 100, on=today(), because="The contract", by=by, **more)


def refused(rule, act, *args, **kwargs):
    with transaction.atomic(), pytest.raises(ValidationError) as told:
        act(*args, **kwargs)
    assert rule in " ".join(told.value.messages)


def test_money_goes_from_pot_to_pot_and_each_step_is_told(cast, made, by):
    fund = a_fund(cast, 1000)
    one = an_allocation(cast, fund, 600, made)
    go(Move.COMMITTED, one, 500, by)
    go(Move.PAID, one, 200, by, reference="Invoice 7")
    go(Move.UNCOMMITTED, one, 100, by)
    go(Move.RELEASED, one, 150, by)
    go(Move.RECOVERED, one, 50, by)
    found = balances.of_fund(fund.pk)
    assert (found.free, found.allocated, found.committed, found.paid) == (600_00, 50_00, 200_00, 150_00)
    assert found.whole == 1000_00 and found.aside == 400_00
    paid = Entry.objects.get(move=Move.PAID)
    assert (paid.organisation, paid.decision, paid.booked_by) == (one.organisation, made["decision"], by)


def test_more_than_there_is_is_refused_and_nothing_is_half_booked(cast, made, by):
    fund = a_fund(cast, 100)
    refused("£100 is left in the fund, and this needs £101", an_allocation, cast, fund, 101, made)
    assert not fund.allocations.exists() and balances.of_fund(fund.pk).free == 100_00
    one = an_allocation(cast, fund, 100, made)
    refused("£100 is left of what was set aside, and this needs £100.01", allocating.move, Move.COMMITTED, one, 100_01,
            on=today(), because="x", by=by)  # fmt: skip
    refused("£0 is left of what was promised", go, Move.PAID, one, 1, by)
    refused("£0 is left of what was paid", go, Move.RECOVERED, one, 1, by)
    refused("above £0", funding.receive, fund, 0, on=today(), because="x", by=by)


def test_an_entry_is_reversed_once_and_never_changed(cast, made, by):
    fund = a_fund(cast, 100)
    received = Entry.objects.get(fund=fund)
    one = an_allocation(cast, fund, 60, made)
    refused(
        "£40 is left in the fund, and this needs £100",
        booking.reverse,
        received,
        because="Came to us by mistake",
        by=by,
    )
    aside = Entry.objects.get(allocation=one)
    back = booking.reverse(aside, because="The wrong fund", by=by)
    assert (back.source, back.target, back.reverses) == ("allocated", "free", aside)
    refused("taken back already", booking.reverse, aside, because="Again", by=by)
    refused("takes another entry back", booking.reverse, back, because="Undo", by=by)
    assert balances.of_fund(fund.pk).free == 100_00
    for statement in ("UPDATE commissioning_entry SET pence = 1", "DELETE FROM commissioning_entry"):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"{statement} WHERE fund_id = %s", [fund.pk])


def test_a_raw_entry_that_goes_no_way_or_names_another_fund_is_refused(cast, made, by):
    fund, other = a_fund(cast, 100), a_fund(cast, 100, "Another fund")
    one = an_allocation(cast, fund, 60, made)
    promised = Contribution(fund=other, organisation=cast.organisations["county"], pence=1, due_on=today())
    promised = funding.promise(promised, by=by)
    facts = {"fund": fund, "pence": 1, "on": today(), "because": "x", "board": fund.board, "locality": fund.locality}
    for wrong in (
        {"move": "paid", "source": "free", "target": "paid", "allocation": one},
        {"move": "paid", "source": "committed", "target": "paid", "allocation": one, "fund": other},
        {"move": "received", "source": "outside", "target": "free", "allocation": one},
        {"move": "allocated", "source": "free", "target": "allocated"},
        {"move": "returned", "source": "free", "target": "returned"},
        {"move": "received", "source": "outside", "target": "free", "fed_by": Entry.objects.filter(fund=other).first()},
        {"move": "received", "source": "outside", "target": "free", "contribution": promised},
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            Entry.objects.create(**facts | wrong)


def test_money_rests_on_a_decision_a_priority_and_the_ring_fence(cast, made, by):
    fund = a_fund(cast, 100)
    waits = a_decision(cast, awaiting=cast.organisations["county"], days=-19)
    refused("takes effect and is published", an_allocation, cast, fund, 1, made, decision=waits)
    refused("was agreed", an_allocation, cast, fund, 1, made, decision=a_decision(cast, outcome="noted", days=-29))
    refused("stands (A45)", an_allocation, cast, fund, 1, made, priority=a_priority(cast, published_at=None))
    refused("Choose the decision", an_allocation, cast, fund, 1, made, decision=None)
    theme = Theme.objects.create(key="lights", name="Lights")
    fenced = a_fund(cast, 100, "Only lights", only_theme=theme)
    refused("ring-fenced to “Lights”", an_allocation, cast, fenced, 1, made)
    an_allocation(cast, fenced, 1, {**made, "priority": a_priority(cast, "Light", theme=theme)})
    fenced.only_theme = None
    refused("its ring-fence, its place", funding.save_fund, fenced, by=cast.users["clerk"])
    other = Board.objects.create(kind=cast.board.kind, locality=cast.locality, name="Hill Board", slug="hill")
    theirs = a_fund(cast, 100, "Of another board", board=other)
    refused("decision of the board of its fund", an_allocation, cast, theirs, 1, made)
    held = a_decision(cast, awaiting=cast.organisations["county"], answer="agreed", answered_on=today(), days=-39)
    Hold.objects.create(board=cast.board, decision=held, organisation=held.awaiting, publish_by=today())
    refused("held for call-in", an_allocation, cast, fund, 1, made, decision=held)
    refused("held for call-in", funding.give_back, fund, 1, on=today(), because="x", decision=held, by=by)
    kept = an_allocation(cast, fund, 1, made)
    with pytest.raises(DatabaseError, match="What money rests on stays"), transaction.atomic():
        type(kept).objects.filter(pk=kept.pk).update(priority=a_priority(cast, "Another"))


def test_a_delegated_decision_commits_no_more_than_it_says(cast, made, by):
    fund = a_fund(cast, 1000)
    alone = {**made, "decision": None, "officer_decision": a_delegated_decision(cast, 300)}
    refused("Say when the chair was consulted", an_allocation, cast, fund, 1, alone)
    meeting = a_meeting(cast, days=30)
    alone["consulted"] = "The chair agreed on 3 May"
    first = an_allocation(cast, fund, 200, alone)
    refused("commits £300, and £200 of it", an_allocation, cast, fund, 101, alone)
    go(Move.RELEASED, first, 50, by)
    an_allocation(cast, fund, 150, alone)
    released = Entry.objects.get(move=Move.RELEASED)
    refused("commits £300, and £300 of it", booking.reverse, released, because="Set aside again", by=by)
    (item,) = meeting.items.filter(title=reporting.TITLE)
    assert item.text.count("The chair agreed on 3 May") == 2 and "£150: Lights on Mill Lane" in item.text
    alone["officer_decision"].amount = 299_00
    refused("£300 is set aside under this decision", deciding_alone.record, alone["officer_decision"],
            because="A slip", by=cast.users["clerk"])  # fmt: skip
    first.refresh_from_db()
    assert first.told_at and not reporting.owed()


def test_money_for_another_fund_arrives_with_the_payment_and_goes_with_its_reversal(cast, made, by):
    county, board = a_fund(cast, 500, "Devolved", stream="devolved"), a_fund(cast, 0, "Of the board")
    one = an_allocation(cast, county, 400, made, into=board)
    go(Move.COMMITTED, one, 400, by)
    paid = go(Move.PAID, one, 400, by)
    arrived = Entry.objects.get(fund=board)
    assert (arrived.pence, arrived.fed_by, arrived.organisation) == (400_00, paid, county.holder)
    refused("reverse that", booking.reverse, arrived, because="x", by=by)
    refused("reverse that", go, Move.RECOVERED, one, 1, by)
    spent = an_allocation(cast, board, 1, made)
    refused("£399 is left in the fund", booking.reverse, paid, because="x", by=by)
    go(Move.RELEASED, spent, 1, by)
    booking.reverse(paid, because="Paid too soon", by=by)
    assert balances.of_fund(board.pk).whole == 0 and balances.of_fund(county.pk).whole == 500_00


def test_only_an_open_fund_in_its_days_moves_money(cast, made, by):
    fund = a_fund(cast, 100, ends_on=today() - datetime.timedelta(days=1), exit_plan="The parish pays")
    refused("nothing more is set aside", an_allocation, cast, fund, 1, made)
    received = {"because": "x", "by": by}
    refused("begins on 1 April 2026", funding.receive, fund, 1, on=BEGAN - datetime.timedelta(days=1), **received)
    refused("today or a day before", funding.receive, fund, 1, on=today() + datetime.timedelta(days=1), **received)
    with pytest.raises(DatabaseError, match="stays open to read"), transaction.atomic():
        Fund.objects.filter(pk=fund.pk).update(published_at=None)
    refused("£100 is still in the fund", funding.close_fund, fund, because="It ended", by=by)
    funding.give_back(fund, 100_00, on=today(), because="Not needed", decision=made["decision"], by=by)
    fund = funding.close_fund(fund, because="It ended", by=by)
    refused("open fund", funding.receive, fund, 1, on=today(), **received)
    refused("closed already", funding.close_fund, fund, because="Again", by=by)


def test_at_the_end_of_a_year_the_rule_says_what_is_carried(cast, made, by):
    ends_on = ending_years.last_year_end(today())
    began = datetime.date(ends_on.year - 1, 6, 1)
    fund = a_fund(cast, 0, carry_percent=25, starts_on=began)
    funding.receive(fund, 1000_00, on=began, because="First year", by=by)
    year = ending_years.end_year(fund, ends_on, by=by)
    assert year.lapsed.pence == 750_00 and year.note == "£250 is carried into the next year."
    refused("closed already", ending_years.end_year, fund, ends_on, by=by)
    refused("year of the fund is closed", funding.receive, fund, 1, on=ends_on, because="x", by=by)
    with pytest.raises(DatabaseError, match="stays closed"), transaction.atomic():
        YearEnd.objects.filter(pk=year.pk).delete()
    refused("not ended", ending_years.end_year, fund, today(), by=by)
    refused("began after this year", ending_years.end_year, a_fund(cast, 0, "New", starts_on=today()), ends_on, by=by)
    kept = a_fund(cast, 10, "Carries all", starts_on=began)
    assert ending_years.end_year(kept, ends_on, by=by).lapsed is None


def test_words_that_are_saved_while_a_fund_is_opened_leave_it_open(cast, made, by):
    fund = a_fund(cast)
    was = Fund(pk=fund.pk, **{name: getattr(fund, name) for name in funding.FIELDS}, board=fund.board)
    was._state.adding, was.purpose = False, "Lights"
    funding.save_fund(was, by=by)
    fund.refresh_from_db()
    assert fund.published_at and fund.purpose == "Lights"


def test_who_saw_other_sums_is_told(cast, made, by):
    fund = a_fund(cast, 100)
    one = an_allocation(cast, fund, 60, made)
    saw = allocating.seen(one)
    go(Move.COMMITTED, one, 30, by, saw=saw)
    with pytest.raises(ChangedMeanwhile):
        go(Move.COMMITTED, one, 30, by, saw=saw)
