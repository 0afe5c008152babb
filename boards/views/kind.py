"""Kinds of board, as the partnership calls and rules them. Source: checklist X6."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from boards.access import EDIT_BOARD
from boards.forms.board import KindSettingsForm
from boards.models import Asked, BoardKind
from boards.setting_up import change_kind
from foundation.access import fetch, require
from foundation.refusal import done


@require_safe
def kinds(request: HttpRequest) -> HttpResponse:
    """List the kinds of board."""
    require(request, EDIT_BOARD, request.partnership)
    return render(request, "boards/kind/list.html", {"kinds": BoardKind.objects.select_related("follows")})


@require_http_methods(["GET", "HEAD", "POST"])
def kind(request: HttpRequest, kind_id: int | None = None) -> HttpResponse:
    """Change a kind, or add one."""
    require(request, EDIT_BOARD, request.partnership)
    row = fetch(request, BoardKind.objects.all(), EDIT_BOARD, pk=kind_id) if kind_id else BoardKind()
    form = KindSettingsForm.of(request, instance=row)

    def act() -> HttpResponse:
        changed = change_kind(form.save(commit=False), pattern=form.cleaned_data["pattern"], by=request.user)
        messages.success(request, f"Saved: {changed}.")
        return redirect("kinds")

    if answer := done(request, form, act):
        return answer
    return render(request, "boards/kind/form.html", {"kind": row, "form": form, "asked_kinds": Asked.choices})
