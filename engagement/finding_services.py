"""Services found by what people need, in their own words, and by where they are. Source: E17, D33."""

import re
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector
from django.db.models import QuerySet

from engagement.models import AccessPoint, Service
from localities import locating
from localities.models import Locality

MOST_WORDS = 30
WEIGHTED = (
    SearchVector("name", weight="A", config="english")
    + SearchVector("needs", weight="A", config="english")
    + SearchVector("about", weight="B", config="english")
    + SearchVector("owner__name", weight="C", config="english")
)


def by_need(words: str, rows: Any = None) -> QuerySet[Service]:
    """Return the services that fit what somebody says, the best first: any of the words is enough, in any form."""
    rows = Service.objects.standing() if rows is None else rows
    rows = rows.select_related("owner")
    said = re.findall(r"\w+", words.lower())[:MOST_WORDS]
    if not said:
        return rows.order_by("name", "owner__name")
    query = SearchQuery(" | ".join(said), search_type="raw", config="english")
    found = rows.annotate(vector=WEIGHTED).filter(vector=query).annotate(rank=SearchRank(WEIGHTED, query))
    return found.order_by("-rank", "name", "owner__name")


def place_of(words: str) -> Locality | None:
    """Return the locality that somebody means by its name, a postcode, a ward or a parish; None where it is unclear."""
    words = words.strip()
    if not words:
        return None
    if own := Locality.objects.filter(name__iexact=words).first():
        return own
    if locating.is_meant(words):
        code = locating.by_postcode(words)
        return locating.locality_of(code.parish or code.ward) if code else None
    areas = locating.named(words)
    return locating.locality_of(areas[0]) if len({area.name for area in areas}) == 1 else None


def points(locality: Locality | None = None, service: Service | None = None) -> QuerySet[AccessPoint]:
    """Return the access points in use, of one place and for one service where they are given."""
    rows = AccessPoint.objects.filter(retired_at__isnull=True).select_related("venue", "locality").order_by("name")
    rows = rows.filter(locality=locality) if locality else rows
    return rows.filter(service_links__service=service) if service else rows
