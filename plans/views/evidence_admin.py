"""The library as officers keep it: items and needs are added, changed, published, retired. Source: A24, E18."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation import access
from foundation.meanwhile import ChangedMeanwhile
from foundation.paging import page_of
from foundation.refusal import told
from localities.access import anywhere
from localities.views.form_page import form_page
from plans import access as roles
from plans import gathering, knowing, needing
from plans.forms.evidence import BecauseForm, EvidenceFilter, EvidenceForm, NeedFilter, NeedForm
from plans.models import Evidence, Need
from plans.views.evidence import NEEDS, WHOLE

LIST = "/manage/plans/evidence/"
NEEDED = "/manage/plans/needs/"
WITH_FILE = "engagement/challenge/form.html"  # a form of one record that sends a document
PAGE = require_http_methods(["GET", "HEAD", "POST"])
LATEST = 10  # of each sort from which evidence is taken with one click


@anywhere(roles.READ)
@require_safe
def manage_evidence_list(request: HttpRequest) -> HttpResponse:
    """List every item that the officer may see, drafts and retired ones among them."""
    search = EvidenceFilter(request.GET or None)
    rows = Evidence.objects.select_related("owner", "locality", "theme")
    page = page_of(request, search.narrow(rows) if request.GET else rows)
    context = {"page": page, "search": search, "may_add": request.access.may_anywhere(roles.KNOW)}
    return render(request, "plans/evidence/manage_list.html", context)


@anywhere(roles.KNOW)
@require_safe
def evidence_sources(request: HttpRequest) -> HttpResponse:
    """Show what people said that is no evidence yet, to be taken with one click."""
    where = roles.where(request.access, roles.KNOW)
    places = Q() if not where else Q(locality__in=request.access.roots_with(roles.KNOW, "localities.locality"))
    found = [(source, gathering.waiting(source, places)[:LATEST]) for source in gathering.SOURCES.values()]
    return render(request, "plans/evidence/sources.html", {"sources": found})


@anywhere(roles.KNOW)
@require_POST
def evidence_gathering(request: HttpRequest, source: str, source_id: int) -> HttpResponse:
    """Take one of them into the library; the same thing twice leads to what is there."""
    if source not in gathering.SOURCES:
        raise Http404
    of = gathering.SOURCES[source]
    row = access.fetch(request, of.rows(), access.PUBLIC, pk=source_id)
    if not request.access.may(roles.KNOW, row):
        raise PermissionDenied
    try:
        made = gathering.gather(of, row, by=request.user)
    except ChangedMeanwhile as there:
        messages.error(request, "This is evidence already: here it is.")
        return redirect("manage_evidence", there.current.pk)
    messages.success(request, "It is in the library. Change the words where they do not say what it shows.")
    return redirect("manage_evidence", made.pk)


@anywhere(roles.READ)
@require_safe
def manage_evidence(request: HttpRequest, evidence_id: int) -> HttpResponse:
    """Show an officer an item, and what may be done with it."""
    found = access.fetch(request, WHOLE, access.PUBLIC, pk=evidence_id)
    context = {"evidence": found, "may": request.access.may(roles.KNOW, found)}
    return render(request, "plans/evidence/manage.html", context)


@anywhere(roles.KNOW)
@PAGE
def evidence_new(request: HttpRequest) -> HttpResponse:
    """Add an item."""
    return _facts(request, Evidence(partnership=request.partnership), "Add evidence", LIST)


@PAGE
def evidence_change(request: HttpRequest, evidence_id: int) -> HttpResponse:
    """Change an item."""
    found = access.fetch(request, WHOLE, roles.KNOW, pk=evidence_id)
    return _facts(request, found, "Change the evidence", reverse("manage_evidence", args=[found.pk]))


def _facts(request: HttpRequest, evidence: Evidence, title: str, back: str) -> HttpResponse:
    form = EvidenceForm.of(request, instance=evidence)
    form.offer(request.access, roles.KNOW, evidence)

    def act() -> HttpResponse:
        form.must_be_as_seen()
        row = form.put(form.save(commit=False))
        kept = knowing.keep(row, by=request.user, document=form.cleaned_data["document"])
        messages.success(request, f"{kept} is saved.")
        return redirect("manage_evidence", kept.pk)

    return form_page(request, form, act, template=WITH_FILE, title=title, back=back, submit="Save")


@require_POST
def evidence_publication(request: HttpRequest, evidence_id: int) -> HttpResponse:
    """Let everybody read it."""
    found = access.fetch(request, WHOLE, roles.KNOW, pk=evidence_id)
    with told(request):
        knowing.publish(found, by=request.user)
        messages.success(request, "Everybody can read it now.")
    return redirect("manage_evidence", found.pk)


@PAGE
def evidence_retirement(request: HttpRequest, evidence_id: int) -> HttpResponse:
    """Say why it is no longer relied on."""
    found = access.fetch(request, WHOLE, roles.KNOW, pk=evidence_id)
    page = {"title": "Why is it no longer relied on?", "submit": "Retire it", "caption": found}
    return _because(request, "manage_evidence", found, knowing.retire, page)


def _because(request: HttpRequest, then: str, row: Any, act: Any, page: dict[str, Any]) -> HttpResponse:
    form = BecauseForm.of(request)

    def close() -> HttpResponse:
        act(row, because=form.cleaned_data["because"], by=request.user)
        messages.success(request, "The reason is kept.")
        return redirect(then, row.pk)

    return form_page(request, form, close, back=reverse(then, args=[row.pk]), **page)


@anywhere(roles.READ)
@require_safe
def manage_needs(request: HttpRequest) -> HttpResponse:
    """List every need that the officer may see."""
    search = NeedFilter(request.GET or None)
    page = page_of(request, search.narrow(NEEDS) if request.GET else NEEDS.all())
    context = {"page": page, "search": search, "may_add": request.access.may_anywhere(roles.KNOW)}
    return render(request, "plans/need/manage_list.html", context)


@anywhere(roles.KNOW)
@PAGE
def need_new(request: HttpRequest) -> HttpResponse:
    """State a need."""
    return _need(request, Need(partnership=request.partnership), "State a need", NEEDED)


@PAGE
def need_change(request: HttpRequest, need_id: int) -> HttpResponse:
    """Change a need."""
    found = access.fetch(request, NEEDS, roles.KNOW, pk=need_id)
    return _need(request, found, "Change the need", reverse("need", args=[found.pk]))


def _need(request: HttpRequest, need: Need, title: str, back: str) -> HttpResponse:
    form = NeedForm.of(request, instance=need)
    form.offer(request.access, roles.KNOW, need)

    def act() -> HttpResponse:
        form.must_be_as_seen()
        kept = needing.keep(form.put(form.save(commit=False)), form.cleaned_data["evidence"], by=request.user)
        messages.success(request, f"{kept} is saved.")
        return redirect("need", kept.pk)

    return form_page(request, form, act, title=title, back=back)


@require_POST
def need_publication(request: HttpRequest, need_id: int) -> HttpResponse:
    """Let everybody read it."""
    found = access.fetch(request, NEEDS, roles.KNOW, pk=need_id)
    with told(request):
        needing.publish(found, by=request.user)
        messages.success(request, "Everybody can read it now.")
    return redirect("need", found.pk)


@PAGE
def need_closing(request: HttpRequest, need_id: int) -> HttpResponse:
    """Say how it was met."""
    found = access.fetch(request, NEEDS, roles.KNOW, pk=need_id)
    page = {"title": "How was the need met, or why is it none now?", "submit": "Save", "caption": found}
    return _because(request, "need", found, needing.close, page)
