"""What pages of people and their posts show of boards: the seats and offices that are held, or to be held."""

from collections import defaultdict
from typing import Any

from django.db.models import Q
from django.utils import timezone

from boards import calling_in
from boards.models import Board, BoardOffice, Decision, Meeting, SeatHolding
from foundation.panels import Panel
from localities.linking import Noun


def _still() -> Q:
    return Q(ends_on__isnull=True) | Q(ends_on__gte=timezone.localdate())


def seats_and_offices(people: list[Any]) -> dict[int, dict[str, list[Any]]]:
    """Return what people hold today or later, by person, in two queries."""
    still = _still() & Q(person__in=people)
    held: dict[int, dict[str, list[Any]]] = defaultdict(lambda: {"seats": [], "offices": []})
    seats = SeatHolding.objects.filter(still).select_related("board", "seat", "organisation", "substitute_for__person")
    for holding in seats.order_by("board__name", "starts_on"):
        held[holding.person_id]["seats"].append(holding)
    for office in BoardOffice.objects.filter(still).select_related("board").order_by("board__name", "kind"):
        held[office.person_id]["offices"].append(office)
    return dict(held)


def offices_by_virtue(posts: list[Any]) -> dict[int, dict[str, list[Any]]]:
    """Return the offices that rest on posts today or later, by post, in one query. Source: checklist C18."""
    rest: dict[int, dict[str, list[Any]]] = defaultdict(lambda: {"offices": []})
    offices = BoardOffice.objects.filter(_still(), post__in=posts).select_related("board")
    for office in offices.order_by("board__name", "kind"):
        rest[office.post_id]["offices"].append(office)  # type: ignore[index]
    return dict(rest)


OF_AN_ORGANISATION = Panel("Call-in of its decisions", "boards/call_in/_rule.html", calling_in.rules_of)
OF_A_POST = Panel("Offices that rest on it", "boards/seat/_held.html", offices_by_virtue)
OF_A_PERSON = Panel("Seats and offices on boards", "boards/seat/_held.html", seats_and_offices)


def _boards(slugs: list[str]) -> dict[str, tuple[str, str]]:
    return {one.slug: (one.name, one.get_absolute_url()) for one in Board.objects.public().filter(slug__in=slugs)}


def _meetings(keys: list[int]) -> dict[int, tuple[str, str]]:
    found = Meeting.objects.public().filter(pk__in=keys).select_related("board")
    return {one.pk: (str(one), one.get_absolute_url()) for one in found}


def _decisions(keys: list[int]) -> dict[int, tuple[str, str]]:
    return {one.pk: (one.title, f"/decisions/{one.pk}/") for one in Decision.objects.public().filter(pk__in=keys)}


# What entries of registers can belong to, by the name of the page.
LINKED = {
    "board": Noun("Board", "slug", _boards),
    "meeting": Noun("Meeting", "meeting_id", _meetings),
    "decision": Noun("Decision", "key", _decisions),
}
