"""What one organisation did, for its own inspection: as a page to print and as a table. Source: checklist D9, D11."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from foundation import downloads
from foundation.refusal import status
from localities.access import anywhere
from plans import access as roles
from plans import evidencing
from plans.forms.evidencing import PartForm


@require_safe
@anywhere(roles.READ)
def organisation_part(request: HttpRequest) -> HttpResponse:
    """Show what an organisation did in a period; as a table where that is asked for."""
    form = PartForm(request.GET or None)
    if not (request.GET and form.is_valid()):
        return render(
            request, "plans/evidencing/part.html", {"form": form}, status=status(form) if request.GET else 200
        )
    said = form.cleaned_data
    lines = evidencing.evidence(said["organisation"], said["since"], said["until"])
    if request.GET.get("as") == "csv":
        return downloads.table(evidencing.table(lines), f"part-of-{said['organisation'].pk}")
    query = request.GET.copy()
    query["as"] = "csv"
    context = {"form": form, "lines": lines, "said": said, "csv": query.urlencode(), "shown": True}
    return render(request, "plans/evidencing/part.html", context)
