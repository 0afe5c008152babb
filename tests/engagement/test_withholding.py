"""No number of people is shown, or can be worked out, that points at somebody. Source: standards R33, R35."""

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.withholding import withhold


@pytest.mark.parametrize("smallest", [3, 4])
def test_who_knows_the_rule_and_the_table_cannot_tell_a_hidden_number(smallest):
    """Every table of two groups, and of three: what is shown leaves each hidden number more than one value."""
    for groups, most in ((2, 9), (3, 6)):
        shown = defaultdict(list)
        for in_all in range(groups * most + 3):
            for sizes in product(range(min(in_all, most) + 1), repeat=groups):
                told = withhold(in_all, dict(enumerate(sizes)), smallest)
                shown[told.in_all, tuple(told.groups.values())].append(sizes)
        for (_, told), possible in shown.items():
            for place, people in enumerate(told):
                if people is None:
                    assert len({sizes[place] for sizes in possible}) > 1, (told, possible)


@given(st.integers(0, 400), st.lists(st.integers(0, 400), max_size=8), st.integers(2, 20))
def test_what_is_shown_is_true_and_never_small(in_all, sizes, smallest):
    groups = {key: min(people, in_all) for key, people in enumerate(sizes)}
    told = withhold(in_all, groups, smallest)
    for shown, people in ((told.in_all, in_all), *((told.groups[key], people) for key, people in groups.items())):
        assert shown is None or shown == people
        assert shown is None or shown == 0 or shown >= smallest
    if all(people >= smallest or not people for people in (in_all, *groups.values())):
        assert not told.hides
