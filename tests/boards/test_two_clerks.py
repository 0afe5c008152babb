"""Two clerks press the same button at the same moment, in two real transactions."""

import threading

import pytest
from django.db import connection

from boards import publishing
from foundation.models import Edition
from tests.boards.papers import REASONS, drafted
from tests.cast import make_cast


@pytest.fixture
def alone(transactional_db):
    """A partnership of its own, since what this test commits stays."""
    return make_cast("two-clerks")


def test_published_by_two_at_once_is_one_edition(alone):
    with alone.inside():
        meeting = drafted(alone)
    start, found, faults = threading.Barrier(2), [], []

    def press(who: str) -> None:
        try:
            start.wait(timeout=10)
            with alone.inside():
                made = publishing.publish_agenda(meeting, by=alone.users[who], after=0, reasons=REASONS)
                found.append(made.pk)
        except Exception as fault:  # shown by the assertion below
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=(who,)) for who in ("clerk", "admin")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    with alone.inside():
        assert not faults and len(found) == 2 and len(set(found)) == 1
        assert Edition.objects.filter(series=meeting.agenda_series).count() == 1
