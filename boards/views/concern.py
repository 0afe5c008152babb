"""Whom items concern, and the share of a board's business that concerns each tier. Source: checklist A4."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from boards import access as roles
from boards import concerning
from boards.forms.concern import ConcernForm
from boards.forms.period import PeriodForm
from boards.models import AgendaItem, Board
from foundation import access
from foundation.refusal import done


@require_http_methods(["GET", "HEAD", "POST"])
def item_concerns(request: HttpRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """Say whom an item concerns."""
    items = AgendaItem.objects.select_related("board__locality", "meeting__board")
    item = access.fetch(request, items, roles.EDIT_AGENDA, meeting_id=meeting_id, pk=item_id)
    form = ConcernForm.of(request, item=item)

    def act() -> HttpResponse:
        concerning.name_concerned(item, **form.cleaned_data, by=request.user)  # type: ignore[arg-type]
        messages.success(request, f"Kept whom “{item.title}” concerns.")
        return redirect("manage_meeting_agenda", meeting_id)

    context = {
        "form": form, "title": "Whom it concerns", "caption": item.title,
        "lead": "The share of items that concern each tier is counted from this, so that members of every tier find "
                "business of theirs on the agenda.",
        "back": reverse("manage_meeting_agenda", args=[meeting_id]),
    }  # fmt: skip
    return done(request, form, act) or render(request, "localities/manage/form.html", context)


@require_safe
def board_business(request: HttpRequest, slug: str) -> HttpResponse:
    """Show which share of a board's business in a period concerns each tier, and whose members proposed it."""
    board = access.fetch(request, Board.objects.select_related("locality"), roles.VIEW_DRAFTS, slug=slug)
    form = PeriodForm(request.GET or None)
    since, until = form.days
    context = {
        "board": board, "filter": form, "since": since, "until": until,
        "business": concerning.business(board, form.days),
    }  # fmt: skip
    return render(request, "boards/concern/business.html", context)
