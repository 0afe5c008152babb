"""One priority matched against 5,000 of other boards: how long the query takes, and that it goes by its index."""

import json
import random
import statistics
import sys
import time

from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.house import build
from plans import matching
from plans.models import Priority, SharedPriority, rules_of
from tests.plans.drafts import a_cycle, a_priority, a_set

PRIORITIES, QUICK, ROUNDS = 5_000, 500, 21
MOST_MS = 150
OTHERS = 10  # words that a priority of another board says, of so many that there are
VOCABULARY = 900
SCANS = """
SELECT coalesce(sum(idx_scan), 0), (SELECT coalesce(sum(seq_scan), 0) FROM pg_stat_xact_user_tables
    WHERE relname = 'plans_prioritywords')
FROM pg_stat_xact_user_tables WHERE relname = 'plans_prioritywords'
"""


def run(quick: bool = False) -> dict:
    """Fill a partnership with priorities that others share, match one, and return the figures with their marks."""
    cast = build("matchshire", coming=1, past=0).cast
    number = QUICK if quick else PRIORITIES
    with cast.inside():
        mine = _fill(cast, number)
        took = _timed(mine)
        indexed, scanned = _scans(mine)
        with CaptureQueriesContext(connection) as asked:
            found = len(matching.alike(mine))
    middle = round(statistics.median(took) * 1000, 1)
    marks = {
        f"one of {number:,} is matched within {MOST_MS} ms": middle <= MOST_MS,
        "the query goes by its index": indexed > 0 and scanned == 0,
        "one query finds and explains": sum("plans_alike" in query["sql"] for query in asked) == 1,
        "it finds what is alike": found > 0,
    }
    return {"priorities": number, "median_ms": middle, "slowest_ms": round(max(took) * 1000, 1), "found": found,
            "index_scans": indexed, "table_scans": scanned, "marks": marks}  # fmt: skip


def _fill(cast, number: int) -> Priority:
    chance = random.Random(5)
    words = ["".join(chance.choices("abcdefghijklmnoprstuvw", k=8)) for _ in range(VOCABULARY)]
    mine = a_priority(a_set(cast.board, a_cycle()), " ".join(words[:4]), description=" ".join(words[4:OTHERS]))
    SharedPriority.objects.bulk_create(
        SharedPriority(
            origin=cast.partnership, theirs=key, board="Board", partnership_name="Elsewhere",
            title=" ".join(chance.choices(words, k=4)), description=" ".join(chance.choices(words, k=OTHERS * 3)),
        )
        for key in range(number)
    )  # fmt: skip
    return mine


def _match(mine: Priority, cursor) -> None:
    rules = rules_of(mine.locality)
    cursor.execute("SELECT * FROM plans_alike(%s, %s, %s, %s)", [mine.pk, rules.common_words, rules.match_words, 20])
    cursor.fetchall()


def _timed(mine: Priority) -> list[float]:
    took = []
    with connection.cursor() as cursor:
        for _ in range(ROUNDS):
            started = time.perf_counter()
            _match(mine, cursor)
            took.append(time.perf_counter() - started)
    return took


def _scans(mine: Priority) -> tuple[int, int]:
    """Return how often the index and how often the whole table was read for one match."""
    with connection.cursor() as cursor:
        cursor.execute(SCANS)
        before = cursor.fetchone()
        _match(mine, cursor)
        cursor.execute(SCANS)
        after = cursor.fetchone()
    return int(after[0] - before[0]), int(after[1] - before[1])


if __name__ == "__main__":
    json.dump(run("--quick" in sys.argv), sys.stdout)
