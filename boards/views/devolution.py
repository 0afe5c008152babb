"""Levels of devolution, as officers of localities keep them; everybody reads them on the locality's page."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from boards import devolving
from boards.access import EDIT_BOARD
from boards.forms.devolution import DevolutionForm
from boards.models import Devolution
from foundation import access
from foundation.refusal import done
from localities.models import Locality


@require_safe
def devolutions(request: HttpRequest) -> HttpResponse:
    """List localities with the level that each has today."""
    places = Locality.objects.on(timezone.localdate()).select_related("partnership")
    mine = [one for one in places if request.access.may(EDIT_BOARD, one)]  # type: ignore[attr-defined]
    if not mine:
        raise PermissionDenied
    found = devolving.of_places(mine)
    return render(request, "boards/devolution/list.html", {"rows": [(one, found.get(one.pk)) for one in mine]})


@require_http_methods(["GET", "HEAD", "POST"])
def locality_devolution(request: HttpRequest, locality_id: int) -> HttpResponse:
    """Give a locality its level from a day."""
    place = access.fetch(request, Locality.objects.all(), EDIT_BOARD, pk=locality_id)
    levels = devolving.levels(request.partnership)  # type: ignore[attr-defined]
    form = DevolutionForm.of(request, locality=place, levels=levels, initial={"starts_on": timezone.localdate()})

    def act() -> HttpResponse:
        made = devolving.place(place, **form.cleaned_data, by=request.user)  # type: ignore[arg-type]
        messages.success(request, f"{made}, from {made.starts_on:%-d %B %Y}.")
        return redirect("devolutions")

    rows = Devolution.objects.filter(locality=place).select_related(*devolving.RELATED)
    words = {"form": form, "locality": place, "rows": rows}
    return done(request, form, act) or render(request, "boards/devolution/form.html", words)
