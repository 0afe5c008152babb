"""The rule of stages: meeting more never lowers, and a stage needs the lower ones where they build on each other."""

from hypothesis import given, settings
from hypothesis import strategies as st

from plans.staging import Step, next_step, reached

met = st.dictionaries(st.integers(1, 3), st.lists(st.booleans(), max_size=4))


def below(measures, stage):
    return [one for lower, there in measures.items() if lower <= stage for one in there]


@settings(max_examples=120, deadline=None, database=None)
@given(met, st.booleans(), st.data())
def test_meeting_one_more_measure_never_lowers_the_stage(measures, builds, data):
    before = reached(measures, builds=builds)
    missing = [(stage, n) for stage, there in measures.items() for n, one in enumerate(there) if not one]
    if missing:
        stage, n = data.draw(st.sampled_from(missing))
        more = {**measures, stage: [*measures[stage][:n], True, *measures[stage][n + 1 :]]}
        assert reached(more, builds=builds) >= before


@settings(max_examples=120, deadline=None, database=None)
@given(met)
def test_a_stage_needs_all_its_measures_and_all_lower_ones(measures):
    stage = reached(measures, builds=True)
    assert all(below(measures, stage))
    assert stage == 0 or measures[stage]
    assert stage <= reached(measures, builds=False), "where stages stand alone, no fewer are reached"
    step = next_step(measures, builds=True)
    assert (step is None) == all(below(measures, 3))
    assert step is None or (step.stage > stage and 0 <= step.met < step.of)


def test_stages_that_do_not_build_on_each_other_are_reached_alone():
    gap = {1: [True, True], 2: [True, False], 3: [True]}
    assert (reached(gap, builds=True), reached(gap, builds=False)) == (1, 3)
    assert next_step(gap, builds=True) == Step(2, 1, 2) and next_step(gap, builds=True).missing == 1
    assert (reached({}, builds=True), reached({1: [], 2: [True]}, builds=True)) == (0, 2)
    assert next_step({1: [True]}, builds=True) is None
