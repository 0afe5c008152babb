"""The profile of a locality: its figures beside the county's, how they go, and where in it they are high or low."""

import datetime
import re
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import Max, Q, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from engagement.models import Theme
from foundation import access, panels
from foundation.models import Act
from foundation.paging import page_of
from localities.models import Area, Locality
from plans import profiling
from plans.drawing_figures import Steps, line, steps
from plans.models import Indicator, IndicatorValue, ProfilePage

A_PAGE = 12
KEPT = datetime.timedelta(minutes=15)
PLAIN = re.compile(r"[\w-]{0,40}")
ASKED = ("theme", "page", "on")
PARTS = ("title", "content", "aside")
CURRENT = Q(published_at__isnull=False, retired_at__isnull=True)
ROWS = Indicator.objects.filter(CURRENT).select_related("theme", "comparator")


@login_not_required
@require_safe
def profiles(request: HttpRequest) -> HttpResponse:
    """List the localities, each of which has its profile."""
    rows = Locality.objects.on(timezone.localdate()).order_by("name")
    return render(request, "plans/profile/list.html", {"localities": rows})


def _locality(request: HttpRequest, slug: str) -> Locality:
    return access.fetch(request, Locality.objects.on(timezone.localdate()), access.PUBLIC, slug=slug)


@login_not_required
@require_safe
def profile(request: HttpRequest, locality_slug: str) -> HttpResponse:
    """Show what is known of a locality, theme by theme: as it was drawn last, unless something changed since."""
    newest = Act.objects.order_by().values("partnership").annotate(newest=Max("pk")).values("newest")
    rows = panels.beside("plans.profile", Locality.objects.on(timezone.localdate())).annotate(
        newest_act=Subquery(newest)
    )
    place = access.fetch(request, rows, access.PUBLIC, slug=locality_slug)
    said = (request.GET.get(name, "") for name in ASKED)
    asked = [words if PLAIN.fullmatch(words) else "?" for words in said]
    wanted, act = "|".join(asked), place.newest_act or 0
    ready = ProfilePage.objects.filter(locality=place, wanted=wanted, act=act, made_at__gte=_since())
    parts = ready.values_list("parts", flat=True).first() if request.user.is_anonymous else None
    if parts is None:
        context = _drawn(request, place, *asked)
        parts = {name: render_to_string(f"plans/profile/_{name}.html", context, request) for name in PARTS}
        if request.user.is_anonymous and set(request.GET) <= set(ASKED) and context["is_as_asked"]:
            _keep(place, wanted, act, parts)
    drawn = {name: mark_safe(part) for name, part in parts.items()}  # noqa: S308  by our own templates
    return render(request, "plans/profile/detail.html", {"locality": place, **drawn})


def _since() -> datetime.datetime:
    """Return since when a page must be made: today, as areas begin and end, and within minutes of an unseen act."""
    now = timezone.localtime()
    return max(now - KEPT, now.replace(hour=0, minute=0, second=0, microsecond=0))


def _keep(place: Locality, wanted: str, act: int, parts: dict[str, str]) -> None:
    """Keep a page ready, in place of what it was before."""
    made = ProfilePage(locality=place, wanted=wanted, act=act, made_at=timezone.now(), parts=parts)
    ProfilePage.objects.bulk_create(
        [made], update_conflicts=True, unique_fields=["locality", "wanted"], update_fields=["act", "made_at", "parts"]
    )


def _drawn(request: HttpRequest, place: Locality, theme: str, number: str, on: str) -> dict[str, Any]:
    """Return what a page of the profile shows, and whether that is what the address asks for."""
    themes = list(_themes())
    chosen = next((one for one in themes if one.key == theme), None)
    rows = ROWS.filter(Q(locality=place) | Q(locality=None))
    rows = rows.filter(theme=chosen) if chosen else rows
    page = page_of(request, rows.order_by("theme__position", "name", "pk"), A_PAGE)
    places = profiling.Places.of(place)
    readings = profiling.read(list(page), places)
    for one in readings:
        one.line = line(one.drawn)
    on_map = _on_map(readings, places, on)
    shown = str(on_map["reading"].indicator.pk) if on_map else ""
    is_as_asked = theme in ("", chosen and chosen.key) and number in ("", str(page.number)) and on in ("", shown)
    return {
        "locality": place, "themes": themes, "chosen": chosen, "page": page, "readings": readings, "on_map": on_map,
        "is_as_asked": is_as_asked, "panels": panels.read("plans.profile", [place])[place.pk],
    }  # fmt: skip


def _themes() -> Any:
    """Return the themes with the number of indicators of each, those without any left out."""
    current = Q(pk__in=Indicator.objects.filter(CURRENT).values("theme"))
    return Theme.objects.filter(current).order_by("position")


def _on_map(readings: list[profiling.Reading], places: profiling.Places, on: str) -> dict[str, Any]:
    """Return the map of the indicator that was chosen, else of the first that several areas here have."""
    several = [one for one in readings if one.latest and one.latest.areas > 1 and not one.is_wider]
    several.sort(key=lambda one: not one.gap)  # what is compared tells more
    chosen = next((one for one in several if str(one.indicator.pk) == on), several[0] if several else None)
    return {"reading": chosen, "steps": steps_of(chosen, places), "others": several} if chosen else {}


def steps_of(one: profiling.Reading, places: profiling.Places) -> Steps | None:
    """Return the areas of a locality by the newest value of an indicator, and their map."""
    if one.latest is None:
        return None
    keys = [key for key, kind in (places.around if one.is_wider else places.own).items() if kind == one.scope]
    starts_on, ends_on = one.latest.days
    values = IndicatorValue.objects.filter(
        indicator=one.indicator, area__in=keys, starts_on=starts_on, ends_on=ends_on, replaced_at__isnull=True
    )
    other = (one.other.middle, one.other.name) if one.other and one.other.middle is not None else None
    return steps(one.indicator, values.select_related("area__outline"), other)


@login_not_required
@require_safe
def profile_indicator(request: HttpRequest, locality_slug: str, indicator_id: int) -> HttpResponse:
    """Show one indicator in a locality: each area on a map and in a list, and how it went."""
    place = _locality(request, locality_slug)
    rows = Indicator.objects.filter(published_at__isnull=False).select_related("theme", "comparator", "owner")
    found = access.fetch(request, rows, access.PUBLIC, pk=indicator_id)
    places = profiling.Places.of(place)
    one = profiling.read([found], places)[0]
    one.line = line(one.drawn)
    kinds = dict(profiling.SEVERAL)
    context = {
        "locality": place, "indicator": found, "one": one, "steps": steps_of(one, places),
        "kind": kinds.get(Area.Kind(one.scope)) if one.scope else "areas",
    }  # fmt: skip
    return render(request, "plans/profile/indicator.html", context)
