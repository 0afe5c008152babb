"""The surveys of an example partnership: begun, translated, opened and closed as their officer would."""

import copy
import datetime
from typing import Any

from django.utils import timezone

from boards.models import Board
from engagement import building, opening, starting, translating
from engagement.building import Sheet, arranging
from engagement.models import Activity, Question, Survey
from foundation.models import User
from localities.models import Locality

from . import then
from .data.surveys import FAIR, PRIORITIES, SHORT, WAVES
from .voices import tell

SHORT_TIME = "It is a short survey, and the timetables are decided at the end of the winter."


def build_surveys(slug: str, board: Board, clerk: User) -> dict[str, Survey]:
    """Build the surveys of a partnership and return them by name: priorities; first and second wave; or short."""
    if slug == "harborough":
        return {"priorities": _build(PRIORITIES, _activity(PRIORITIES, PRIORITIES, board, clerk), clerk)}
    if slug == "braintree":
        return _waves(board, clerk)
    planned = Activity.objects.public().standing().filter(title=SHORT["title"]).first()
    return {"short": _build(SHORT, planned, clerk)} if planned else {}


def _waves(board: Board, clerk: User) -> dict[str, Survey]:
    first, second = WAVES["waves"]
    baseline = _build({**WAVES, **first}, _activity(first, first, board, clerk), clerk)
    tell(baseline.activity, WAVES["told"], board, clerk)
    with then.at(_ago(second["opened"])):
        activity = _activity(second, {"opened": 0, "closes": second["opened"] + second["closes"]}, board, clerk)
        later = starting.start_wave(baseline, activity, title=WAVES["title"], wave=second["wave"], by=clerk)
    return {"first": baseline, "second": _opened(later, second, clerk)}


def _build(spec: dict[str, Any], activity: Activity, clerk: User) -> Survey:
    with then.at(_ago(spec["opened"])):
        survey = starting.start_from_banks(activity, [], title=spec["title"], by=clerk)
        for bank in spec.get("first", []):
            starting.add_bank(survey, bank, by=clerk)
        _ask(survey, spec["pages"])
        for bank in spec["banks"]:
            starting.add_bank(survey, bank, by=clerk)
    return _opened(survey, spec, clerk)


def _ask(survey: Survey, pages: list[tuple[str, list[dict[str, Any]]]]) -> None:
    with arranging(survey) as layout:
        for title, questions in pages:
            facts = {"survey": layout.survey, "locality": layout.survey.locality}
            sheet = Sheet({"en": title}, [Question(**facts, **copy.deepcopy(each)) for each in questions])
            layout.sheets.append(sheet)
            layout.changed += sheet.questions


def _opened(survey: Survey, spec: dict[str, Any], clerk: User) -> Survey:
    """Open a survey on its day, and close it where its last day has passed."""
    closes_at = timezone.now().replace(hour=17, minute=0, second=0, microsecond=0)
    closes_at += datetime.timedelta(days=spec["closes"])
    with then.at(_ago(spec["opened"])):
        facts = {"intro": spec.get("intro", WAVES["intro"]), "closes_at": closes_at, "wave": spec.get("wave", "")}
        facts |= {"languages": spec.get("languages", []), "privacy": opening.notice_of(survey, survey.partnership)}
        survey = building.change_survey(survey, by=clerk, **facts)
        for code, words in spec.get("translations", {}).items():
            told = {part.name: words.get(part.name) or words[part.english] for part in translating.parts(survey, code)}
            translating.translate(survey, code, told, by=clerk)
        opening.confirm(survey, by=clerk, **FAIR, time_because=SHORT_TIME)
        survey = opening.open_survey(survey, by=clerk)
    if spec["closes"] < 0:
        with then.at(closes_at):
            survey = opening.close(survey, by=None)
    return survey


def _activity(spec: dict[str, Any], days: dict[str, int], board: Board, clerk: User) -> Activity:
    today = timezone.localdate()
    return Activity.objects.create(
        **spec["activity"], locality=board.locality or Locality.objects.first(), level="consult",
        owner=board.administered_by, starts_on=today - datetime.timedelta(days=days["opened"]),
        ends_on=today + datetime.timedelta(days=days["closes"]), created_by=clerk, published_at=timezone.now(),
        contact_name="The engagement team", contact_email=clerk.email, board=board,
    )  # fmt: skip


def _ago(days: int) -> datetime.datetime:
    return timezone.now() - datetime.timedelta(days=days)
