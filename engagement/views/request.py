"""Requests to agencies, for everybody to read and for officers to look after."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import F, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from engagement import access as roles
from engagement import requesting
from engagement.forms.request import AskForm, RequestFilter
from engagement.models import Issue, RequestStep, Service, ServiceRequest
from engagement.telling_requests import address_of
from foundation import access
from foundation.paging import page_of
from foundation.resending import same
from localities.access import anywhere
from localities.views.form_page import form_page

PAGE = 25
REQUESTS = ServiceRequest.objects.select_related("service", "owner", "manager", "locality", "issue", "partnership")
STEPS = Prefetch("steps", RequestStep.objects.select_related("owner", "service"))
# What waits stands first, by its day; what was answered follows, the newest first.
ORDER = (F("closed_at").desc(nulls_first=True), F("answered_at").desc(nulls_first=True), "due_on", "pk")


@login_not_required
@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    """List what was asked of agencies, what waits longest first."""
    return _list(request, REQUESTS.public(), "engagement/request/list.html", {})


@login_not_required
@require_safe
def service_request(request: HttpRequest, request_id: int) -> HttpResponse:
    """Show one request: what is asked, with whom it lies, until when, and each step so far."""
    found = access.fetch(request, REQUESTS.public().prefetch_related(STEPS), access.PUBLIC, pk=request_id)
    return render(request, "engagement/request/detail.html", {"asked": found, **story(found)})


def story(found: ServiceRequest) -> dict[str, Any]:
    """Return the steps of a request for its pages, and how often it was passed on."""
    steps = list(found.steps.all())
    return {"steps": steps, "passed_on": sum(step.kind == RequestStep.Kind.ROUTED for step in steps)}


@require_safe
@anywhere(roles.READ)
def manage_requests(request: HttpRequest) -> HttpResponse:
    """List the requests of the places that the officer looks after."""
    rows = REQUESTS.filter(roles.where(request.access, roles.READ))  # type: ignore[attr-defined]
    context = {
        "may_ask": request.access.may_anywhere(roles.HANDLE),  # type: ignore[attr-defined]
        "questions": rows.waiting().filter(question_at__isnull=False).order_by("question_at")[:PAGE],
    }
    return _list(request, rows, "engagement/request/manage.html", context)


@require_safe
@anywhere(roles.READ)
def manage_request(request: HttpRequest, request_id: int) -> HttpResponse:
    """Show a request from the officers' side, with what can be done next."""
    found = access.fetch(request, REQUESTS.prefetch_related(STEPS), roles.READ, pk=request_id)
    context = {
        "asked": found,
        "address": address_of(found),
        "may_handle": request.access.may(roles.HANDLE, found),  # type: ignore[attr-defined]
        **story(found),
    }
    return render(request, "engagement/request/officer.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@anywhere(roles.HANDLE)
def request_new(request: HttpRequest) -> HttpResponse:
    """Ask a service for something, about an issue where the address names one. Source: checklist D33, D34."""
    issue = _issue(request)
    places = roles.choice_of(request.access, roles.HANDLE)  # type: ignore[attr-defined]
    first = {"locality": issue.locality_id, "title": issue.title} if issue else {}
    form = AskForm.of(request, places=places, initial={**first, **_chosen(request)})

    def act() -> HttpResponse:
        asked = requesting.ask(issue, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, f"{asked.owner} is asked. The answer is due on {asked.due_on:%-d %B %Y}.")
        return redirect("manage_request", asked.pk)

    if form.is_valid():  # what was closed since may be asked again in the same words
        closed = ServiceRequest.objects.filter(service=form.cleaned_data["service"], closed_at__isnull=False)
        same(form, issue and issue.pk, closed.count())
    page = {"title": "Ask an agency", "submit": "Send the request", "back": "/manage/engagement/requests/"}
    page |= {"lead": LEAD, "caption": issue.title if issue else ""}
    return form_page(request, form, act, **page)


LEAD = (
    "It goes to the person who answers for the service in that place, with a link to answer by. It is due by the "
    "standard of the service, and everybody can follow it."
)


def _issue(request: HttpRequest) -> Issue | None:
    key = request.GET.get("issue", "")
    return access.fetch(request, Issue.objects.all(), roles.HANDLE, pk=key) if key.isdecimal() else None


def _chosen(request: HttpRequest) -> dict[str, str]:
    key = request.GET.get("service", "")
    return {"service": key} if key.isdecimal() and Service.objects.standing().filter(pk=key).exists() else {}


def _list(request: HttpRequest, rows: Any, template: str, context: dict[str, Any]) -> HttpResponse:
    form = RequestFilter(request.GET or None)
    found = form.narrow(rows) if request.GET else rows
    page = page_of(request, found.order_by(*ORDER), PAGE)
    return render(request, template, {"page": page, "filter": form, **context})
