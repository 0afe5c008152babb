"""Fifty people who answer one survey at once on two workers: every answer is stored, once.

    python -m bench.answering

Marks: as many answers are stored as were sent, none twice; in a second as many requests of theirs are answered as 0.08
of a bare list's.
"""

# ruff: noqa: E402  models can be imported only once Django is set up

import django

django.setup()

import datetime
import http.client
import json
import sys
import threading
import time
from contextlib import ExitStack
from urllib.parse import urlencode

from django.utils import timezone

from bench.load import HOST, Target, rate
from bench.queries import asked_by
from bench.serving import BARE, PORTAL, serve
from engagement.models import Response, Survey
from tests.cast import Cast, browser, make_cast
from tests.engagement.answering_people import BUS, DISABLED, LONG
from tests.engagement.surveyed import a_survey

PEOPLE, TIMES = 50, 6
LEAST_SHARE, MOST_QUERIES = 0.08, 8
SECONDS = 3.0
PAGES = {1: {"bus": "yes"}, 4: {"more": "The last bus should leave after the film ends. {}"}, 5: {"disabled": "no"}}


class Refused(Exception):
    """The server did not answer as it must."""


class Person:
    """Somebody at an address of their own, who answers the survey from its first page to the thanks."""

    def __init__(self, number: int, port: int, survey: Survey, host: str):
        self.port, self.survey, self.host = port, survey, host
        self.address = (f"127.0.8.{number + 1}", 0)
        self.sent = self.asked = 0
        self.wire: http.client.HTTPConnection | None = None

    def answer(self) -> None:
        """Answer once; raises Refused."""
        link = self._post(f"/surveys/{self.survey.pk}/", {})
        for page, typed in PAGES.items():
            self._ask("GET", f"{link}{page}/", 200)
            self._post(
                f"{link}{page}/", {key: f"{words} {link}" if key == "more" else words for key, words in typed.items()}
            )
        self._ask("GET", f"{link}check/", 200)
        self._post(f"{link}check/", {})
        self.sent += 1

    def _post(self, path: str, typed: dict[str, str]) -> str:
        return self._ask("POST", path, 302, urlencode(typed))

    def _ask(self, method: str, path: str, status: int, body: str = "") -> str:
        try:
            answer = self._answered(method, path, body)
        except (http.client.HTTPException, ConnectionError):  # the server let go of a wire that was idle
            self.wire = None
            answer = self._answered(method, path, body)
        self.asked += 1
        if answer.status != status:
            raise Refused(f"{method} {path}: {answer.status}")
        return answer.headers.get("Location", "")

    def _answered(self, method: str, path: str, body: str) -> http.client.HTTPResponse:
        if self.wire is None:
            self.wire = http.client.HTTPConnection(HOST, self.port, timeout=60, source_address=self.address)
        head = {"Host": f"{self.host}:{self.port}", "Content-Type": "application/x-www-form-urlencoded"}
        self.wire.request(method, path, body or None, head)
        answer = self.wire.getresponse()
        answer.read()
        return answer


def run(quick: bool = False) -> dict:
    """Let everybody answer at once and count what was stored; return the figures with the marks that they meet."""
    cast = make_cast("askinghouse")
    with cast.inside():
        soon = timezone.now() + datetime.timedelta(days=9)
        survey = a_survey(cast, BUS, LONG, DISABLED, closed=False, closes_at=soon)
    with ExitStack() as running:
        bare, port = running.enter_context(serve(BARE)), running.enter_context(serve(PORTAL))
        people = [Person(number, port, survey, cast.host) for number in range(PEOPLE)]
        at_once(people, times=1)
        warm = sum(person.asked for person in people)
        seconds = at_once(people, times=1 if quick else TIMES)
        listed = rate(Target("list", bare, "/rows/"), 0.5 if quick else SECONDS)
    return _found(
        cast, survey, people, per_second=(sum(person.asked for person in people) - warm) / seconds, listed=listed
    )


def at_once(people: list[Person], *, times: int) -> float:
    """Let all of them answer so many times beside each other; return the seconds that it took."""
    failures: list[Exception] = []

    def go(person: Person) -> None:
        try:
            for _ in range(times):
                person.answer()
        except (Refused, OSError) as failure:
            failures.append(failure)

    threads = [threading.Thread(target=go, args=[person]) for person in people]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return time.perf_counter() - began


def _found(cast: Cast, survey: Survey, people: list[Person], *, per_second: float, listed: float) -> dict:
    sent = sum(person.sent for person in people)
    with cast.inside():
        said = list(Response.objects.filter(survey=survey).values_list("answers__more", flat=True))
    queries = asked_by(browser(cast), f"/surveys/{survey.pk}/")
    row = {
        "people": len(people), "sent": sent, "stored": len(said), "twice": len(said) - len(set(said)),
        "requests_per_second": round(per_second), "list_per_second": round(listed),
        "share": round(per_second / listed, 3), "queries": queries,
    }  # fmt: skip
    marks = {
        "every answer that was sent is stored, once": sent == len(said) == len(set(said)),
        f"its requests ≥ {LEAST_SHARE} of list": row["share"] >= LEAST_SHARE,
        f"its first page costs at most {MOST_QUERIES} queries": queries <= MOST_QUERIES,
    }
    return {"rows": [row], "marks": marks}


if __name__ == "__main__":
    json.dump(run("--quick" in sys.argv), sys.stdout)
