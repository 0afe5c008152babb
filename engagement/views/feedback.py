"""You said, we did: what everybody reads of what changed because people took part. Source: checklist E30."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from engagement import feeding_back, owing
from engagement.forms.feedback import FeedbackFilter
from engagement.models import Feedback
from foundation import access
from foundation.models import Edition, EditionPart
from foundation.paging import page_of

A_PAGE = 10
PARTS = Prefetch("edition__parts", EditionPart.objects.order_by("position"))


@login_not_required
@require_safe
def feedback_list(request: HttpRequest) -> HttpResponse:
    """List what changed, newest first, by place and theme, and before it what is late."""
    form = FeedbackFilter(request.GET or None)
    rows = Feedback.objects.public().select_related("activity", "locality", "edition").prefetch_related(PARTS)
    page = page_of(request, form.narrow(rows) if request.GET else rows, A_PAGE)
    waiting = [] if request.GET else owing.waiting()
    words = {
        "page": page, "filter": form, "late": [one for one in waiting if one.days_late],
        "soon": [one for one in waiting if not one.days_late],
        "told": [(row, *_read(row.edition.parts.all())) for row in page if row.edition],
    }  # fmt: skip
    return render(request, "engagement/feedback/list.html", words)


@login_not_required
@require_safe
def feedback_page(request: HttpRequest, feedback_id: int, number: int | None = None) -> HttpResponse:
    """Show one statement theme by theme, or an older edition that says it is superseded."""
    rows = Feedback.objects.public().select_related("activity__owner", "locality")
    feedback = access.fetch(request, rows, access.PUBLIC, pk=feedback_id)
    editions = list(
        Edition.objects.filter(series=feeding_back.series(feedback)).newest_first().prefetch_related("parts")
    )
    edition = next((each for each in editions if number in (None, each.number)), None)
    if edition is None:
        raise Http404
    summary, points = _read(edition.parts.all())
    words = {
        "feedback": feedback, "activity": feedback.activity, "edition": edition, "editions": editions,
        "is_current": edition == editions[0], "summary": summary, "points": points,
    }  # fmt: skip
    return render(request, "engagement/feedback/detail.html", words)


def _read(parts: Any) -> tuple[EditionPart, list[EditionPart]]:
    """Return the part that says who took part, and those that say what became of each theme."""
    summary, *points = sorted(parts, key=lambda part: part.position)
    return summary, points
