"""What is known, as everybody reads it: the library, each item and each need, with the chain. Source: A24, E18."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from foundation import access
from foundation.paging import page_of
from plans import access as roles
from plans import chaining
from plans.forms.evidence import EvidenceFilter, NeedFilter
from plans.models import Evidence, Need

WHOLE = Evidence.objects.select_related(
    "owner", "area", "theme", "locality", "board", "partnership", "file", *chaining.SOURCES, "conversation__register"
)
NEEDS = Need.objects.select_related("locality", "board", "partnership", "theme")


@login_not_required
@require_safe
def evidence_list(request: HttpRequest) -> HttpResponse:
    """List the library: what is public and, for those who plan together, what partners share."""
    search = EvidenceFilter(request.GET or None)
    rows = Evidence.objects.current().select_related("owner", "locality", "theme")
    rows = rows.public() | rows.filter(sharing="partners")  # the wall keeps these from whom they are not for
    context = {"page": page_of(request, search.narrow(rows) if request.GET else rows), "search": search}
    return render(request, "plans/evidence/list.html", context)


@login_not_required
@require_safe
def evidence(request: HttpRequest, evidence_id: int) -> HttpResponse:
    """Show an item: what it shows, where it comes from, and what rests on it."""
    found = access.fetch(request, WHOLE, access.PUBLIC, pk=evidence_id)
    context = {"evidence": found, "steps": chaining.of_evidence(found), "may": request.access.may(roles.KNOW, found)}
    return render(request, "plans/evidence/detail.html", context)


@login_not_required
@require_safe
def needs(request: HttpRequest) -> HttpResponse:
    """List needs by words, theme and place."""
    search = NeedFilter(request.GET or None)
    rows = Need.objects.filter(published_at__isnull=False).select_related("locality", "theme")
    context = {"page": page_of(request, search.narrow(rows) if request.GET else rows), "search": search}
    return render(request, "plans/need/list.html", context)


@login_not_required
@require_safe
def need(request: HttpRequest, need_id: int) -> HttpResponse:
    """Show a need with the chain to both sides of it."""
    found = access.fetch(request, NEEDS, access.PUBLIC, pk=need_id)
    context = {"need": found, "steps": chaining.of_need(found), "may": request.access.may(roles.KNOW, found)}
    return render(request, "plans/need/detail.html", context)
