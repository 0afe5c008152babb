"""The register of services as officers keep it: what is offered, who answers for it where, access points."""

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from engagement import access as roles
from engagement import importing_services, keeping_services
from engagement.forms.service import ManagerForm, PointForm, ServiceForm
from engagement.models import AccessPoint, Service, ServiceManager
from engagement.models.service import see_managers
from foundation import access
from foundation.paging import page_of
from foundation.refusal import told
from localities.access import anywhere
from localities.models import Locality
from localities.views.form_page import form_page
from localities.views.record import FORM, edit, ending
from localities.views.sheet import sheet

LIST = "/manage/engagement/services/"
EXAMPLE = """agency,name,needs,standard,answer_days
Hill District Council,Bins,"missed bin, rubbish",We come back within 3 working days,3"""


@require_safe
@anywhere(roles.READ)
def manage_services(request: HttpRequest) -> HttpResponse:
    """List services by agency, and where nobody answers for one."""
    rows = Service.objects.select_related("owner").order_by("owner__name", "name")
    see_managers(request.partnership.pk)  # type: ignore[attr-defined]
    missing = keeping_services.gaps(list(Locality.objects.order_by("name")))
    page = page_of(request, rows)
    for service in page:
        service.missing = missing.get(service.pk, ())
    context = {"page": page, "gaps": len(missing), "may_keep": _may_keep(request)}
    return render(request, "engagement/service/manage.html", context)


def _may_keep(request: HttpRequest) -> bool:
    return request.access.may(roles.SERVICES, request.partnership)  # type: ignore[attr-defined]


@require_safe
@anywhere(roles.READ)
def manage_service(request: HttpRequest, service_id: int) -> HttpResponse:
    """Show a service with everybody who answers, or answered, for it."""
    people = Prefetch("managers", ServiceManager.objects.select_related("person", "locality", "partnership"))
    rows = Service.objects.select_related("owner").prefetch_related(people)
    see_managers(request.partnership.pk)  # type: ignore[attr-defined]
    found = access.fetch(request, rows, access.PUBLIC, pk=service_id)
    held, today = request.access, timezone.localdate()  # type: ignore[attr-defined]
    managers = sorted(found.managers.all(), key=lambda row: (str(row.locality or ""), row.starts_on or today.min))
    for row in managers:
        row.holds_now, row.may_end = row.holds_on(today), not row.ends_on and held.may(roles.SERVICES, row)
    context = {
        "service": found,
        "managers": managers,
        "missing": keeping_services.gaps(list(Locality.objects.order_by("name"))).get(found.pk, ()),
        "may_keep": _may_keep(request),
        "may_entrust": held.may_anywhere(roles.SERVICES),
    }
    return render(request, "engagement/service/officer.html", context)


@require_http_methods(FORM)
@anywhere(roles.SERVICES)
def service_form(request: HttpRequest, service_id: int | None = None) -> HttpResponse:
    """Add a service, or change it."""
    access.require(request, roles.SERVICES, request.partnership)  # type: ignore[attr-defined]
    rows = Service.objects.select_related("owner")
    new = Service(partnership=request.partnership)  # type: ignore[attr-defined]
    service = access.fetch(request, rows, roles.SERVICES, pk=service_id) if service_id else new
    title, back = (f"Change {service}", _page(service)) if service_id else ("Add a service", LIST)
    form = ServiceForm.of(request, instance=service)
    return edit(request, form, then=_page, act=keeping_services.keep_service, title=title, back=back)


def _page(service: Service) -> str:
    return reverse("manage_service", args=[service.pk])


@require_POST
@anywhere(roles.SERVICES)
def service_retirement(request: HttpRequest, service_id: int) -> HttpResponse:
    """Offer a service no longer, or again."""
    service = access.fetch(request, Service.objects.select_related("owner"), roles.SERVICES, pk=service_id)
    act = keeping_services.restore if request.POST.get("use") == "yes" else keeping_services.retire
    with told(request):
        kept = act(service, by=request.user)  # type: ignore[arg-type]
        messages.success(request, f"{kept} is {'offered no longer' if kept.retired_at else 'offered again'}.")
    return redirect("manage_service", service_id)


@require_http_methods(FORM)
@anywhere(roles.SERVICES)
def services_import(request: HttpRequest) -> HttpResponse:
    """Import services from a table."""
    access.require(request, roles.SERVICES, request.partnership)  # type: ignore[attr-defined]
    return sheet(request, importing_services, {"title": "Import services", "back": LIST, "example": EXAMPLE})


@require_http_methods(FORM)
@anywhere(roles.SERVICES)
def manager_new(request: HttpRequest, service_id: int) -> HttpResponse:
    """Let somebody answer for a service in one place, or everywhere."""
    service = access.fetch(request, Service.objects.select_related("owner"), access.PUBLIC, pk=service_id)
    places = roles.choice_of(request.access, roles.SERVICES)  # type: ignore[attr-defined]
    form = ManagerForm.of(request, places=places)

    def act() -> HttpResponse:
        made = keeping_services.entrust(service, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, f"{made.person} answers for {service} from {made.starts_on:%-d %B %Y}.")
        return redirect(_page(service))

    back = _page(service)
    return form_page(request, form, act, title="Who answers for it", caption=service, back=back, lead=LEAD)


LEAD = (
    "Whoever answered for it in the same place until then ends the day before, and what waits there goes to the new "
    "person. One for everywhere answers where no place has its own."
)


@require_http_methods(FORM)
@anywhere(roles.SERVICES)
def manager_ending(request: HttpRequest, manager_id: int) -> HttpResponse:
    """Give a manager the last day on which they answer for a service."""
    rows = ServiceManager.objects.select_related("person", "service__owner", "locality", "partnership")
    manager = access.fetch(request, rows, roles.SERVICES, pk=manager_id)
    lead = "What waits goes to who answers after that: somebody for everywhere, else the organisation itself."
    return ending(request, manager, then=_page(manager.service), act=keeping_services.discharge, lead=lead)


@require_safe
@anywhere(roles.READ)
def manage_points(request: HttpRequest) -> HttpResponse:
    """List access points, those no longer used last."""
    rows = AccessPoint.objects.select_related("venue", "locality", "partnership").order_by("retired_at", "name")
    page = page_of(request, rows)
    for point in page:
        point.may_change = request.access.may(roles.SERVICES, point)  # type: ignore[attr-defined]
    context: dict[str, Any] = {"page": page, "may_add": request.access.may_anywhere(roles.SERVICES)}  # type: ignore[attr-defined]
    return render(request, "engagement/service/points.html", context)


@require_http_methods(FORM)
@anywhere(roles.SERVICES)
def point_form(request: HttpRequest, access_point_id: int | None = None) -> HttpResponse:
    """Add an access point, or change it."""
    rows = AccessPoint.objects.select_related("locality", "partnership")
    new = AccessPoint(partnership=request.partnership)  # type: ignore[attr-defined]
    point = access.fetch(request, rows, roles.SERVICES, pk=access_point_id) if access_point_id else new
    places = roles.choice_of(request.access, roles.SERVICES)  # type: ignore[attr-defined]
    form, back = PointForm.of(request, instance=point, places=places), reverse("manage_points")

    def keep(record: AccessPoint, *, by: Any) -> AccessPoint:
        return keeping_services.keep_point(record, list(form.cleaned_data["services"]), by=by)

    title = f"Change {point}" if access_point_id else "Add an access point"
    return edit(request, form, then=lambda _: back, act=keep, title=title, back=back)


@require_POST
@anywhere(roles.SERVICES)
def point_retirement(request: HttpRequest, access_point_id: int) -> HttpResponse:
    """Show an access point no longer, or again."""
    rows = AccessPoint.objects.select_related("locality", "partnership")
    point = access.fetch(request, rows, roles.SERVICES, pk=access_point_id)
    is_used = request.POST.get("use") == "yes"
    keeping_services.retire_point(point, is_used=is_used, by=request.user)  # type: ignore[arg-type]
    messages.success(request, f"{point} is {'in use' if is_used else 'no longer used'}.")
    return redirect("manage_points")
