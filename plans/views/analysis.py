"""Joint needs analyses as everybody reads them: the list, the newest edition, and older ones. Source: A11, E18."""

import datetime

from django.contrib.auth.decorators import login_not_required
from django.db.models import OuterRef, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from foundation import access
from foundation.models import Edition
from foundation.paging import page_of
from plans import chaining
from plans.models import NeedsAnalysis

ANALYSES = NeedsAnalysis.objects.select_related("locality", "board", "partnership", "edition")

LATER = NeedsAnalysis.objects.filter(
    locality=OuterRef("locality"), year__gt=OuterRef("year"), published_at__isnull=False
).order_by("-year")
READ = ANALYSES.filter(published_at__isnull=False).annotate(
    later=Subquery(LATER.values("pk")[:1]), later_year=Subquery(LATER.values("year")[:1])
)


@login_not_required
@require_safe
def needs_analyses(request: HttpRequest) -> HttpResponse:
    """List what is published, by place, the newest year first."""
    rows = ANALYSES.filter(published_at__isnull=False).order_by("-year", "locality__name")
    return render(request, "plans/analysis/list.html", {"page": page_of(request, rows)})


@login_not_required
@require_safe
def needs_analysis(request: HttpRequest, analysis_id: int, number: int | None = None) -> HttpResponse:
    """Show one analysis as it was published, or an older edition that says that it is superseded."""
    found = access.fetch(request, READ, access.PUBLIC, pk=analysis_id)
    editions = list(Edition.objects.filter(series=found.series).order_by("-number").prefetch_related("parts"))
    edition = next((each for each in editions if number in (None, each.number)), None)
    if edition is None:
        raise Http404
    front, *needs = sorted(edition.parts.all(), key=lambda part: part.position)
    for one in front.content.get("signed", []):
        one["day"] = datetime.date.fromisoformat(one["on"])
    named = [chaining.Link(part.title, part.content["path"]) for part in needs if not part.withdrawn_at]
    context = {
        "analysis": found, "edition": edition, "editions": editions, "front": front, "needs": needs,
        "is_current": edition == editions[0], "steps": chaining.of_analysis(found, named),
    }  # fmt: skip
    return render(request, "plans/analysis/detail.html", context)
