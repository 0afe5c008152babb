"""Whatever is pressed in whatever order, only the right order of gates passes. Standards R24."""

import contextlib

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from plans import passing_gates, prioritising
from plans.gates import GATES
from plans.models import PrioritySet
from tests.plans.chosen import add, agreed_decision, complete, drafted

KEYS = [gate.key for gate in GATES]
PRESSES = st.lists(st.sampled_from([*KEYS, "add", "give up", "by hand"]), min_size=4, max_size=12)


def set_stage(cast):
    taken = drafted(cast, 4)
    complete(cast, taken)
    return {"set": taken, "decision": agreed_decision(cast)}


def press(cast, made, what, number):
    """Press something; a refusal in words is an answer."""
    taken, by = made["set"], cast.users["clerk"]
    with contextlib.suppress(ValidationError, IntegrityError), transaction.atomic():
        if what == "add":
            add(cast, taken, f"New {number}")
        elif what == "give up":
            if left := taken.priorities.standing().first():
                prioritising.give_up(left, by=by, because="Too dear")
        elif what == "by hand":
            PrioritySet.objects.filter(pk=taken.pk).update(**{f"{KEYS[number % 4]}_at": timezone.now()})
        else:
            more = {"decision": made["decision"]} if what == "agreed" else {}
            passing_gates.ACTS[what](taken, by=by, because="Now", **more)


def look(made):
    taken = PrioritySet.objects.get(pk=made["set"].pk)
    at = [getattr(taken, f"{key}_at") for key in KEYS]
    passed = [one for one in at if one]
    assert at == passed + [None] * (4 - len(passed)), "a gate was skipped"
    assert passed == sorted(passed)
    if passed:
        assert 3 <= taken.priorities.standing().count() <= 5
    assert not taken.agreed_at or taken.decision_id


def test_no_order_but_the_right_one(inside, made):
    @settings(
        max_examples=20, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate], database=None
    )
    @given(PRESSES)
    def pressed(order):
        before = transaction.savepoint()
        for number, what in enumerate(order):
            press(inside, made, what, number)
            look(made)
        transaction.savepoint_rollback(before)

    pressed()


def test_the_right_order_passes(inside, made):
    for what in KEYS:
        press(inside, made, what, 0)
    assert PrioritySet.objects.get().state == "In delivery"
