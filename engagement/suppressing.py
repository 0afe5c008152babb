"""Numbers of answers that add up, by option, cell or place: which are kept back, so that none can be worked out.

Groups that share people, as heads counted at a meeting, add up to nothing: they are `withholding`'s.
Source: standards R33, R35.
"""

from collections.abc import Collection, Mapping


def alone(counts: Mapping[str, int], smallest: int) -> set[str]:
    """Return what is too small to show where the numbers do not add up to one that is known."""
    return {key for key, count in counts.items() if 0 < count < smallest}


def of_a_sum(counts: Mapping[str, int], smallest: int, besides: Collection[str] = ()) -> set[str]:
    """Return what to keep back where the numbers add up to one that is known: two at least, or nothing.

    What is kept back adds up to ``smallest`` or more, unless all of it together is smaller: then show no sum either.
    ``besides`` is kept back in any case.
    """
    hidden = alone(counts, smallest) | {key for key in besides if counts.get(key)}
    left = (key for key in counts if counts[key] and key not in hidden)
    shown = sorted(left, key=lambda key: (counts[key], key))
    while hidden and shown and (len(hidden) < 2 or sum(counts[key] for key in hidden) < smallest):
        hidden.add(shown.pop(0))
    return hidden


def of_a_share(counts: Mapping[str, int], counted: Collection[str], smallest: int) -> tuple[set[str], bool]:
    """Return what to keep back where the share of some answers is shown too, and whether it may be."""
    within = {key: count for key, count in counts.items() if key in counted}
    beside = {key: count for key, count in counts.items() if key not in counted}
    if not within or any(0 < sum(part.values()) < smallest for part in (within, beside)):
        return of_a_sum(counts, smallest), False
    return of_a_sum(within, smallest) | of_a_sum(beside, smallest), True


def of_places(
    places: Mapping[str, tuple[int, int]], whole: tuple[int, int], smallest: int, smallest_place: int
) -> list[str]:
    """Return the places of which the answers, and those of them that count, may be shown beside the whole.

    Each has enough answers, and neither it nor the rest of the whole tells of a few people.
    """

    def tells_of_few(found: tuple[int, int]) -> bool:
        answers, counting = found
        return any(0 < part < smallest for part in (counting, answers - counting))

    shown = [key for key, found in places.items() if found[0] >= smallest_place and not tells_of_few(found)]
    shown.sort(key=lambda key: (-places[key][0], key))
    while shown:
        rest = tuple(whole[part] - sum(places[key][part] for key in shown) for part in (0, 1))
        if not tells_of_few((rest[0], rest[1])):
            break
        shown.pop()
    return shown
