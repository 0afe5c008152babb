"""What other pages show of what is known: what a source is used for, what a place needs. Source: A24, E18."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from foundation.panels import Panel
from plans.gathering import SOURCES
from plans.models import Evidence, Need, NeedsAnalysis

TITLE, TEMPLATE = "Evidence for plans", "plans/evidence/_of_source.html"
PUBLIC_TITLE, ITEM = "What it is used for", JSONObject(key="pk", title="title")


def _used(source: str) -> Panel:
    """Return the panel of one sort of source: the items that came from each, or the way to make it one."""

    def read(rows: list[Any]) -> dict[int, dict[str, Any]]:
        ready = set(SOURCES[source].rows().filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
        found = {row.pk: {"source": source, "row": row, "used": []} for row in rows if row.pk in ready}
        for item in Evidence.objects.current().filter(**{f"{source}__in": ready}):
            found[getattr(item, f"{source}_id")]["used"].append(item)
        return found

    return Panel(TITLE, TEMPLATE, read)


def _rests_on(source: str) -> Panel:
    """Return the panel of what everybody reads of one sort of source: it costs the page no query of its own. E18."""
    items = Evidence.objects.current().public().filter(**{source: OuterRef("pk")})
    return Panel(PUBLIC_TITLE, "plans/evidence/_made_of.html", ArraySubquery(items.values(facts=ITEM)))


STATED = Need.objects.filter(locality=OuterRef("pk"), published_at__isnull=False, met_at__isnull=True)
ANALYSES = NeedsAnalysis.objects.filter(locality=OuterRef("pk"), published_at__isnull=False)
OF_A_PROFILE = Panel(
    "What the place needs", "plans/need/_of_place.html",
    JSONObject(
        needs=ArraySubquery(STATED.values(facts=JSONObject(key="pk", title="title"))),
        analyses=ArraySubquery(ANALYSES.order_by("-year").values(facts=JSONObject(key="pk", year="year"))),
    ),
)  # fmt: skip
OF_AN_ISSUE, OF_A_SURVEY, OF_AN_ACTIVITY = (_used(source) for source in ("issue", "survey", "activity"))
MADE_OF_AN_ISSUE, MADE_OF_A_SURVEY, MADE_OF_AN_ACTIVITY = map(_rests_on, ("issue", "survey", "activity"))
