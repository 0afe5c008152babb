"""Places to meet, as officers keep them."""

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.paging import page_of
from localities.access import ADD_PEOPLE, EDIT, VIEW, anywhere
from localities.forms.organisation import VenueForm, VenueSearch
from localities.models import Locality, Venue
from localities.recording import keep
from localities.views.record import FORM, changeable, edit


@require_safe
@anywhere(VIEW)
def venues(request: HttpRequest) -> HttpResponse:
    """List places to meet."""
    form, rows = VenueSearch(request.GET), Venue.objects.none()
    if form.is_valid():
        wanted = form.cleaned_data
        words = Q(name__icontains=wanted["q"]) | Q(address__icontains=wanted["q"]) | Q(postcode__icontains=wanted["q"])
        rows = Venue.objects.filter(words, retired_at__isnull=not wanted["standing"])
        rows = rows.filter(locality=wanted["locality"]) if wanted["locality"] else rows
    page = page_of(request, rows.select_related("locality", "partnership").order_by("name"))
    for venue in page:
        venue.may_change = request.access.may(EDIT, venue)
    context = {"search": form, "page": page, "may_add": request.access.may_anywhere(ADD_PEOPLE)}
    return render(request, "localities/venue/list.html", context)


@require_http_methods(FORM)
@anywhere(ADD_PEOPLE)
def venue_new(request: HttpRequest) -> HttpResponse:
    """Add a place to meet."""
    localities, must = _localities(request)
    venue = Venue(partnership=request.partnership)
    form = VenueForm.of(request, instance=venue, localities=localities, needs_locality=must)
    back = reverse("venues")
    return edit(request, form, then=lambda _: back, title="Add a venue", submit="Add venue", back=back)


@require_http_methods(FORM)
@anywhere(VIEW)
def venue_change(request: HttpRequest, venue_id: int) -> HttpResponse:
    """Put a venue right."""
    venue = changeable(request, Venue.objects.select_related("locality"), pk=venue_id)
    localities, must = _localities(request)
    form = VenueForm.of(request, instance=venue, localities=localities, needs_locality=must)
    back = reverse("venues")
    return edit(request, form, then=lambda _: back, title=f"Change {venue}", back=back)


@require_POST
@anywhere(VIEW)
def venue_retirement(request: HttpRequest, venue_id: int) -> HttpResponse:
    """Use a venue no longer, or again; meetings that were held there keep it."""
    venue = changeable(request, Venue.objects.select_related("locality"), pk=venue_id)
    retire = request.POST.get("use") == "no"
    venue.retired_at = timezone.now() if retire else None
    keep(venue, by=request.user)
    messages.success(request, f"{venue} is {'no longer used' if retire else 'in use'}.")
    return redirect("venues")


def _localities(request: HttpRequest) -> tuple[QuerySet[Locality], bool]:
    """Return the localities that may be chosen, and whether one must be: a district's officer keeps to its own."""
    scopes = [scope for scope in request.access.roles if ADD_PEOPLE in request.access.permissions_on(scope)]
    if all(kind == "localities.locality" for kind, _ in scopes):
        return Locality.objects.filter(pk__in=[key for _, key in scopes]), True
    return Locality.objects.all(), False
