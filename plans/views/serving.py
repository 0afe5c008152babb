"""Officers say which priorities an item of business serves, and see which business serves none. Source: B29."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from boards.models import AgendaItem
from foundation import access
from foundation.paging import page_of
from localities.views.form_page import form_page
from plans import serving
from plans.access import PLAN, READ
from plans.forms.priority import ServingForm
from plans.views.priority_set import FORM, SETS

ITEMS = AgendaItem.objects.standing().select_related("meeting", "board__locality")


@require_http_methods(FORM)
def item_priorities(request: HttpRequest, item_id: int) -> HttpResponse:
    """Tick the priorities that an item serves."""
    found = access.fetch(request, ITEMS, PLAN, pk=item_id)
    offered = serving.choices(found)
    mine = list(found.priority_links.values_list("priority", flat=True))
    form = ServingForm.of(request, offered=offered, initial={"priorities": mine})

    def act() -> HttpResponse:
        serving.serve(found, form.cleaned_data["priorities"], by=request.user)  # type: ignore[arg-type]
        messages.success(request, f"“{found}”: saved.")
        return redirect("manage_meeting_agenda", found.meeting_id)

    page = {
        "title": "Which priorities does it serve?", "caption": found.title,
        "back": reverse("agenda_item", args=[found.meeting_id, found.pk]),
        "warning": "" if offered else "The board has no priorities yet, so there is nothing to tick.",
    }  # fmt: skip
    return form_page(request, form, act, **page)


@require_safe
def set_business(request: HttpRequest, set_id: int) -> HttpResponse:
    """List the business of a board in a cycle, and which of it serves no priority; standing items are left out."""
    found = access.fetch(request, SETS, READ, pk=set_id)
    rows = serving.without(found.board, found)
    only = request.GET.get("show") == "none"
    page = page_of(request, rows.filter(serves=False) if only else rows)
    context = {
        "set": found, "page": page, "only": only, "items": rows.count(), "none": rows.filter(serves=False).count(),
        "may": request.access.may(PLAN, found),  # type: ignore[attr-defined]
    }  # fmt: skip
    return render(request, "plans/serving/business.html", context)
