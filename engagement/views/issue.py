"""What everybody reads of issues: the community’s action plan, one issue as it went on, a table, a feed. D18."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from engagement import listing_issues
from engagement.forms.issue import IssueFilter
from engagement.models import Issue
from foundation import access, downloads, links, panels
from foundation.paging import page_of
from foundation.templatetags.words import day

PAGE = 25
MOST = 10_000  # rows of one table
ONE = (*listing_issues.SHOWN, "photo", "meeting__board", "decision", "activity", "joined_to", "owner_project__register")


@login_not_required
@require_safe
def issues(request: HttpRequest) -> HttpResponse:
    """List what people raised and what becomes of it, newest first, with the numbers on top."""
    form, found = _found(request)
    words = {"page": page_of(request, found, PAGE), "filter": form, "numbers": listing_issues.numbers()}
    return render(request, "engagement/issue/list.html", words)


def _found(request: HttpRequest) -> tuple[IssueFilter, QuerySet[Issue]]:
    """Return the filter, and the public issues that fit it."""
    form, rows = IssueFilter(request.GET or None), listing_issues.public()
    return form, form.narrow(rows) if request.GET else rows


@login_not_required
@require_safe
def issues_csv(request: HttpRequest) -> HttpResponse:
    """Return the issues that fit the filters as a file for spreadsheets."""
    _, found = _found(request)
    return downloads.table(listing_issues.table(found[:MOST], site=_site(request)), "issues")


@login_not_required
@require_safe
def issues_feed(request: HttpRequest) -> HttpResponse:
    """Return what happened last to the issues that fit the filters as an Atom feed."""
    _, found = _found(request)
    steps = listing_issues.newest_steps(found, PAGE)
    title = f"What people raised: {request.partnership}"  # type: ignore[attr-defined]
    return downloads.feed(listing_issues.feed(steps, title=title, site=_site(request)))


def _site(request: HttpRequest) -> str:
    return links.address(request.partnership)  # type: ignore[attr-defined]


@login_not_required
@require_safe
def issue(request: HttpRequest, issue_id: int) -> HttpResponse:
    """Show one issue as it went on, step by step; one that was joined leads to the one that it follows."""
    rows = panels.beside("public.issue", Issue.objects.public().select_related(*ONE))
    found = access.fetch(request, rows, access.PUBLIC, pk=issue_id)
    if found.joined_to and found.joined_to.is_public:
        return redirect(found.joined_to)
    context = {
        "issue": found,
        "steps": found.steps.filter(published_at__isnull=False),
        "late": f"{found.waits_for} since {day(found.waits_since)}. It was due {day(found.due_on)}."
        if found.is_overdue
        else "",
        "panels": panels.shown(found, "engagement.issue", "public.issue"),
    }
    return render(request, "engagement/issue/detail.html", context)
