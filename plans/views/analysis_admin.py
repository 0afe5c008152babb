"""Joint needs analyses as officers of both tiers draft, sign and publish them. Source: checklist A11."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boards.views.order import move
from engagement.access import choice_of
from foundation import access
from foundation.paging import page_of
from localities.access import anywhere
from localities.views.form_page import form_page
from localities.views.withdrawal import withdrawal_page
from plans import access as roles
from plans import analysing
from plans.forms.analysis import AnalysedNeedForm, AnalysisForm, ContributionForm, NoteForm, SignatureForm
from plans.models import AnalysedNeed, AnalysisContribution, NeedsAnalysis
from plans.views.analysis import ANALYSES

LIST = "/manage/plans/needs-analyses/"
PAGE = require_http_methods(["GET", "HEAD", "POST"])
OF = ("analysis__locality", "analysis__board", "analysis__partnership", "locality", "board", "partnership")
ANALYSED = AnalysedNeed.objects.select_related("need", *OF)
GIVEN = AnalysisContribution.objects.select_related("organisation", *OF)


@anywhere(roles.READ)
@require_safe
def manage_needs_analyses(request: HttpRequest) -> HttpResponse:
    """List the analyses of the officer's places, drafts among them."""
    rows = ANALYSES.filter(roles.where(request.access, roles.READ)).order_by("-year", "locality__name")
    rows = rows.annotate(signed=Count("signatures", filter=Q(signatures__voided_at=None)))
    context = {"page": page_of(request, rows), "may_add": request.access.may_anywhere(roles.KNOW)}
    return render(request, "plans/analysis/manage_list.html", context)


@anywhere(roles.KNOW)
@PAGE
def needs_analysis_new(request: HttpRequest) -> HttpResponse:
    """Begin an analysis."""
    return _facts(request, NeedsAnalysis(partnership=request.partnership), "Begin a needs analysis", LIST)


@PAGE
def needs_analysis_change(request: HttpRequest, analysis_id: int) -> HttpResponse:
    """Change its facts."""
    found = access.fetch(request, ANALYSES, roles.KNOW, pk=analysis_id)
    return _facts(request, found, "Change the needs analysis", _page(found))


def _facts(request: HttpRequest, analysis: NeedsAnalysis, title: str, back: str) -> HttpResponse:
    form = AnalysisForm.of(request, instance=analysis)
    form.offer(choice_of(request.access, roles.KNOW).localities)
    return _save(request, form, lambda row: analysing.keep(row, by=request.user), {"title": title, "back": back})


def _save(request: HttpRequest, form: Any, act: Callable[[Any], Any], page: dict[str, Any]) -> HttpResponse:
    def save() -> HttpResponse:
        form.must_be_as_seen()
        kept = act(form.save(commit=False))
        messages.success(request, "Saved. What was signed before a change is void.")
        return redirect("manage_needs_analysis", getattr(kept, "analysis_id", kept.pk))

    return form_page(request, form, save, **page)


def _page(analysis: NeedsAnalysis) -> str:
    return reverse("manage_needs_analysis", args=[analysis.pk])


@require_safe
def manage_needs_analysis(request: HttpRequest, analysis_id: int) -> HttpResponse:
    """Show an officer the draft: needs in order, what each council adds, who has signed, what is missing."""
    found = access.fetch(request, ANALYSES, roles.READ, pk=analysis_id)
    signatures = found.signatures.select_related("organisation")
    context = {
        "analysis": found, "needs": found.needs.select_related("need"), "signatures": signatures,
        "given": found.contributions.select_related("organisation"), "missing": analysing.missing(found),
        "may": request.access.may(roles.KNOW, found),
    }  # fmt: skip
    return render(request, "plans/analysis/manage.html", context)


@PAGE
def analysed_need_new(request: HttpRequest, analysis_id: int) -> HttpResponse:
    """Add a need."""
    found = access.fetch(request, ANALYSES, roles.KNOW, pk=analysis_id)
    return _need(request, found, AnalysedNeed(partnership=request.partnership), "Add a need")


@PAGE
def analysed_need_change(request: HttpRequest, analysed_id: int) -> HttpResponse:
    """Change why a need comes where it comes."""
    row = access.fetch(request, ANALYSED, roles.KNOW, pk=analysed_id)
    return _need(request, row.analysis, row, "Change the need")


def _need(request: HttpRequest, analysis: NeedsAnalysis, row: AnalysedNeed, title: str) -> HttpResponse:
    form = AnalysedNeedForm.of(request, instance=row)
    form.offer(analysis)
    page = {"title": title, "back": _page(analysis), "caption": analysis}
    return _save(request, form, lambda kept: analysing.keep_need(analysis, kept, by=request.user), page)


@require_POST
def analysed_need_order(request: HttpRequest, analysis_id: int) -> HttpResponse:
    """Move a need."""
    found = access.fetch(request, ANALYSES, roles.KNOW, pk=analysis_id)
    move(request, ANALYSED.filter(analysis=found), analysing.move_need, by=request.user)
    return redirect("manage_needs_analysis", found.pk)


@require_POST
def analysed_need_removal(request: HttpRequest, analysed_id: int) -> HttpResponse:
    """Take a need out."""
    row = access.fetch(request, ANALYSED, roles.KNOW, pk=analysed_id)
    analysing.drop_need(row, by=request.user)
    messages.success(request, "The need is taken out. What was signed before is void.")
    return redirect("manage_needs_analysis", row.analysis_id)


@PAGE
def contribution_new(request: HttpRequest, analysis_id: int) -> HttpResponse:
    """Record what a council adds."""
    found = access.fetch(request, ANALYSES, roles.KNOW, pk=analysis_id)
    return _given(request, found, AnalysisContribution(partnership=request.partnership))


@PAGE
def contribution_change(request: HttpRequest, contribution_id: int) -> HttpResponse:
    """Change it."""
    row = access.fetch(request, GIVEN, roles.KNOW, pk=contribution_id)
    return _given(request, row.analysis, row)


def _given(request: HttpRequest, analysis: NeedsAnalysis, row: AnalysisContribution) -> HttpResponse:
    form = ContributionForm.of(request, instance=row)
    page = {"title": "What a council adds", "back": _page(analysis), "caption": analysis}
    return _save(request, form, lambda kept: analysing.contribute(analysis, kept, by=request.user), page)


@PAGE
def analysis_signature_new(request: HttpRequest, analysis_id: int) -> HttpResponse:
    """Record that a council signs it."""
    found = access.fetch(request, ANALYSES, roles.KNOW, pk=analysis_id)
    form = SignatureForm.of(request)

    def act() -> HttpResponse:
        analysing.sign(found, **form.cleaned_data, by=request.user)
        messages.success(request, "The signature is recorded. Any change to the analysis makes it void.")
        return redirect("manage_needs_analysis", found.pk)

    return form_page(request, form, act, title="Record a signature", back=_page(found), caption=found)


@PAGE
def needs_analysis_publication(request: HttpRequest, analysis_id: int) -> HttpResponse:
    """Publish it as its next edition."""
    found = access.fetch(request, ANALYSES, roles.KNOW, pk=analysis_id)
    form = NoteForm.of(request, is_first=found.edition is None)

    def act() -> HttpResponse:
        edition = analysing.publish(found, by=request.user, **form.cleaned_data)
        messages.success(request, f"Everybody can read it as version {edition.number}.")
        return redirect("manage_needs_analysis", found.pk)

    return form_page(
        request, form, act, title="Publish the needs analysis", back=_page(found), caption=found, submit="Publish"
    )


@PAGE
def needs_analysis_withdrawal(request: HttpRequest, analysis_id: int) -> HttpResponse:
    """Withdraw an earlier edition."""
    found = access.fetch(request, ANALYSES, roles.KNOW, pk=analysis_id)
    return withdrawal_page(request, found, [found.series], back=_page(found))
