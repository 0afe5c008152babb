"""The public forward plan: what is coming to which board when."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from boards import listing_plan
from boards.forms.action import boards_of
from boards.forms.forward_plan import ForwardFilter
from boards.models import Decision, ForwardEntry
from foundation import access, downloads, links
from foundation.paging import page_of

PAGE = 25
MOST = 10_000  # rows of one table
RELATED = ("board", "meeting__board")


@login_not_required
@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    """List what is to be decided, soonest first."""
    form, found = _found(request)
    page = page_of(request, found, PAGE)
    return render(request, "boards/forward_plan/list.html", {"page": page, "filter": form})


def _found(request: HttpRequest) -> tuple[ForwardFilter, QuerySet[ForwardEntry]]:
    """Return the filter, and the published entries that fit it."""
    rows = ForwardEntry.objects.public()
    form = ForwardFilter(request.GET, boards=boards_of(rows), rows=rows)
    return form, form.narrow(rows.select_related(*RELATED))


@login_not_required
@require_safe
def plan_csv(request: HttpRequest) -> HttpResponse:
    """Return the entries that fit the filters as a file for spreadsheets."""
    _, found = _found(request)
    text = listing_plan.table(found[:MOST], site=_site(request))
    return downloads.table(text, "forward-plan")


@login_not_required
@require_safe
def plan_feed(request: HttpRequest) -> HttpResponse:
    """Return what changed last among the entries that fit the filters, as an Atom feed."""
    _, found = _found(request)
    title = f"Forward plan: {request.partnership}"  # type: ignore[attr-defined]
    text = listing_plan.feed(found.order_by("-changed_at")[:PAGE], title=title, site=_site(request))
    return downloads.feed(text)


def _site(request: HttpRequest) -> str:
    return links.address(request.partnership)  # type: ignore[attr-defined]


@login_not_required
@require_safe
def entry(request: HttpRequest, planned_id: int) -> HttpResponse:
    """Show one entry: what, who, when and when before, what notice was given, what became of it."""
    rows = ForwardEntry.objects.public().dated().select_related(*RELATED).with_notices()
    found = access.fetch(request, rows, access.PUBLIC, pk=planned_id)
    words = {
        "entry": found,
        "state": listing_plan.state(found),
        "moves": found.moves.all(),
        "decisions": Decision.objects.public().filter(item=found.item_id) if found.item_id else [],
    }
    return render(request, "boards/forward_plan/detail.html", words)
