"""Counts of a quorum, in all and by tier."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from boards.quorum import Quorum, TierQuorum

counts = st.integers(min_value=0, max_value=20)


tiers = st.lists(st.builds(TierQuorum, st.sampled_from(["county", "district", "parish"]), counts, counts), max_size=3)


@settings(suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no failure
@given(counts, counts, st.none() | counts, tiers.map(tuple))
def test_a_quorum_is_met_when_nobody_is_missing_and_only_then(present, members, needed, of_tiers):
    quorum = Quorum(present, members, needed, of_tiers)
    assert quorum.is_met == (quorum.missing == "")
    assert quorum.is_met == ((needed or 0) <= present and all(tier.able >= tier.needed for tier in of_tiers))


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(counts, counts, tiers.map(tuple))
def test_more_members_never_lose_a_quorum(present, needed, of_tiers):
    if Quorum(present, 40, needed, of_tiers).is_met:
        more = tuple(TierQuorum(tier.tier, tier.able + 1, tier.needed) for tier in of_tiers)
        assert Quorum(present + 1, 40, needed, more).is_met
