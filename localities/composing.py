"""A council's members by political group, held against its number of seats. Source: checklist A7, A8."""

import datetime
from collections import Counter
from dataclasses import dataclass

from foundation.templatetags.words import counted
from localities.models import Mandate, Organisation

NO_GROUP = "No group entered"


@dataclass(frozen=True)
class Composition:
    """Who sits on a council on a day, counted."""

    seats: int | None
    groups: tuple[tuple[str, int], ...]  # the largest first
    executive: int

    @property
    def members(self) -> int:
        """Return how many sit."""
        return sum(number for _, number in self.groups)

    @property
    def frontline(self) -> int:
        """Return how many are not on the executive."""
        return self.members - self.executive

    @property
    def reconciles(self) -> bool:
        """Say whether the groups add up to the council's number of seats, and everybody has a group."""
        return self.members == self.seats and NO_GROUP not in dict(self.groups)

    @property
    def sum(self) -> str:
        """Return the groups as a sum: “73 + 7 + 3 + 1”."""
        return " + ".join(str(number) for _, number in self.groups)

    @property
    def in_words(self) -> str:
        """Return the sum, and what is missing where it does not come out."""
        if self.seats is None:
            return f"{counted(self.members, 'member')} entered. The number of seats is not entered."
        seats = counted(self.seats, "seat")
        if not self.members:
            return f"{seats}, and no members entered."
        if self.members == self.seats:
            return f"{seats}: {self.sum}"
        short = self.seats - self.members
        what = f"{counted(short, 'seat')} vacant or not entered" if short > 0 else f"{-short} more than there are seats"
        return f"{seats}, {counted(self.members, 'member')}: {self.sum}. {what}."


def count(seats: int | None, members: list[tuple[str | None, bool]]) -> Composition:
    """Count members given as their group's name and whether they are on the executive."""
    groups = Counter(group or NO_GROUP for group, _ in members)
    largest_first = sorted(groups.items(), key=lambda item: (item[0] == NO_GROUP, -item[1], item[0]))
    return Composition(seats, tuple(largest_first), sum(on_executive for _, on_executive in members))


def composition(council: Organisation, on: datetime.date) -> Composition:
    """Count a council's members on a day."""
    rows = Mandate.objects.on(on).filter(council=council).values_list("group__name", "executive_position")
    return count(council.seats, [(group, bool(position)) for group, position in rows])
