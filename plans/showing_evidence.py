"""What pages of engagement show of evidence: what an issue, a survey or an activity is used for. Source: A24, E18."""

from typing import Any

from foundation.panels import Panel
from plans.gathering import SOURCES
from plans.models import Evidence

TITLE, TEMPLATE = "Evidence for plans", "plans/evidence/_of_source.html"


def _used(source: str) -> Panel:
    """Return the panel of one sort of source: the items that came from each, or the way to make it one."""

    def read(rows: list[Any]) -> dict[int, dict[str, Any]]:
        ready = set(SOURCES[source].rows().filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
        found = {row.pk: {"source": source, "row": row, "used": []} for row in rows if row.pk in ready}
        for item in Evidence.objects.current().filter(**{f"{source}__in": ready}):
            found[getattr(item, f"{source}_id")]["used"].append(item)
        return found

    return Panel(TITLE, TEMPLATE, read)


OF_AN_ISSUE, OF_A_SURVEY, OF_AN_ACTIVITY = (_used(source) for source in ("issue", "survey", "activity"))
