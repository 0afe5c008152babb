"""Results of a survey with 50,000 answers: how long counting and publishing take, and how fast their page is read."""

import json
import random
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from bench.house import build
from bench.pages import against_list
from bench.queries import PUBLIC, asked_by
from engagement import counting, opening_answers, publishing_results
from engagement.models import Response, Survey
from localities.models import Area
from tests.cast import browser
from tests.engagement.surveyed import QUESTIONS, SATISFIED, TOPICS, a_survey

ANSWERS, QUICK = 50_000, 2_000
ROUNDS, SECONDS = 5, 2.0
SHARE = 0.2  # of the bare list's requests a second
MOST_SECONDS = 60  # for a worker to count them


def run(quick: bool = False) -> dict:
    """Count, publish and read the results of one survey, and return the figures with the marks that they meet."""
    cast = build("surveyshire", coming=1, past=0).cast
    with cast.inside():
        survey = a_survey(cast, *_questions())
        answer(survey, QUICK if quick else ANSWERS)
        took = _timed(survey)
    path = f"/surveys/{survey.pk}/results/"
    share, per_second, size = against_list(
        cast.host, path, rounds=2 if quick else ROUNDS, seconds=0.5 if quick else SECONDS
    )
    queries = asked_by(browser(cast, None), path)
    rows = [{"what": what, "seconds": round(seconds, 2)} for what, seconds in took.items()]
    marks = {
        f"the page of results ≥ {SHARE} of list": share >= SHARE,
        f"counted within {MOST_SECONDS} seconds": took["count"] <= MOST_SECONDS,
        f"at most {PUBLIC} queries": queries <= PUBLIC,
    }
    page = {
        "page": "results",
        "per_second": round(per_second),
        "share": round(share, 3),
        "bytes": size,
        "queries": queries,
    }
    return {"rows": rows, "queries": [page], "marks": marks}


def _questions() -> list[dict[str, Any]]:
    """Return the questions of every kind, and as many scales more as long surveys have."""
    scales = [
        {"key": f"s{n}", "kind": "scale", "text": f"How good is service {n}?", "options": SATISFIED} for n in range(12)
    ]
    return [*QUESTIONS, *scales]


def answer(survey: Survey, count: int) -> None:
    """Let so many people answer a survey, each otherwise."""
    chance = random.Random(4)
    areas = list(Area.objects.filter(kind__in=("ward", "parish")).values_list("pk", flat=True))
    levels, topics = [option["key"] for option in SATISFIED], [option["key"] for option in TOPICS]
    sent = survey.opened_at + timedelta(days=1)

    def one() -> dict[str, Any]:
        said = {f"s{n}": chance.choice(levels) for n in range(12)} | {"satisfied": chance.choice(levels)}
        said |= {"topics": chance.sample(topics, 2), "order": chance.sample(topics, 3), "ward": chance.choice(areas)}
        said |= {
            "streets": {"clean": chance.choice(levels), "safe": chance.choice(levels)},
            "years": chance.randint(0, 60),
        }
        return said | {"better": "A later bus home from work. " * 10}

    for _ in range(0, count, 5000):
        rows = [
            Response(survey=survey, locality=survey.locality, answers=one(), sent_at=sent)
            for _ in range(min(5000, count))
        ]
        Response.objects.bulk_create(rows)


def _timed(survey: Survey) -> dict[str, float]:
    edition: list[Any] = []
    steps: dict[str, Callable[[], Any]] = {
        "count": lambda: counting.count(survey),
        "publish": lambda: edition.append(publishing_results.publish(survey, by=None)),
        "open the answers": lambda: opening_answers.write(edition[0].pk),
    }
    took = {}
    for name, step in steps.items():
        began = time.perf_counter()
        step()
        took[name] = time.perf_counter() - began
    return took


if __name__ == "__main__":
    json.dump(run("--quick" in sys.argv), sys.stdout)
