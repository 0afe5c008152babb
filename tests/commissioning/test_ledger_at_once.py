"""Whatever acts follow one another or meet, the ledger loses no penny and no pot holds less than nothing."""

import random
from collections import Counter

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from commissioning import allocating, balances, booking, funding
from commissioning.models import Allocation, Entry, Fund, Move
from tests.boards.at_once import together
from tests.cast import Cast, make_cast
from tests.commissioning.funded import a_fund, an_allocation, grounds, today

POTS = ("free", "allocated", "committed", "paid", "returned")
MOVES = (Move.RELEASED, Move.COMMITTED, Move.UNCOMMITTED, Move.PAID, Move.RECOVERED)
PENCE = st.integers(1, 400)


@pytest.fixture(scope="module")
def alone(django_db_setup, django_db_blocker):
    """A partnership of its own, since what these tests commit stays."""
    with django_db_blocker.unblock():
        cast = make_cast("ledgerhouse")
        with cast.inside():
            cast.grounds = grounds(cast)
        yield cast
        connection.close()


def pots(fund: Fund) -> Counter[str]:
    """Return what is in each pot, counted entry by entry and not by the product's own sum."""
    found: Counter[str] = Counter()
    for entry in Entry.objects.filter(fund=fund):
        found[entry.target] += entry.pence
        found[entry.source] -= entry.pence
    return found


def holds(fund: Fund) -> None:
    """No pot is below nothing, what came is what is there, and each allocation's own pots hold too."""
    found, told = pots(fund), balances.of_fund(fund.pk)
    assert all(found[pot] >= 0 and found[pot] == getattr(told, pot) for pot in POTS), found
    assert -found["outside"] == sum(found[pot] for pot in POTS)
    for one in balances.of_allocations(fund.allocations.values_list("pk", flat=True)).values():
        assert min(one.allocated, one.committed, one.paid) >= 0


@pytest.mark.django_db(transaction=True)
def test_the_last_pound_goes_once_whoever_asks_at_the_same_instant(alone: Cast):
    with alone.inside():
        fund = a_fund(alone, 100)

    def take():
        with alone.inside():
            an_allocation(alone, fund, 40, alone.grounds)

    raised = together(*[take] * 6)
    assert Counter(map(type, raised)) == {type(None): 2, ValidationError: 4}
    with alone.inside():
        holds(fund)
        assert balances.of_fund(fund.pk).free == 20_00 and fund.allocations.count() == 2


@pytest.mark.django_db(transaction=True)
def test_acts_that_meet_on_one_fund_lose_no_penny(alone: Cast):
    with alone.inside():
        fund, other = a_fund(alone, 10), a_fund(alone, 10, "Another")
        ways = [an_allocation(alone, fund, 3, alone.grounds), an_allocation(alone, fund, 3, alone.grounds, into=other)]
        ways.append(an_allocation(alone, other, 3, alone.grounds, into=fund))
    chance = random.Random(7)  # noqa: S311
    plans = [[(chance.choice(MOVES), chance.choice(ways), chance.randint(1, 200)) for _ in range(8)] for _ in range(4)]

    def act(steps):
        def run():
            for what, allocation, pence in steps:
                try:
                    with alone.inside():
                        allocating.move(what, allocation, pence, on=today(), because="x", by=None)
                except ValidationError:
                    continue

        return run

    assert together(*map(act, plans)) == [None] * 4
    with alone.inside():
        holds(fund)
        holds(other)
        came = {one: pots(one)["outside"] for one in (fund, other)}
        paid = {key: balances.of_allocation(one.pk).paid for key, one in enumerate(ways)}
        assert came == {fund: -(1000 + paid[2]), other: -(1000 + paid[1])}


class Books(RuleBasedStateMachine):
    """Acts in any order, each refused or whole."""

    cast: Cast

    @initialize()
    def begin(self):
        with self.cast.inside():
            self.fund = a_fund(self.cast)
        self.came = 0

    def _try(self, act, *args, **kwargs):
        try:
            with self.cast.inside():
                return act(*args, on=today(), because="x", by=None, **kwargs)
        except ValidationError:
            return None

    @rule(pence=PENCE)
    def receive(self, pence):
        self._try(funding.receive, self.fund, pence)

    @rule(pence=PENCE)
    def allocate(self, pence):
        facts = {"title": "Lights", "organisation": self.cast.organisations["parish"], **self.cast.grounds}
        self._try(allocating.allocate, Allocation(fund=self.fund, **facts), pence)

    @rule(what=st.sampled_from(MOVES), pence=PENCE, which=st.integers(0, 3))
    def move(self, what, pence, which):
        with self.cast.inside():
            found = list(self.fund.allocations.order_by("pk"))[which : which + 1]
        for one in found:
            self._try(allocating.move, what, one, pence)

    @rule(which=st.integers(0, 9))
    def reverse(self, which):
        with self.cast.inside():
            found = list(Entry.objects.filter(fund=self.fund).order_by("pk"))[which : which + 1]
        for one in found:
            try:
                with self.cast.inside():
                    booking.reverse(one, because="x", by=None)
            except ValidationError:
                pass

    @invariant()
    def stands(self):
        if hasattr(self, "fund"):
            with self.cast.inside():
                holds(self.fund)


@pytest.mark.django_db(transaction=True)
def test_no_sequence_of_acts_breaks_the_books(alone: Cast):
    Books.cast = alone
    quick = settings(max_examples=8, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(Books, settings=quick)
