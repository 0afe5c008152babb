"""Numbers of heads counted by groups that share people, so that they add up to nothing: which of them are shown.

None is so small that it points at somebody, and none gives a small one away. Answers of which each counts once, and
which add up, are `suppressing`'s: there fewer are hidden, since what is left can be worked out exactly.

What is hidden is chosen by sizes alone, so that hidden numbers may be exchanged for one another and the same table
would be shown: nobody can tell which of them is the small one, even who knows this rule. Source: standards R33, R35.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

Group = TypeVar("Group", bound=Hashable)


@dataclass(frozen=True)
class Shown(Generic[Group]):
    """How many took part, as far as it may be shown; None is hidden."""

    in_all: int | None
    groups: dict[Group, int | None]

    @property
    def hides(self) -> bool:
        """Say whether anything of it is hidden."""
        return self.in_all is None or None in self.groups.values()


def withhold(in_all: int, groups: Mapping[Group, int], smallest: int) -> Shown[Group]:
    """Return what may be shown of a count in all and by group, where fewer than ``smallest`` people are never shown.

    Groups may share people. Nobody at all is shown as 0: it tells of nobody. Where a small group could be worked out
    from the count in all, the next larger groups are hidden with it, and where there are none, the count in all is.
    """
    hidden = {group for group, people in groups.items() if 0 < people < smallest}
    shows_all = not 0 < in_all < smallest
    if hidden and shows_all and _unaccounted(in_all, groups, hidden) < (len(hidden) + 1) * smallest:
        larger = [people for people in groups.values() if people >= smallest]
        most = min(larger, default=0)
        hidden |= {group for group, people in groups.items() if 0 < people <= most}
        shows_all = bool(larger)
    shown = {group: None if group in hidden else people for group, people in groups.items()}
    return Shown(in_all if shows_all else None, shown)


def _unaccounted(in_all: int, groups: Mapping[Group, int], hidden: set[Group]) -> int:
    """Return how many people could be in the hidden groups or in none, if no two groups shared anybody."""
    return in_all - sum(people for group, people in groups.items() if group not in hidden)
