"""What counts of one area tell of its periods: a year less three quarters is the fourth. Source: R33.

Each shown period is a road between its first day and the day after its last. Two days that such roads join have a known
number of people between them, whichever way that is added up: over quarters, months, or years that overlap.
"""

import itertools
from collections import defaultdict, deque
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

Day = int  # as `date.toordinal` counts them
Span = tuple[Day, Day]  # the first day, and the day after the last
Counts = Mapping[int, Decimal | None]


@dataclass(frozen=True)
class Series:
    """The periods of one area, by the keys of their counts."""

    spans: Mapping[int, Span]

    @property
    def cells(self) -> Collection[int]:
        """Return the counts that it is about."""
        return self.spans.keys()

    def beside(self, key: int) -> Collection[int]:
        """Return the periods that share days with one of them."""
        first, after = self.spans[key]
        return [other for other, span in self.spans.items() if span[0] < after and first < span[1]]

    def more(self, counts: Counts, hidden: Collection[int], smallest: int, fixed: Collection[int] = ()) -> list[int]:
        """Return the counts to hide so that no hidden one and no few people can be worked out over the periods.

        Those that are ``fixed`` are told elsewhere, so that to hide them would hide nothing.
        """
        roads = Roads({key: span for key, span in self.spans.items() if key not in hidden}, counts, fixed)
        kept_back = {span for key, span in self.spans.items() if key in hidden}
        found: list[int] = []
        while weakest := [
            key for told in _told(roads, kept_back, smallest) if (key := roads.weakest(told)) is not None
        ]:
            found += weakest
            kept_back |= {self.spans[key] for key in weakest}
        return found


class Roads:
    """Days, and the shown periods that join them."""

    def __init__(self, spans: Mapping[int, Span], counts: Counts, fixed: Collection[int] = ()):
        self.spans, self.counts, self.fixed = spans, counts, fixed
        self.beside: dict[Day, dict[int, Day]] = defaultdict(dict)
        for key, (first, after) in spans.items():
            self.beside[first][key] = after
            self.beside[after][key] = first

    def joined(self) -> list[dict[Day, Decimal]]:
        """Return the days that are joined, each with how many people were counted until then."""
        found: list[dict[Day, Decimal]] = []
        seen: set[Day] = set()
        for start in self.beside:
            if start in seen:
                continue
            known, waiting = {start: Decimal(0)}, [start]
            while waiting:
                day = waiting.pop()
                for key, other in self.beside[day].items():
                    if other not in known:
                        count = self.counts[key] or 0
                        known[other] = known[day] + (count if other > day else -count)
                        waiting.append(other)
            seen |= known.keys()
            found.append(known)
        return found

    def weakest(self, spans: Collection[Span]) -> int | None:
        """Close the road with the fewest people on the ways through some spans, where each has one still; return it.

        A period in which nobody was counted stays: to hide it would hide nothing.
        """
        ways = [self._way(*span) for span in spans]
        people = [(n, key) for way in ways for key in way if (n := self.counts[key]) and key not in self.fixed]
        key = min(people)[1] if people and all(ways) else None
        if key is not None:
            first, after = self.spans[key]
            del self.beside[first][key], self.beside[after][key]
        return key

    def _way(self, first: Day, after: Day) -> list[int]:
        """Return the shown periods by which the number of people in a span is worked out, as few as there may be."""
        came: dict[Day, tuple[Day, int]] = {}
        waiting = deque([first])
        while waiting and after not in came:
            day = waiting.popleft()
            for key, other in self.beside[day].items():
                if other not in came and other != first:
                    came[other] = day, key
                    waiting.append(other)
        keys, day = [], after
        while day in came:
            day, key = came[day]
            keys.append(key)
        return keys


def _told(roads: Roads, kept_back: Collection[Span], smallest: int) -> Iterator[list[Span]]:
    """Give what is told and must not be: each as the spans from which it is worked out."""
    known = roads.joined()
    of = {day: number for number, days in enumerate(known) for day in days}
    yield from ([span] for span in kept_back if span[0] in of and of[span[0]] == of.get(span[1]))
    for spans, people in _rests(known):
        if 0 < people < smallest:
            yield spans


def _rests(known: list[dict[Day, Decimal]]) -> list[tuple[list[Span], Decimal]]:
    """Return how many people are in each span between two known days, less the other known spans that lie in it.

    Each comes with the spans that it is worked out from: two quarters that are hidden are a year less the other two.
    """
    rows = []
    for days in known:
        order = sorted(days)
        rows += [(first, after, days[after] - days[first]) for first, after in itertools.pairwise(order)]
    found: list[tuple[list[Span], Decimal]] = []
    around: list[int] = []  # the spans in which the next one may lie, the innermost last
    for first, after, people in sorted(rows, key=lambda row: (row[0], -row[1])):
        while around and found[around[-1]][0][0][1] <= first:
            around.pop()
        whole = next((n for n in reversed(around) if found[n][0][0][1] >= after), None)
        if whole is not None:
            spans, rest = found[whole]
            if spans[-1][1] <= first or len(spans) == 1:
                found[whole] = [*spans, (first, after)], rest - people
        around.append(len(found))
        found.append(([(first, after)], people))
    return found
