"""The first page: of a partnership, what happens next; of the bare host, the partnerships."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from boards.models import Decision, Meeting
from boards.views.board import AUDIENCES
from engagement.models import Activity
from foundation.models import Edition, Partnership
from localities.models import Locality


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what happens next and what was just published."""
    if request.partnership is None:  # type: ignore[attr-defined]
        return _partnerships(request)
    coming = Meeting.objects.public().going_ahead().upcoming().select_related("board", "venue")
    context = {
        "meetings": coming[:3],
        "published": [_published(e) for e in Edition.objects.order_by("-published_at", "-pk")[:6]],
        "decisions": Decision.objects.filter(published_at__isnull=False).select_related("board")[:4],
        "open": Activity.objects.public().open().select_related("locality").order_by("ends_on", "pk")[:5],
        "localities": Locality.objects.all(),
        "audiences": AUDIENCES.items(),
    }
    return render(request, "portal/home.html", context)


def _published(edition: Edition) -> dict:
    """Return the line about an edition: its title, its day and the page where it is read."""
    kind, _, key = edition.series.partition(":")
    address = {"agenda": f"/meetings/{key}/", "minutes": f"/meetings/{key}/minutes/"}.get(kind, "/boards/")
    return {"edition": edition, "address": address}


def _partnerships(request: HttpRequest) -> HttpResponse:
    port = request.get_host().partition(":")[2]
    rows = [
        (partnership, f"//{partnership.main_host}{f':{port}' if port else ''}/")
        for partnership in Partnership.objects.prefetch_related("hosts")
    ]
    return render(request, "portal/partnerships.html", {"rows": rows})
