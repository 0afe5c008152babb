"""Finding the place that someone lives in."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from localities.models import Area, LocalityArea

MOST = 30


@login_not_required
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Show the localities in which a ward, division or parish of this name lies."""
    words = request.GET.get("q", "").replace("\x00", "").strip()[:80]
    today = timezone.localdate()
    links = (
        LocalityArea.objects.on(today)
        .filter(area__in=Area.objects.on(today).filter(name__icontains=words))
        .select_related("area", "locality")
        .order_by("area__name", "area__kind")[:MOST]
        if words
        else []
    )
    return render(request, "localities/locality/find.html", {"words_typed": words, "links": links, "most": MOST})
