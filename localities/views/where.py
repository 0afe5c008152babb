"""Maps of wards: as a picture that forms are pressed on, and as a drawing of links."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from localities.forms.where import point_of
from localities.mapping import SIZES, TEXT, Chart, chart


@login_not_required
@require_safe
def places_map(request: HttpRequest, size: str) -> HttpResponse:
    """Draw the map of the wards, or of one, with a point where one is given."""
    ward = request.GET.get("ward", "")
    found = chart(int(ward) if ward.isdecimal() and len(ward) < 10 else None)
    if size not in SIZES or found is None:
        raise Http404
    width, point = SIZES[size], point_of(request.GET.get("at"))
    marker = found.frame.at(point[1], point[0], width) if point else None
    context = {**_drawn(found, width), "marker": marker, "text": TEXT}
    answer = render(request, "localities/where/map.svg", context, content_type="image/svg+xml")
    patch_cache_control(answer, private=True, max_age=3600)
    return answer


def links(ward_id: int | None) -> dict[str, Any]:
    """Return the map of links for a page; nothing where no outlines are kept."""
    found = chart()
    if found is None:
        return {}
    chosen = next((one.area for one in found.outlines if one.area_id == ward_id), None)
    return {"chart": found, **_drawn(Chart(found.frame, found.outlines, chosen), SIZES["large"])}


def _drawn(found: Chart, width: int) -> dict[str, Any]:
    return {"drawn": found.drawn(width), "width": width, "height": found.frame.height(width)}
