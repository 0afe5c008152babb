"""Measure everything: `make bench`, or `python -m bench [--quick] [web] [live] [answering] [scale] [pack] …`.

Each part runs in a process of its own, on a database of its own that is dropped afterwards.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redis

from portal import embedded
from tests.database import own_database, renamed

RESULTS = Path(__file__).with_name("results.json")
PARTS = ("web", "live", "answering", "scale", "pack", "results", "profile", "matching", "ledger")
REDIS_DATABASE = 15  # the suite's workers have the first


@contextmanager
def house() -> Iterator[dict[str, str]]:
    """Yield the environment of a process that measures: a migrated database, a cache and a folder of its own."""
    servers = embedded.ensure(testing=True)
    cache = f"{servers['REDIS_URL'].rpartition('/')[0]}/{REDIS_DATABASE}"
    with own_database(servers, "bench") as name, tempfile.TemporaryDirectory() as files:
        addresses = {key: renamed(servers[key], name) for key in ("DATABASE_URL", "OWNER_DATABASE_URL")}
        settings = {
            "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
            "REDIS_URL": cache,
            "MEDIA_ROOT": files,
            "PAGE_CACHE_SECONDS": "0",
        }
        try:
            yield {**os.environ, **addresses, **settings}
        finally:
            redis.Redis.from_url(cache).flushdb()


def measure(part: str, *, quick: bool) -> dict:
    """Run one part and return what it found."""
    if part == "pack":
        command = [sys.executable, "-m", "bench.pack", "--json"]
        # Papers are drawn without the product's settings, which portal.celery has named in this process.
        environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
        return _run([*command, *(["--quick"] if quick else [])], environment)
    with house() as environment:
        return _run([sys.executable, "-m", f"bench.{part}", *(["--quick"] if quick else [])], environment)


def _run(command: list[str], environment: dict[str, str]) -> dict:
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout)


def show(part: str, found: dict) -> None:
    """Print the figures of a part and the marks that it met."""
    print(f"\n== {part}")
    for table in ("rows", "queries"):
        rows = found.get(table, [])
        if rows and not isinstance(next(iter(rows[0].values())), dict):
            names = list(rows[0])
            wide = {name: max(len(name), *(len(str(row.get(name))) for row in rows)) for name in names}
            print("  ".join(name.ljust(wide[name]) for name in names))
            for row in rows:
                print("  ".join(str("" if row[name] is None else row[name]).ljust(wide[name]) for name in names))
            print()
    for mark, met in found["marks"].items():
        print(f"{'met   ' if met else 'MISSED'}  {mark}")


def main() -> int:
    """Measure the parts that are asked for, keep the figures, and return 1 when a mark was missed."""
    parser = argparse.ArgumentParser(prog="bench")
    parser.add_argument("parts", nargs="*", metavar="part", help=", ".join(PARTS))
    parser.add_argument("--quick", action="store_true", help="few and short rounds: no figures to go by")
    asked = parser.parse_args()
    results = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    for part in asked.parts or PARTS:
        found = measure(part, quick=asked.quick)
        show(part, found)
        results[part] = found
        if not asked.quick:
            RESULTS.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n")
    return 0 if all(all(results[part]["marks"].values()) for part in asked.parts or PARTS) else 1


if __name__ == "__main__":
    sys.exit(main())
