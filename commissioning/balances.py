"""What is in each pot: sums of the ledger, never numbers that are kept. Source: house rule 11."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, F, Q, Sum, When

from commissioning.models import Entry, Pot


@dataclass(frozen=True)
class Balance:
    """What is in the pots of a fund, or of an allocation, in pence."""

    free: int = 0
    allocated: int = 0
    committed: int = 0
    paid: int = 0
    returned: int = 0

    @property
    def aside(self) -> int:
        """Return what was set aside in all: whether it waits, is promised or is paid."""
        return self.allocated + self.committed + self.paid

    @property
    def whole(self) -> int:
        """Return what came and was not given back."""
        return self.free + self.aside


def net(*pots: Pot, kept: Q | None = None) -> Sum:
    """Return what moved into some pots less what left them, of the entries that are kept."""
    into, out = Q(target__in=pots) & ~Q(source__in=pots), Q(source__in=pots) & ~Q(target__in=pots)
    rule = kept or Q()
    return Sum(Case(When(rule & into, then=F("pence")), When(rule & out, then=-F("pence")), default=0))


def _sums(key: str, **kept: object) -> dict[int, Balance]:
    sums: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    rows = Entry.objects.filter(**kept).order_by().values_list(key, "source", "target").annotate(moved=Sum("pence"))
    for of, source, target, moved in rows:
        sums[of][target] += int(moved)
        sums[of][source] -= int(moved)
    pots = [pot.value for pot in Pot if pot != Pot.OUTSIDE]
    return {of: Balance(**{pot: found[pot] for pot in pots}) for of, found in sums.items()}


def of_funds(funds: Iterable[int]) -> dict[int, Balance]:
    """Return what is in each of these funds, in one query; a fund without entries is not in it."""
    return _sums("fund", fund__in=list(funds))


def of_allocations(allocations: Iterable[int]) -> dict[int, Balance]:
    """Return what is in the pots of each of these allocations, in one query."""
    return _sums("allocation", allocation__in=list(allocations))


def of_fund(fund: int) -> Balance:
    """Return what is in one fund."""
    return of_funds([fund]).get(fund, Balance())


def of_allocation(allocation: int) -> Balance:
    """Return what is in the pots of one allocation; free counts what left it, and is never more than nothing."""
    return of_allocations([allocation]).get(allocation, Balance())
