"""Whatever was declared, granted and revoked in which order: the database and the page agree who is barred."""

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from boards import sitting
from boards.models import Attendance, Declaration, Dispensation
from tests.boards.sittings import begun, item, rolled
from tests.boards.test_dispensations import DAY, TODAY, granted


def set_stage(cast):
    meeting = begun(cast)
    rolled(cast, meeting)
    return meeting


@pytest.fixture
def meeting(made):
    return made


@given(st.lists(st.sampled_from(["bar", "leave", "speak", "personal"]), min_size=1, max_size=4))
def test_one_bar_among_several_interests_is_enough(kinds):
    """Whoever has one interest that bars them is barred, whatever leave they have for others."""
    given_to = {kind: Dispensation(person_id=1, board_id=1, extent="vote" if kind == "leave" else "speak",
                                   starts_on=TODAY, ends_on=TODAY) for kind in ("leave", "speak")}  # fmt: skip
    rows = [Declaration(person_id=1, board_id=1, kind="personal" if kind == "personal" else "pecuniary",
                        dispensation=given_to.get(kind)) for kind in kinds]  # fmt: skip
    assert any(row.bars_on(TODAY) for row in rows) == any(kind in ("bar", "speak") for kind in kinds)
    assert any(row.must_leave_on(TODAY) for row in rows) == ("bar" in kinds)


WHO, OFF = st.sampled_from(["county", "parish"]), st.integers(min_value=-2, max_value=2)


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("grant"), WHO, st.sampled_from(["speak", "vote"]), OFF, OFF, st.booleans()),
        st.tuples(
            st.just("declare"), WHO, st.sampled_from(Declaration.Kind.values), st.booleans(), st.booleans(),
            st.integers(min_value=-1, max_value=2),
        ),
        st.tuples(st.just("revoke"), st.integers(min_value=0, max_value=2), OFF),
        st.tuples(st.just("move"), WHO, st.sampled_from(["out", "back"])),
    ),
    min_size=1, max_size=8,
)  # fmt: skip


def take(cast, meeting, step):
    """Write one step down past the rules of the acts: who is barred follows from the rows alone."""
    of = list(Dispensation.objects.order_by("pk"))
    match step:
        case "grant", who, extent, first, length, of_mandate:
            mandate = cast.people[who].mandates.first() if of_mandate else None
            starts = TODAY + first * DAY
            granted(cast, who, extent, granted_on=starts, starts_on=starts, ends_on=starts + abs(length) * DAY,
                    mandate=mandate)  # fmt: skip
        case "declare", who, kind, left, as_member, place:
            mandate = cast.people[who].mandates.first() if as_member else None
            Declaration.objects.create(
                board=meeting.board, item=item(meeting), person=cast.people[who], kind=kind, nature="Owns it",
                left_room=left, mandate=mandate, dispensation=of[place] if 0 <= place < len(of) else None,
            )  # fmt: skip
        case "revoke", place, on if place < len(of):
            Dispensation.objects.filter(pk=of[place].pk).update(revoked_on=TODAY + on * DAY, revoked_because="Sold")
        case "move", who, kind:
            row = Attendance.objects.get(meeting=meeting, person=cast.people[who])
            row.movements.create(board=meeting.board, kind=kind, at=timezone.now(), item=item(meeting))


@settings(max_examples=15, deadline=None,
          suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])  # fmt: skip
@given(steps=STEPS)
def test_the_database_and_the_page_agree_who_is_barred(inside, meeting, steps):
    """Whatever was declared, granted and revoked in which order, and whoever went out and came back."""
    saved = transaction.savepoint()
    for step in steps:
        take(inside, meeting, step)
        seat = sitting.read(meeting)
        at = seat.item(item(meeting).pk)
        able = {row.person_id for row in seat.deciders(at)}
        for who in ("county", "parish"):
            person = inside.people[who]
            barred = any(sitting.bars(row) for row in at.declarations.all() if row.person_id == person.pk)
            with connection.cursor() as cursor:
                cursor.execute("SELECT boards_is_barred(%s, %s)", [at.pk, person.pk])
                assert cursor.fetchone() == (barred,)
            assert not (barred and person.pk in able)
    transaction.savepoint_rollback(saved)
