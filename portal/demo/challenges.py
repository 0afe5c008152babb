"""Challenges to providers, and a case between agencies, of an example partnership."""

import datetime
from typing import Any

from django.utils import timezone

from boards.models import Board
from engagement import challenging, conferring
from engagement.models import Challenge, DeliveryPlan
from foundation.models import User
from localities.models import Organisation

from .data.challenges import CASES, CHALLENGES, CONTACT, WAITING
from .then import at

A_WEEK = datetime.timedelta(days=7)


def challenge_providers(slug: str, board: Board, users: dict[str, User]) -> None:
    """Put plans on record, challenge them, and answer and judge as the example says."""
    for entry in (*CHALLENGES.get(slug, ()), WAITING):
        _challenge(entry, board, users["clerk"])
    if case := CASES.get(slug):
        _confer(case, users)


def _challenge(entry: dict[str, Any], board: Board, clerk: User) -> None:
    moment = timezone.now() - datetime.timedelta(days=entry["days_ago"])
    plan = DeliveryPlan(
        board=board, provider=Organisation.objects.filter(kind=entry["provider"]).first(), title=entry["plan"],
        link="https://www.example.org/plan", received_on=moment.date() - A_WEEK,
    )  # fmt: skip
    challenging.record_plan(plan, by=clerk)
    with at(moment):
        said = {name: entry[name] for name in ("title", "supports", "asked")}
        due_on = challenging.answer_by(board)
        row = challenging.challenge(board, by=clerk, plan=plan, due_on=due_on, **said, **CONTACT)
        row = challenging.send(row, by=clerk)
    for answer in entry["answers"]:
        moment += 3 * A_WEEK
        with at(moment):
            row = _answer(row, answer, clerk)


def _answer(row: Challenge, answer: dict[str, Any], clerk: User) -> Challenge:
    row = challenging.answer(row, by=clerk, answer=answer["words"], answered_by=CONTACT["contact_name"])
    row = challenging.judge(row, by=clerk, judgement=answer["judgement"], because=answer["because"])
    return challenging.ask_again(row, by=clerk, asked=answer["again"]) if "again" in answer else row


def _confer(entry: dict[str, Any], users: dict[str, User]) -> None:
    bodies = {one.kind: one for one in Organisation.objects.filter(kind__in=["district", *entry["parties"]])}
    case = conferring.open_case(
        by=users["clerk"], title=entry["title"], about=entry["about"], organisation=bodies["district"]
    )
    people = [users["partner"], users["admin"]]
    for kind, user in zip(entry["parties"], people, strict=True):
        conferring.add_party(case, by=users["clerk"], organisation=bodies[kind], person=conferring.person_of(user))
    for user, text in zip(people, entry["entries"], strict=True):
        conferring.write(case, by=user, text=text)
