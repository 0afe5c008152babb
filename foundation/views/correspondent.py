"""From which other partnerships this one receives, for its administrators."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from foundation import access, corresponding
from foundation.models import Correspondent, Partnership
from foundation.roles import ADMINISTER


@require_http_methods(["GET", "HEAD", "POST"])
def correspondents(request: HttpRequest) -> HttpResponse:
    """List the other partnerships, and agree to receive from one or end that."""
    access.require(request, ADMINISTER, request.partnership)  # type: ignore[attr-defined]
    others = Partnership.objects.exclude(pk=request.partnership.pk)  # type: ignore[attr-defined]
    if request.method == "POST":
        return _change(request, others)
    known = {row.other_id: row for row in Correspondent.objects.all()}
    rows = [(other, known.get(other.pk)) for other in others]
    return render(request, "foundation/correspondent/list.html", {"rows": rows})


def _change(request: HttpRequest, others) -> HttpResponse:
    key = request.POST.get("other", "")
    other = others.filter(pk=int(key)).first() if key.isdecimal() and len(key) < 10 else None
    if other is None:
        raise Http404
    if "end" in request.POST:
        corresponding.end(other, by=request.user)  # type: ignore[arg-type]
        messages.success(request, f"Nothing more is taken from {other}. What has come stays.")
    else:
        corresponding.agree(other, by=request.user)  # type: ignore[arg-type]
        messages.success(request, f"{other} may send to you now, and has been told.")
    return redirect("correspondents")
