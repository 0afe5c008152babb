"""What pages of people show of boards: the seats and offices that somebody holds, or is to hold."""

from collections import defaultdict
from typing import Any

from django.db.models import Q
from django.utils import timezone

from boards.models import BoardOffice, SeatHolding
from foundation.panels import Panel


def seats_and_offices(people: list[Any]) -> dict[int, dict[str, list[Any]]]:
    """Return what people hold today or later, by person, in two queries."""
    still = Q(person__in=people) & (Q(ends_on__isnull=True) | Q(ends_on__gte=timezone.localdate()))
    held: dict[int, dict[str, list[Any]]] = defaultdict(lambda: {"seats": [], "offices": []})
    seats = SeatHolding.objects.filter(still).select_related("board", "seat", "organisation", "substitute_for__person")
    for holding in seats.order_by("board__name", "starts_on"):
        held[holding.person_id]["seats"].append(holding)
    for office in BoardOffice.objects.filter(still).select_related("board").order_by("board__name", "kind"):
        held[office.person_id]["offices"].append(office)
    return dict(held)


OF_A_PERSON = Panel("Seats and offices on boards", "boards/seat/_of_person.html", seats_and_offices)
