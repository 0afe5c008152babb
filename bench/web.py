"""Requests a second of public pages against two bare views, conditional requests, and queries a page."""

import json
import statistics
import sys
from contextlib import ExitStack

from bench.house import House, build
from bench.load import Target, fetch, rate
from bench.queries import queries
from bench.serving import BARE, PORTAL, serve

ROUNDS, SECONDS = 5, 2.0
WARM_SECONDS = 1.0
# What each is measured against, and the least share of its requests a second.
MARKS = {
    "meeting, kept": ("hello", 0.5), "board, kept": ("hello", 0.5), "home, kept": ("hello", 0.5),
    "meeting": ("list", 0.6), "search": ("hello", 0.03),
}  # fmt: skip


def run(quick: bool = False) -> dict:
    """Measure every page in interleaved rounds and return the figures with the marks that they meet."""
    house = build("benchshire")
    with ExitStack() as running:
        bare = running.enter_context(serve(BARE))
        kept = running.enter_context(serve(PORTAL, PAGE_CACHE_SECONDS="3600"))
        made = running.enter_context(serve(PORTAL, PAGE_CACHE_SECONDS="0"))
        targets = _targets(house, bare, kept, made)
        rounds = _measure(targets, rounds=2 if quick else ROUNDS, seconds=0.5 if quick else SECONDS)
        unchanged = _conditional(targets)
    rows = _rows(rounds)
    found = queries(house)
    return {"rows": rows, "unchanged": unchanged, "queries": found, "marks": _marks(rows, unchanged, found)}


def _targets(house: House, bare: int, kept: int, made: int) -> dict[str, Target]:
    domain = house.cast.host
    targets = [Target("hello", bare, "/hello/"), Target("list", bare, "/rows/")]
    for page, path in house.pages.items():
        targets += [Target(f"{page}, kept", kept, path, domain), Target(page, made, path, domain)]
    return {target.name: target for target in targets}


def _measure(targets: dict[str, Target], *, rounds: int, seconds: float) -> list[dict[str, float]]:
    for target in targets.values():
        rate(target, WARM_SECONDS)
    return [{name: rate(target, seconds) for name, target in targets.items()} for _ in range(rounds)]


def _rows(rounds: list[dict[str, float]]) -> list[dict]:
    rows = []
    for name in rounds[0]:
        against, mark = MARKS.get(name, ("hello", None))
        rows.append(
            {
                "page": name,
                "per_second": round(statistics.median(found[name] for found in rounds)),
                "against": against,
                # The two were measured beside each other in each round: what slowed the machine slowed both.
                "share": round(statistics.median(found[name] / found[against] for found in rounds), 3),
                "mark": mark,
            }
        )
    return rows


def _conditional(targets: dict[str, Target]) -> dict[str, bool]:
    """Return whether each page, kept or made, answers a reader who has it already with 304 and no body."""
    unchanged = {}
    for name, target in targets.items():
        if name in ("hello", "list"):
            continue
        etag = fetch(target)[0].get("etag", "")
        again = Target(name, target.port, target.path, target.domain, {"If-None-Match": etag}, status=304)
        unchanged[name] = bool(etag) and fetch(again)[1] == b""
    return unchanged


def _marks(rows: list[dict], unchanged: dict[str, bool], found: list[dict]) -> dict[str, bool]:
    marks = {
        f"{row['page']} ≥ {row['mark']} of {row['against']}": row["share"] >= row["mark"] for row in rows if row["mark"]
    }
    marks["a reader who has the page is told so"] = all(unchanged.values())
    for row in found:
        marks[f"{row['page']}: at most {row['most']} queries, whatever the rows"] = (
            max(row["with_10"], row["with_1000"]) <= row["most"] and row["with_1000"] <= row["with_10"]
        )
    return marks


if __name__ == "__main__":
    json.dump(run("--quick" in sys.argv), sys.stdout)
