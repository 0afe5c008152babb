"""Who of us spoke with whom: the relationship log, on the pages of members and of organisations. Source: E13, E50."""

from typing import Any

from django.db.models import QuerySet

from foundation.panels import Panel
from localities.models import RegisterEntry

PRESET = "relationships"
LATEST = 10


def _log() -> QuerySet[RegisterEntry]:
    return RegisterEntry.objects.filter(register__preset=PRESET).select_related("register").order_by("-pk")


def _of_people(people: list[Any]) -> dict[int, list[RegisterEntry]]:
    keys = {str(person.pk): person.pk for person in people}
    found: dict[int, list[RegisterEntry]] = {}
    for entry in _log().filter(values__by_whom__in=[*keys, *keys.values()]):
        found.setdefault(keys[str(entry.values["by_whom"])], []).append(entry)
    return {key: rows[:LATEST] for key, rows in found.items()}


def _of_organisations(organisations: list[Any]) -> dict[int, list[RegisterEntry]]:
    found: dict[int, list[RegisterEntry]] = {}
    for entry in _log().filter(organisation__in=organisations):
        found.setdefault(entry.organisation_id, []).append(entry)  # type: ignore[arg-type]
    return {key: rows[:LATEST] for key, rows in found.items()}


OF_A_PERSON = Panel("Conversations", "engagement/voluntary/_conversations.html", _of_people)
OF_AN_ORGANISATION = Panel("Conversations", "engagement/voluntary/_conversations.html", _of_organisations)
