"""Which level of devolution a locality has, since when and by which decision. Source: checklist C24."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from boards.models import Devolution
from foundation import audit
from foundation.models import Partnership, User
from foundation.panels import Panel
from localities.models import Locality

RELATED = ("decision", "agreement__register", "locality")


def levels(partnership: Partnership) -> list[str]:
    """Return the levels in the partnership's words, from the least to the most devolved."""
    return [line.strip() for line in partnership.vocabulary["levels"].splitlines() if line.strip()]


@transaction.atomic
def place(locality: Locality, *, starts_on: datetime.date, by: User, **facts: Any) -> Devolution:
    """Give a locality its level from a day; the one before ends the day before.

    Raises ValidationError without a decision or agreement, and for a day that is not after the last change.
    """
    locality = Locality.objects.select_for_update().get(pk=locality.pk)
    last = Devolution.objects.filter(locality=locality).order_by("-starts_on").first()
    if last and last.starts_on and starts_on <= last.starts_on:
        raise ValidationError(
            {"starts_on": f"It must be after {last.starts_on:%-d %B %Y}, when the level changed last."}
        )
    if last and (last.ends_on is None or last.ends_on >= starts_on):
        last.ends_on = starts_on - datetime.timedelta(days=1)
        last.save()
    made = Devolution(locality=locality, starts_on=starts_on, **facts)
    made.full_clean(exclude=["partnership"])
    made.save()
    audit.record(by, "gave a level of devolution to", locality, level=made.level)
    return made


def of_places(places: list[Any]) -> dict[int, dict[str, list[Devolution]]]:
    """Return the level that each locality has today, and those that it had, in one query."""
    today = timezone.localdate()
    found: dict[int, dict[str, list[Devolution]]] = {}
    rows = Devolution.objects.filter(locality__in=places, starts_on__lte=today).select_related(*RELATED)
    for row in rows.order_by("-starts_on"):
        kept = found.setdefault(row.locality_id, {"now": [], "before": []})
        kept["now" if row.holds_on(today) else "before"].append(row)
    return found


OF_A_LOCALITY = Panel("Level of devolution", "boards/devolution/_of_locality.html", of_places)
