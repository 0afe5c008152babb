"""Numbers of a few people are kept back, and cannot be worked out from what stands beside them. Source: R33, R35."""

from hypothesis import given
from hypothesis import strategies as st

from engagement import suppressing

SMALLEST = 5
tables = st.dictionaries(st.sampled_from("abcdefg"), st.integers(0, 40), min_size=1)


def is_safe(counts, hidden):
    """Say whether what is hidden of a sum that is known is nothing, or of two numbers and five people at least."""
    return not hidden or (len(hidden) >= 2 and sum(counts[key] for key in hidden) >= SMALLEST)


@given(tables)
def test_no_small_number_follows_from_a_sum(counts):
    hidden = suppressing.of_a_sum(counts, SMALLEST)
    assert all(key in hidden for key, count in counts.items() if 0 < count < SMALLEST)
    if sum(counts.values()) >= SMALLEST:
        assert is_safe(counts, hidden)


@given(tables, st.sets(st.sampled_from("abcdefg")))
def test_nor_from_a_share(counts, counted):
    hidden, shares = suppressing.of_a_share(counts, counted, SMALLEST)
    if shares:
        assert is_safe(counts, hidden & counted) and is_safe(counts, hidden - counted)
    elif sum(counts.values()) >= SMALLEST:
        assert is_safe(counts, hidden)


places = st.dictionaries(
    st.sampled_from("abcdefg"), st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda n: (sum(n), n[0]))
)


@given(places, st.tuples(st.integers(0, 9), st.integers(0, 9)))
def test_nor_from_what_all_places_leave_of_the_whole(found, unplaced):
    parts = [*found.values(), (sum(unplaced), unplaced[0])]
    whole = (sum(part[0] for part in parts), sum(part[1] for part in parts))
    shown = suppressing.of_places(found, whole, SMALLEST, 30)
    rest = tuple(whole[n] - sum(found[key][n] for key in shown) for n in (0, 1))
    for answers, counting in [*(found[key] for key in shown), *([rest] if shown else [])]:
        assert counting not in range(1, SMALLEST) and answers - counting not in range(1, SMALLEST)
    assert all(found[key][0] >= 30 for key in shown)
