"""Areas, as officers keep them, and the check that localities cover the wards."""

from django.db.models import Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from foundation.access import PUBLIC, fetch, require
from foundation.paging import page_of
from localities.access import EDIT, VIEW, anywhere
from localities.checking import coverage
from localities.forms.area import AreaForm, AreaSearch, DayForm
from localities.models import Area, LocalityArea, Mandate
from localities.placing import end_area, keep_area
from localities.views.record import FORM, changeable, edit, ending


@require_safe
@anywhere(VIEW)
def areas(request: HttpRequest) -> HttpResponse:
    """List areas by kind, with the locality in which each lies today."""
    today, form, rows = timezone.localdate(), AreaSearch(request.GET), Area.objects.none()
    if form.is_valid():
        wanted = form.cleaned_data
        rows = Area.objects.filter(Q(name__icontains=wanted["q"]) | Q(gss_code__icontains=wanted["q"]))
        rows = rows.filter(kind=wanted["kind"]) if wanted["kind"] else rows
        rows = rows.filter(ends_on__lt=today) if wanted["standing"] else rows.exclude(ends_on__lt=today)
    now = LocalityArea.objects.on(today).select_related("locality")
    rows = rows.select_related("within").prefetch_related(Prefetch("locality_links", now, to_attr="links_now"))
    context = {
        "search": form,
        "page": page_of(request, rows.order_by("kind", "name")),
        "check": coverage(today),
        "may_edit": request.access.may(EDIT, request.partnership),
    }
    return render(request, "localities/area/list.html", context)


@require_safe
@anywhere(VIEW)
def area(request: HttpRequest, area_id: int) -> HttpResponse:
    """Show an area, where it belongs and who is elected for it today."""
    found = fetch(request, Area.objects.select_related("within"), PUBLIC, pk=area_id)
    today = timezone.localdate()
    mandates = Mandate.objects.on(today).filter(area=found).select_related("person", "council", "group")
    context = {
        "area": found,
        "today": today,
        "links": found.locality_links.select_related("locality").order_by("-starts_on"),
        "mandates": mandates.order_by("council__name", "person__name"),
        "parts": found.parts.count(),
        "may_edit": request.access.may(EDIT, request.partnership),
    }
    return render(request, "localities/area/detail.html", context)


@require_http_methods(FORM)
@anywhere(VIEW)
def area_new(request: HttpRequest) -> HttpResponse:
    """Add an area."""
    require(request, EDIT, request.partnership)
    form = AreaForm.of(request, instance=Area(partnership=request.partnership))
    page = {"title": "Add an area", "submit": "Add area", "back": reverse("places")}
    return edit(request, form, then=_page, act=keep_area, **page)


@require_http_methods(FORM)
@anywhere(VIEW)
def area_change(request: HttpRequest, area_id: int) -> HttpResponse:
    """Put an area right."""
    found = changeable(request, Area.objects.all(), pk=area_id)
    form = AreaForm.of(request, instance=found)
    return edit(request, form, then=_page, act=keep_area, title=f"Change {found}", back=_page(found))


@require_http_methods(FORM)
@anywhere(VIEW)
def area_ending(request: HttpRequest, area_id: int) -> HttpResponse:
    """Let an area cease, and with it its place in localities."""
    found = changeable(request, Area.objects.all(), pk=area_id)
    lead = "Its place in localities ends with it."
    return ending(request, found, then=_page(found), act=end_area, lead=lead)


@require_safe
@anywhere(VIEW)
def places_coverage(request: HttpRequest) -> HttpResponse:
    """Check that no ward is in two localities or in none on a day. Source: checklist C10."""
    form = DayForm(request.GET)
    day = (form.cleaned_data["on"] if form.is_valid() else None) or timezone.localdate()
    context = {"search": form, "day": day, "check": coverage(day)}
    return render(request, "localities/area/coverage.html", context)


def _page(found: Area) -> str:
    return reverse("area", args=[found.pk])
