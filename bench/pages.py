"""How fast one page is read, beside the bare list."""

import statistics
from contextlib import ExitStack

from bench.load import Target, fetch, rate
from bench.serving import BARE, PORTAL, serve

WARM_SECONDS = 1.0


def against_list(host: str, path: str, *, rounds: int, seconds: float) -> tuple[float, float, int]:
    """Return a page's share of the bare list's requests a second, its own, and its size in bytes; nothing is kept."""
    with ExitStack() as running:
        bare, made = running.enter_context(serve(BARE)), running.enter_context(serve(PORTAL, PAGE_CACHE_SECONDS="0"))
        listed, page = Target("list", bare, "/rows/"), Target("page", made, path, host)
        for target in (listed, page):
            rate(target, WARM_SECONDS)
        found = [(rate(listed, seconds), rate(page, seconds)) for _ in range(rounds)]
        size = len(fetch(page)[1])
    return statistics.median(own / bare for bare, own in found), statistics.median(own for _, own in found), size
