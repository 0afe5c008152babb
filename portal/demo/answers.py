"""Answers to the surveys of an example partnership: invented, the same each time, written in bulk."""

import datetime
import random
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from engagement import asking, doubting, judging
from engagement.models import EqualityAnswer, Question, Response, Survey
from foundation.models import User

from .data.answers import CROWDS, LIKELY, SAID

Kind = Question.Kind
Answers = dict[str, Any]
HOWS = ["web"] * 17 + ["paper"] * 2 + ["phone"]
SPEAKING = 0.2  # of those who are asked for their own words, this share writes any
SILENT = 0.12  # this share leaves a question empty that needs no answer
RESERVED = 0.5  # and this share one about equality


def answer_surveys(surveys: dict[str, Survey], clerk: User) -> None:
    """Let people answer these surveys, by the name that each has in the example."""
    for name, survey in surveys.items():
        crowd, luck = CROWDS[name], random.Random(name)
        _answer(survey, crowd["many"], crowd["counts"], crowd.get("of", {}), luck)
        _make_odd(survey, clerk)


def _answer(survey: Survey, many: int, share: float, of: dict[str, float], luck: random.Random) -> None:
    places = [area.pk for area in _areas(survey)]
    crowd: list[Answers] = [{} for _ in range(many)]
    for question in survey.questions.all():
        asked = [answers for answers in crowd if asking.shown(question, answers)]
        counting = of.get(question.key, share)
        for answers, said in zip(asked, _said(question, len(asked), counting, places, luck), strict=True):
            if said is not None:
                answers[question.key] = said
    _keep(survey, crowd, luck)


def _areas(survey: Survey) -> list[Any]:
    today = timezone.localdate()
    return list(survey.locality.areas(today).filter(kind__in=asking.PLACES)[:8]) if survey.locality else []


def _said(question: Question, many: int, share: float, places: list[int], luck: random.Random) -> list[Any]:
    """Return what so many people say to a question; None for who leaves it empty."""
    if question.kind == Kind.SCALE:
        return _on_a_scale(question, many, share, luck)
    if question.kind == Kind.LONG:
        words = SAID.get(question.key, [])
        said = luck.sample(words, min(len(words), int(many * SPEAKING)))
        return luck.sample([*said, *[None] * (many - len(said))], many)
    say = SAYING.get(Kind(question.kind))
    if say is None or (question.kind == Kind.PLACE and not places):
        return [None] * many
    silent = 0 if question.is_required else RESERVED if question.is_equality else SILENT
    return [None if luck.random() < silent else say(question, places, luck) for _ in range(many)]


def _on_a_scale(question: Question, many: int, share: float, luck: random.Random) -> list[str]:
    """Return answers of which exactly this share counts."""
    keys: dict[bool, list[str]] = {True: [], False: []}
    for option in question.options:
        keys[bool(option.get("counts"))].append(option["key"])
    counted = round(many * share) if keys[True] else 0
    said = [luck.choice(keys[number < counted] or keys[True]) for number in range(many)]
    return luck.sample(said, many)


def _one(question: Question, _: list[int], luck: random.Random) -> str:
    keys = [option["key"] for option in question.options]
    return luck.choices(keys, weights=LIKELY.get(question.key) or range(len(keys) + 1, 1, -1))[0]


def _several(question: Question, _: list[int], luck: random.Random) -> list[str]:
    most = question.limits.get("choices") or 3
    chosen = {_one(question, _, luck) for _ in range(luck.randint(1, most))}  # type: ignore[arg-type]
    return [option["key"] for option in question.options if option["key"] in chosen]


def _rank(question: Question, _: list[int], luck: random.Random) -> list[str]:
    keys = [option["key"] for option in question.options]
    return luck.sample(keys, min(len(keys), question.limits.get("choices") or len(keys)))


def _grid(question: Question, _: list[int], luck: random.Random) -> dict[str, str]:
    return {line["key"]: _one(question, _, luck) for line in question.lines}


def _number(question: Question, _: list[int], luck: random.Random) -> int:
    least, most = question.limits.get("least", 0), question.limits.get("most", 60)
    return min(most, max(least, round(luck.gauss(25, 10))))


def _place(_: Question, places: list[int], luck: random.Random) -> int:
    return luck.choice(places)


SAYING: dict[Kind, Callable[[Question, list[int], random.Random], Any]] = {
    Kind.ONE: _one, Kind.SEVERAL: _several, Kind.RANK: _rank, Kind.GRID: _grid, Kind.NUMBER: _number,
    Kind.PLACE: _place,
}  # fmt: skip


def _keep(survey: Survey, crowd: list[Answers], luck: random.Random) -> None:
    apart = {question.key for question in survey.questions.all() if question.is_equality}
    facts = {"survey": survey, "locality": survey.locality}
    rows, papers = [], 0
    for answers in crowd:
        mine = {key: value for key, value in answers.items() if key not in apart}
        how = luck.choice(HOWS)
        papers += how != "web"
        rows.append(
            Response(
                **facts, answers=mine, how=how, sent_at=_day(survey, luck), number=papers if how != "web" else None,
                words_hash=doubting.words_hash(survey, mine), language=luck.choice(["en"] * 19 + survey.languages),
            )
        )  # fmt: skip
    Response.objects.bulk_create(rows)
    equal = [EqualityAnswer(**facts, question=key, value=said[key]) for said in crowd for key in apart & set(said)]
    luck.shuffle(equal)
    EqualityAnswer.objects.bulk_create(equal)


def _day(survey: Survey, luck: random.Random) -> datetime.datetime:
    """Return the first moment of a day on which the survey was open."""
    end = min(moment for moment in (survey.closes_at, survey.closed_at, timezone.now()) if moment)
    days = max(0, (end - (survey.opened_at or end)).days - 1)
    day = timezone.localtime(end) - datetime.timedelta(days=luck.randint(0, days))
    return day.replace(hour=0, minute=0, second=0, microsecond=0)


def _make_odd(survey: Survey, clerk: User) -> None:
    """Let three answers look like duplicates: one waits, one was set aside, one was let count."""
    odd = list(Response.objects.filter(survey=survey, how="web").order_by("-pk")[:3])
    for response in odd:
        response.signals = [doubting.AGAIN]
    Response.objects.bulk_update(odd, ["signals"])
    judging.set_aside(odd[1], because="Sent three times within a minute, word for word.", by=clerk)
    judging.let_count(odd[2], by=clerk)
