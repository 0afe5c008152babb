"""Services for everybody: found by need and place, each with its standard and how it is kept. Source: D24, E17."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.postgres.aggregates import StringAgg
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from engagement import finding_services, measuring
from engagement.forms.service import FindService, StandardsFilter
from engagement.models import Service, ServiceRequest, rules_of
from foundation import access, downloads
from foundation.paging import page_of
from localities.models import Locality

PAGE = 20
POINTS = 20
HEADS = ("Asked", "Answered", "In time", "Half within", "Nine in ten within", "Still open", "Late")
THERE = StringAgg("service_links__service__name", ", ", order_by="service_links__service__name")


@login_not_required
@require_safe
def services(request: HttpRequest) -> HttpResponse:
    """Find a service by what is needed, in anybody's own words, and by where they are."""
    form = FindService(request.GET)
    form.is_valid()
    asked = form.cleaned_data
    place = finding_services.place_of(asked.get("where", ""))
    rows = Service.objects.standing()
    rows = finding_services.by_need(asked.get("q", ""), rows.in_locality(place) if place else rows)
    context = {
        "search": form,
        "page": page_of(request, rows, PAGE),
        "place": place,
        "is_lost": bool(asked.get("where") and not place),
        "places": Locality.objects.order_by("name") if asked.get("where") and not place else (),
        "points": finding_services.points(place).annotate(services_there=THERE)[:POINTS],
    }
    return render(request, "engagement/service/list.html", context)


@login_not_required
@require_safe
def service(request: HttpRequest, service_id: int) -> HttpResponse:
    """Show what a service does, its standard, how it keeps it, how it is reached and what was asked of it."""
    rows = Service.objects.standing().select_related("owner")
    found = access.fetch(request, rows, access.PUBLIC, pk=service_id)
    today = timezone.localdate()
    asked = ServiceRequest.objects.public().filter(service=found).select_related("owner", "service", "locality")
    context = {
        "service": found,
        "figure": measuring.of_service(found.pk, today),
        "points": finding_services.points(service=found)[:POINTS],
        "requests": asked.order_by("-sent_at")[:5],
    }
    return render(request, "engagement/service/detail.html", context)


def _standards(request: HttpRequest) -> dict[str, Any]:
    """Return the filter and the figures that fit it; a filter that makes no sense shows the last twelve months."""
    form, today = StandardsFilter(request.GET or None), timezone.localdate()
    form.is_valid()
    asked = getattr(form, "cleaned_data", {})
    until = asked.get("until") or today
    since = asked.get("since") or until - measuring.YEAR
    found = measuring.figures(since, until, locality=asked.get("locality")) if since <= until else []
    found = found if found and found[0].asked else []
    return {"filter": form, "since": since, "until": until, "figures": found, "place": asked.get("locality")}


@login_not_required
@require_safe
def service_standards(request: HttpRequest) -> HttpResponse:
    """Show how quickly each agency and service answers, against its own standard. Source: D33."""
    context = _standards(request)
    context["figures"] = [figure for figure in context["figures"] if figure.level != "place"]
    context |= {"query": request.GET.urlencode(), "heads": HEADS, "smallest": rules_of(context["place"]).smallest_shown}
    return render(request, "engagement/service/standards.html", context)


@login_not_required
@require_safe
def service_standards_csv(request: HttpRequest) -> HttpResponse:
    """Return the figures as a file for spreadsheets, by place too."""
    return downloads.table(measuring.table(_standards(request)["figures"]), "service-standards")
