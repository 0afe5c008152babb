"""A ledger of 1,000,000 entries: how fast a fund's page is read, and 50 who set money aside at the same instant."""

import json
import os
import sys
import threading
import time
from datetime import date

import psycopg
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from bench.house import build
from bench.pages import against_list
from bench.queries import asked_by
from commissioning import balances
from commissioning.models import Allocation, Fund
from tests.cast import Cast, browser
from tests.commissioning.funded import a_fund, an_allocation, grounds

FUNDS, ASIDE, PAYMENTS = 500, 20, 98  # funds, allocations of each, payments of each allocation
QUICK = 20  # funds
MOST_QUERIES, SHARE = 10, 0.3
AT_ONCE, POUNDS = 50, 40  # people who each want a pound of so many
ROUNDS, SECONDS = 5, 2.0
FILL = """
INSERT INTO commissioning_entry (partnership_id, board_id, locality_id, fund_id, allocation_id, move, source, target,
    pence, "on", because, reference, booked_at)
SELECT f.partnership_id, f.board_id, f.locality_id, f.id, NULL, 'received', 'outside', 'free', 1000000, '2026-04-02',
    'The grant letter', '', now() FROM commissioning_fund f WHERE f.title LIKE 'Fund %%'
UNION ALL
SELECT a.partnership_id, a.board_id, a.locality_id, a.fund_id, a.id, m.move, m.source, m.target, m.pence,
    '2026-04-03'::date + m.n / 3, 'As agreed', '', now()
FROM commissioning_allocation a CROSS JOIN (
    SELECT 'allocated' AS move, 'free' AS source, 'allocated' AS target, 40000 AS pence, 0 AS n
    UNION ALL SELECT 'committed', 'allocated', 'committed', 30000, 0
    UNION ALL SELECT 'paid', 'committed', 'paid', 100, n FROM generate_series(1, %(payments)s) n
) m
"""


def run(quick: bool = False) -> dict:
    """Fill a ledger, read a fund's page, set money aside from 50 sides; return the figures with the marks they meet."""
    cast = build("ledgershire", coming=1, past=0).cast
    with cast.inside():
        on = grounds(cast)
    page = fill(cast, on, QUICK if quick else FUNDS)
    queries = asked_by(browser(cast, None), page)
    rounds, seconds = (2, 0.5) if quick else (ROUNDS, SECONDS)
    share, per_second, size = against_list(cast.host, page, rounds=rounds, seconds=seconds)
    entries = (QUICK if quick else FUNDS) * (1 + ASIDE * (2 + PAYMENTS))
    row = {"page": "fund", "entries": entries, "per_second": round(per_second), "share": round(share, 3)}
    kept, refused, acts = at_once(cast, on)
    marks = {
        f"a fund’s page ≥ {SHARE} of list": share >= SHARE,
        f"at most {MOST_QUERIES} queries": queries <= MOST_QUERIES,
        f"of {AT_ONCE} at once, {POUNDS} have theirs, nothing is lost": (kept, refused) == (POUNDS, AT_ONCE - POUNDS),
    }
    again = {"at_once": AT_ONCE, "kept": kept, "refused": refused, "acts_per_second": round(acts, 1)}
    return {"rows": [again], "queries": [{**row, "bytes": size, "queries": queries}], "marks": marks}


def fill(cast: Cast, on: dict, number: int) -> str:
    """Add funds whose money was set aside and paid in many small parts; return the address of one."""
    now, board = timezone.now(), cast.board
    usual = {
        "stream": "devolved",
        "holder": cast.organisations["county"],
        "purpose": "x",
        "starts_on": date(2026, 4, 1),
    }
    place = {"board": board, "locality": cast.locality, "partnership_id": cast.partnership.pk}
    with cast.inside():
        funds = Fund.objects.bulk_create(
            Fund(title=f"Fund {n}", published_at=now, **usual, **place) for n in range(number)
        )
        rests = {**on, "organisation": cast.organisations["parish"], "place": cast.locality}
        Allocation.objects.bulk_create(
            Allocation(fund=fund, title=f"Lights {n}", **rests, **place) for fund in funds for n in range(ASIDE)
        )
    with psycopg.connect(os.environ["OWNER_DATABASE_URL"], autocommit=True) as owner:
        owner.execute("ALTER TABLE commissioning_entry DISABLE TRIGGER USER")
        owner.execute(FILL, {"payments": PAYMENTS})
        owner.execute("ALTER TABLE commissioning_entry ENABLE TRIGGER USER")
        owner.execute("VACUUM ANALYZE")
    return funds[0].get_absolute_url()


def at_once(cast: Cast, on: dict) -> tuple[int, int, float]:
    """Let each of many set a pound aside; return how many could, how many were refused, and acts a second."""
    with cast.inside():
        fund = a_fund(cast, POUNDS)
    found: list[bool] = []

    def take() -> None:
        try:
            with cast.inside():
                an_allocation(cast, fund, 1, on)
            found.append(True)
        except ValidationError:
            found.append(False)
        finally:
            connection.close()

    threads = [threading.Thread(target=take) for _ in range(AT_ONCE)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - began
    with cast.inside():
        left = balances.of_fund(fund.pk).free
    return (sum(found) if left == (POUNDS - sum(found)) * 100 else -1), len(found) - sum(found), AT_ONCE / took


if __name__ == "__main__":
    json.dump(run("--quick" in sys.argv), sys.stdout)
