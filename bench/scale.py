"""How pages slow down as data grows: one partnership alone, beside 200 others, and ten times its own size.

The three stand in three databases of the same server and are asked in turn, so that what slows the machine slows all.
"""

import json
import os
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import psycopg
from django.db import connection
from psycopg import sql

from bench.filling import FIRST, add_meetings, add_partnerships
from bench.house import House, build
from bench.load import Connection, Target
from bench.serving import PORTAL, serve
from tests.database import renamed

OTHERS, MEETINGS, GROWN = 200, 100, 10  # partnerships; meetings of 15 items in each; times
LONGER = 1.3
ROUNDS, ASKED = 5, 40


def run(quick: bool = False) -> dict:
    """Measure the pages in each database and return the figures with the marks that they meet."""
    others, meetings = (10, 20) if quick else (OTHERS, MEETINGS)
    house = build("benchshire", coming=2, past=2)
    with ExitStack() as open_until_measured:
        alone = open_until_measured.enter_context(_database("alone"))
        _fill(alone, house, meetings=meetings)
        beside = open_until_measured.enter_context(_database("beside", alone))
        _fill(beside, house, others=others, meetings=meetings)
        grown = open_until_measured.enter_context(_database("grown", alone))
        _fill(grown, house, meetings=meetings * GROWN, already=meetings)
        sizes = {name: _items(url) for name, url in (("alone", alone), ("beside", beside), ("grown", grown))}
        ports = {
            name: open_until_measured.enter_context(serve(PORTAL, DATABASE_URL=_serving(url), PAGE_CACHE_SECONDS="0"))
            for name, url in (("alone", alone), ("beside", beside), ("grown", grown))
        }
        rows = [_compare(house, page, path, ports) for page, path in house.pages.items()]
    marks = {f"{row['page']} beside {others} others ≤ {LONGER} of alone": row["beside_ratio"] <= LONGER for row in rows}
    marks |= {f"{row['page']} grown {GROWN} times ≤ {LONGER}": row["grown_ratio"] <= LONGER for row in rows}
    return {"agenda_items": sizes, "rows": rows, "marks": marks}


@contextmanager
def _database(name: str, template: str = "") -> Iterator[str]:
    """Copy a database, of this process or the one at an address, and drop the copy afterwards."""
    owner_url = os.environ["OWNER_DATABASE_URL"]
    copied, copy = (template or owner_url).rpartition("/")[2], f"test_{name}_{os.getpid()}"
    connection.close()
    connection.close_pool()
    with psycopg.connect(renamed(owner_url, "postgres"), autocommit=True) as owner:
        names = {"copy": sql.Identifier(copy), "copied": sql.Identifier(copied)}
        owner.execute(sql.SQL("CREATE DATABASE {copy} TEMPLATE {copied} STRATEGY FILE_COPY").format(**names))
        try:
            yield renamed(owner_url, copy)
        finally:
            owner.execute(sql.SQL("DROP DATABASE {copy} WITH (FORCE)").format(**names))


def _serving(url: str) -> str:
    return renamed(os.environ["DATABASE_URL"], url.rpartition("/")[2])


def _fill(url: str, house: House, *, meetings: int, others: int = 0, already: int = 0) -> None:
    began = time.perf_counter()
    with psycopg.connect(url) as owner:
        # What is copied points where its original does: no key has to be checked again.
        owner.execute("SET session_replication_role = replica")
        if others:
            add_partnerships(owner, house, others)
            add_meetings(owner, house, f"partnership.id > {FIRST}", meetings)
        else:
            add_meetings(owner, house, f"board.id = {house.cast.board.pk} AND n > {already}", meetings)
    with psycopg.connect(url, autocommit=True) as owner:
        owner.execute("VACUUM ANALYZE")
    print(f"filled in {time.perf_counter() - began:.0f} s", file=sys.stderr)


def _items(url: str) -> int:
    with psycopg.connect(url) as owner:
        return owner.execute("SELECT count(*) FROM boards_agendaitem").fetchone()[0]


def _compare(house: House, page: str, path: str, ports: dict[str, int]) -> dict:
    """Return the milliseconds of one page in each database, and how much longer it takes than alone."""
    connections = {name: Connection(Target(page, port, path, house.cast.host)) for name, port in ports.items()}
    rounds = [_asked_in_turn(connections) for _ in range(ROUNDS + 1)][1:]
    for asked in connections.values():
        asked.close()
    medians = {name: round(statistics.median(found[name] for found in rounds), 2) for name in ports}
    ratios = {
        f"{name}_ratio": round(statistics.median(found[name] / found["alone"] for found in rounds), 2)
        for name in ("beside", "grown")
    }
    return {"page": page, **{f"{name}_ms": value for name, value in medians.items()}, **ratios}


def _asked_in_turn(connections: dict[str, Connection]) -> dict[str, float]:
    """Return the median milliseconds of an answer from each."""
    times = {name: [] for name in connections}
    for _ in range(ASKED):
        for name, asked in connections.items():
            began = time.perf_counter()
            asked.ask()
            times[name].append((time.perf_counter() - began) * 1000)
    return {name: statistics.median(found) for name, found in times.items()}


if __name__ == "__main__":
    json.dump(run("--quick" in sys.argv), sys.stdout)
