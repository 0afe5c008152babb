"""Waves are compared as statsmodels compares them, and told in words. Source: checklist C14."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint, proportions_ztest

from engagement.comparing import Change, NotComparable, Share, compare, compare_results, in_words, interval, wilson


@st.composite
def shares(draw):
    base = draw(st.integers(30, 5000))
    return draw(st.integers(0, base)), base


def share(count, base):
    return Share(count / base, base, base)


@settings(max_examples=60)
@given(shares(), shares())
def test_test_and_intervals_agree_with_statsmodels(first, second):
    change = compare(share(*first), share(*second))
    low, high = confint_proportions_2indep(*second, *first, compare="diff", method="newcomb")
    assert (change.low, change.high) == pytest.approx((low, high), abs=1e-9)
    assert wilson(share(*first)) == pytest.approx(proportion_confint(*first, method="wilson"), abs=1e-9)
    if 0 < first[0] + second[0] < first[1] + second[1]:
        _, p = proportions_ztest([second[0], first[0]], [second[1], first[1]])
        assert change.p == pytest.approx(p, abs=1e-9)
    else:
        assert change.p == 1


@settings(max_examples=60)
@given(shares(), shares())
def test_the_interval_holds_the_difference_and_turns_with_the_order(first, second):
    low, high = interval(share(*first), share(*second))
    assert low - 1e-9 <= second[0] / second[1] - first[0] / first[1] <= high + 1e-9
    assert interval(share(*second), share(*first)) == pytest.approx((-high, -low), abs=1e-9)


def test_a_rise_is_told_with_what_the_true_rise_may_be():
    rose = compare(share(406, 780), share(452, 780))
    assert in_words(rose, "Satisfaction") == (
        "Satisfaction rose from 52% to 58%; the true rise is between 1 and 11 points."
    )
    assert in_words(compare(share(452, 780), share(406, 780))).startswith(
        "The share fell from 58% to 52%; the true fall"
    )


def test_what_may_be_chance_is_called_no_change():
    assert in_words(compare(share(104, 200), share(116, 200))) == (
        "The share went from 52% to 58%: no change that we can be sure of."
    )
    assert in_words(compare(share(52, 100), share(52, 100))) == (
        "The share stayed at 52%: no change that we can be sure of."
    )
    # A weighted sample of 780 whose weights leave it worth 200 tells no more than 200 would.
    assert not compare(Share(0.52, 200, 780), Share(0.58, 200, 780)).is_sure


def test_a_change_of_less_than_a_point_is_not_rounded_away():
    change = Change(share(520, 1000), share(580, 1000), 0.004, 0.11, 0.04)
    assert "between 0.4 and 11 points" in in_words(change)


def result(text="How satisfied are you?", base=100, yes=52, options=("Yes", "No"), **more):
    rows = [{"key": word.lower(), "text": word, "counts": word == options[0]} for word in options]
    return {"text": text, "base": base, "effective": float(base), "share": yes / base, "rows": rows, **more}


@pytest.mark.parametrize(
    ("later", "why"),
    [
        (result(text="Are you happy?"), "worded differently"),
        (result(options=("Yes", "No", "Maybe")), "worded differently"),
        (result(base=29, yes=20), "Fewer than 30"),
        (result(share=None), "not shown"),
    ],
)
def test_another_question_few_answers_or_a_share_kept_back_are_not_compared(later, why):
    with pytest.raises(NotComparable, match=why):
        compare_results(result(), later)
