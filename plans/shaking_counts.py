"""Hidden counts that areas and periods tell together, though neither does alone. Source: R33.

Hidden numbers are changed at random in every way that leaves all that is shown as it is. One that cannot be changed can
be worked out, by whatever sums; one that can is not told.
"""

import heapq
import random
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping

from plans.tiling_periods import Counts, Roads, Series

PRIME = 2**61 - 1  # we count modulo a prime: exact, fast, and a number that can change does not, once in so many
Equation = dict[Hashable, int]
Terms = Iterable[tuple[int, int]]  # keys of counts with their signs; shown and hidden ones together make nought


def told(sums: Iterable[Terms], series: Iterable[Series], counts: Counts, hidden: Collection[int]) -> set[int]:
    """Return the hidden counts that can be worked out exactly from all that is shown."""
    ends = _ends(series, counts, hidden)
    equations = []
    for terms in sums:
        one: Equation = defaultdict(int)
        for key, sign in terms:
            if key in ends:
                first, after = ends[key]
                one[after] += sign
                one[first] -= sign
        equations.append({name: sign % PRIME for name, sign in one.items() if sign})
    moved = _shaken([one for one in equations if one])
    return {key for key, (first, after) in ends.items() if first == after or moved.get(first) == moved.get(after, -1)}


def _ends(series: Iterable[Series], counts: Counts, hidden: Collection[int]) -> dict[int, tuple[Hashable, Hashable]]:
    """Return for each hidden count the number of people until its first day and until its last, by their names.

    Days that shown periods join move together, and so have one name.
    """
    found: dict[int, tuple[Hashable, Hashable]] = {}
    for number, one in enumerate(series):
        kept_back = [key for key in one.spans if key in hidden]
        if kept_back:
            roads = Roads({key: span for key, span in one.spans.items() if key not in hidden}, counts)
            of = {day: (number, min(days)) for days in roads.joined() for day in days}
            for key in kept_back:
                first, after = (of.get(day, (number, day)) for day in one.spans[key])
                found[key] = first, after
    return found


def _shaken(equations: list[Equation]) -> dict[Hashable, int]:
    """Return numbers that solve some equations and are random besides."""
    chance = random.Random(len(equations))  # noqa: S311  nothing is kept secret by it
    solved = _eliminated(equations)
    found = {name: chance.randrange(PRIME) for one in equations for name in one}
    found |= {name: chance.randrange(PRIME) for _, one in solved for name in one}
    for name, one in reversed(solved):
        rest = sum(factor * found[other] for other, factor in one.items() if other != name)
        found[name] = -rest * pow(one[name], -1, PRIME) % PRIME
    return found


def _eliminated(equations: list[Equation]) -> list[tuple[Hashable, Equation]]:
    """Return the equations so that each gives one name by others that later ones give; changes them.

    What stands in the fewest equations goes first: most often in one alone, which then costs nothing.
    """
    found: list[tuple[Hashable, Equation]] = []
    names = list({name: None for one in equations for name in one})
    of: list[set[int]] = [set() for _ in names]
    place = {name: number for number, name in enumerate(names)}
    for number, one in enumerate(equations):
        for name in one:
            of[place[name]].add(number)
    waiting = [(len(rows), number) for number, rows in enumerate(of)]
    heapq.heapify(waiting)
    while waiting:
        many, number = heapq.heappop(waiting)
        if many and many == len(of[number]):
            name = names[number]
            own = min(of[number], key=lambda row: len(equations[row]))
            one = equations[own]
            others = of[number] - {own}
            for row in others:
                _subtract(equations[row], one, name)
            for each in one:
                at = of[place[each]]
                at.discard(own)
                at.difference_update(row for row in others if each not in equations[row])
                at.update(row for row in others if each in equations[row])
                heapq.heappush(waiting, (len(at), place[each]))
            found.append((name, one))
    return found


def _subtract(row: Equation, one: Mapping[Hashable, int], name: Hashable) -> None:
    """Take from an equation as much of another as frees it of a name."""
    times = row[name] * pow(one[name], -1, PRIME) % PRIME
    for each, factor in one.items():
        left = (row.get(each, 0) - times * factor) % PRIME
        if left:
            row[each] = left
        else:
            row.pop(each, None)
