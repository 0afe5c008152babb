"""The live page of a meeting with 40 members and 30 items: how fast its clerk is answered, one entry after another.

    python -m bench.live

Marks: an entry costs at most 25 queries, and as many are answered in a second as 0.15 of a bare list.
"""

import json
import statistics
import sys
from contextlib import ExitStack

from django.conf import settings

from bench.load import SENDING, Target, rate
from bench.queries import asked_by
from bench.serving import BARE, PORTAL, serve
from boards.models import Meeting
from tests.boards.sittings import begun, fill, item, rolled
from tests.cast import Cast, browser, make_cast

MEMBERS, ITEMS = 40, 30
CLERKS = 1  # who writes in one meeting
MOST_QUERIES, LEAST_SHARE = 25, 0.15
ROUNDS, SECONDS, WARM_SECONDS = 5, 2.0, 1.0
TOKEN = "bench" * 6 + "be"  # as long as a token is; whoever sends the same cookie may say it


def run(quick: bool = False) -> dict:
    """Measure entries beside a bare list in interleaved rounds; return the figures with the marks that they meet."""
    cast = make_cast("livehouse")
    with cast.inside():
        meeting = begun(cast)
        rolled(cast, meeting)
        fill(cast, meeting, members=MEMBERS, items=ITEMS)
    path, form = _entry(cast, meeting)
    asked = asked_by(browser(cast, cast.users["clerk"]), path, {**form, "action-sending": ""})
    with ExitStack() as running:
        bare, port = running.enter_context(serve(BARE)), running.enter_context(serve(PORTAL))
        head = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={_session(cast)}; csrftoken={TOKEN}"}
        typed = {**form, "csrfmiddlewaretoken": TOKEN}
        targets = {
            "list": Target("list", bare, "/rows/"),
            "live page": Target("live page", port, path.rpartition("actions/")[0], cast.host, head),
            "entry": Target("entry", port, path, cast.host, head, status=302, form=typed),
        }
        rounds, seconds = (2, 0.5) if quick else (ROUNDS, SECONDS)
        for target in targets.values():
            rate(target, WARM_SECONDS, CLERKS)
        found = [{name: rate(target, seconds, CLERKS) for name, target in targets.items()} for _ in range(rounds)]
    rows = [_row(name, found, asked if name == "entry" else None) for name in targets]
    share = rows[-1]["share"]
    return {
        "rows": rows,
        "marks": {
            f"an entry costs at most {MOST_QUERIES} queries": asked <= MOST_QUERIES,
            f"entry ≥ {LEAST_SHARE} of list": share >= LEAST_SHARE,
        },
    }


def _row(name: str, found: list[dict[str, float]], asked: int | None) -> dict:
    return {
        "page": name,
        "per_second": round(statistics.median(one[name] for one in found)),
        "share": round(statistics.median(one[name] / one["list"] for one in found), 3),
        "queries": asked,
    }


def _entry(cast: Cast, meeting: Meeting) -> tuple[str, dict[str, str]]:
    """Return where an action is written down, and what is typed."""
    with cast.inside():
        path = f"/manage/meetings/{meeting.pk}/live/items/{item(meeting).pk}/actions/"
        owner = cast.organisations["county"].pk
    words = {"text": "Ask what an evening bus would cost", "owner": str(owner), "sending": SENDING}
    return path, {f"action-{name}": value for name, value in words.items()}


def _session(cast: Cast) -> str:
    return browser(cast, cast.users["clerk"]).cookies[settings.SESSION_COOKIE_NAME].value


if __name__ == "__main__":
    json.dump(run("--quick" in sys.argv), sys.stdout)
