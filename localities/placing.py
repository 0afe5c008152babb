"""Which areas a locality is made of, and since when; areas that cease. Source: checklist X4, X10, C10."""

import datetime
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from foundation import audit
from foundation.models import User
from localities.models import Area, Locality, LocalityArea
from localities.recording import end, keep

# A county holds districts, divisions, wards and parishes; a district holds wards and parishes.
HOLDERS = {
    Area.Kind.COUNTY: (),
    Area.Kind.DISTRICT: (Area.Kind.COUNTY,),
    Area.Kind.DIVISION: (Area.Kind.COUNTY,),
    Area.Kind.WARD: (Area.Kind.COUNTY, Area.Kind.DISTRICT),
    Area.Kind.PARISH: (Area.Kind.COUNTY, Area.Kind.DISTRICT),
}


@transaction.atomic
def include(locality: Locality, areas: Iterable[Area], starts_on: datetime.date, *, by: User) -> list[LocalityArea]:
    """Make areas part of a locality from a day.

    Raises ValidationError for a ward that is in another locality then, and for an area that is here already.
    """
    Locality.objects.select_for_update().get(pk=locality.pk)
    wanted = list(areas)
    if problems := [problem for area in wanted if (problem := _problem(locality, area, starts_on))]:
        raise ValidationError({"areas": problems})
    made = [
        LocalityArea.objects.create(locality=locality, area=area, starts_on=starts_on, ends_on=area.ends_on)
        for area in wanted
    ]
    audit.record(by, "added areas to", locality, areas=[area.name for area in wanted])
    return made


def _problem(locality: Locality, area: Area, starts_on: datetime.date) -> str:
    """Say why an area cannot become part of a locality on a day; an empty text where it can."""
    if area.ends_on and area.ends_on < starts_on:
        return f"{area} ended on {area.ends_on:%-d %B %Y}"
    later = Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on)
    for link in area.locality_links.filter(later).select_related("locality"):
        if link.locality_id == locality.pk:
            return f"{area} is in {locality} already"
        if area.kind == Area.Kind.WARD:
            return f"{area} is in {link.locality}: end it there before {starts_on:%-d %B %Y} first"
    return ""


@transaction.atomic
def keep_area(area: Area, *, by: User) -> Area:
    """Save an area; one that has a last day is part of no locality after it."""
    keep(area, by=by)
    _end_links(area)
    return area


@transaction.atomic
def end_area(area: Area, ends_on: datetime.date, *, by: User) -> Area:
    """Let an area cease on a day, and with it its place in localities."""
    ended = end(area, ends_on, by=by)
    _end_links(ended)
    return ended


def _end_links(area: Area) -> None:
    last = area.ends_on
    if last is None:
        return
    for link in area.locality_links.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=last)):
        link.ends_on = max(last, link.starts_on or last)
        link.save()
