"""The register of editions: everything that was published, chained entry to entry, and whether the chain holds."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from foundation import verifying
from foundation.access import require
from foundation.models import EditionSeal
from foundation.paging import page_of
from foundation.roles import READ_AUDIT


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """Show how the register stands and its entries, the newest first; asked for by htmx, the standing alone."""
    require(request, READ_AUDIT, request.partnership)  # type: ignore[attr-defined]
    standing = verifying.standing()
    if request.headers.get("hx-request"):
        return render(request, "portal/_register_standing.html", {"standing": standing})
    entries = EditionSeal.objects.select_related("part__edition").order_by("-number").defer("part__content")
    page = page_of(request, entries)
    broken = set(standing.broken)
    rows = [(seal, seal.part, seal.part.edition, seal.number in broken) for seal in page]
    last = entries.values_list("seal", flat=True).first()
    return render(request, "portal/register.html", {"standing": standing, "page": page, "rows": rows, "last": last})


@require_POST
def verification(request: HttpRequest) -> HttpResponse:
    """Have the register verified."""
    require(request, READ_AUDIT, request.partnership)  # type: ignore[attr-defined]
    if verifying.ask(request.partnership, by=request.user):  # type: ignore[attr-defined, arg-type]
        messages.success(request, "The register is being verified. You can leave this page.")
    return redirect("register")
