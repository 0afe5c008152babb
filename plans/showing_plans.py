"""The plans of a board and of a locality, where their pages show them. Source: checklist C10."""

from collections import defaultdict
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from foundation.panels import Panel
from plans import counting_delivery
from plans.models import Plan

RUNNING = Plan.objects.public().filter(ended_at__isnull=True).order_by("-starts_on", "pk")
FACTS = JSONObject(pk="pk", title="title", starts_on="starts_on__year", ends_on="ends_on__year", adopted="adopted_at")


def _of_localities(places: list[Any]) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for key, facts in RUNNING.filter(locality__in=places).values_list("locality", FACTS):
        found[key].append(facts)
    return found


def _of_partnerships(mine: list[Any]) -> dict[int, list[counting_delivery.Done]]:
    """Return what is done of each plan; row security leaves one partnership, and so one answer."""
    return {one.pk: counting_delivery.by_plan() for one in mine}


OF_A_LOCALITY = Panel("What is planned here", "plans/plan/_panel.html", _of_localities)
OF_A_BOARD = Panel(
    "Its plans", "plans/plan/_panel.html", ArraySubquery(RUNNING.filter(board=OuterRef("pk")).values(facts=FACTS))
)
OF_THE_ACTIONS = Panel("Actions of plans", "plans/delivery/_done.html", _of_partnerships)  # A33
