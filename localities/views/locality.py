"""Finding the place that someone lives in."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from localities import locating
from localities.models import Area, LocalityArea, Postcode
from localities.views import where

MOST = 30


@login_not_required
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Show the localities in which a postcode, or a ward, division or parish of this name lies."""
    words = request.GET.get("q", "").replace("\x00", "").strip()[:80]
    found = _by_postcode(words) if locating.is_meant(words) else _by_name(words) if words else {}
    ward = next((link.area_id for link in found.get("links", ()) if link.area.kind == Area.Kind.WARD), None)
    context = {"words_typed": words, "most": MOST, **found, **where.links(ward)}
    return render(request, "localities/locality/find.html", context)


def _links(areas: Any) -> Any:
    now = LocalityArea.objects.on(timezone.localdate()).filter(area__in=areas)
    return now.select_related("area", "locality").order_by("area__name", "area__kind")[:MOST]


def _by_name(words: str) -> dict[str, Any]:
    return {"links": _links(Area.objects.on(timezone.localdate()).filter(name__icontains=words))}


def _by_postcode(words: str) -> dict[str, Any]:
    """Return where a postcode lies, or what is wrong with it."""
    code = locating.written(words)
    if not code:
        return {"outcome": "unfinished"}
    found = locating.by_postcode(code)
    if found:
        areas = [area for area in (found.ward, found.parish) if area]
        links, locality = _links([area.pk for area in areas]), locating.locality_of(found.ward)
        return {"outcome": "found", "postcode": found, "links": links, "locality": locality}
    return {"outcome": "outside" if Postcode.objects.exists() else "none kept", "code": code}
