"""Setting a board up: kind, place, start, then check the seats that its rules make. Journey J11."""

import datetime
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods

from boards.access import CREATE_BOARD
from boards.forms.board import KindForm, PlaceForm, StageForm
from boards.models import Board
from boards.setting_up import set_up
from boards.views.board import seats_on
from foundation.forms import FilterForm, Form, once

STEPS = (KindForm, PlaceForm, StageForm)


@require_http_methods(["GET", "HEAD", "POST"])
def board_new(request: HttpRequest) -> HttpResponse:
    """Ask one thing per page; what was answered travels in the address."""
    if not request.access.may_anywhere(CREATE_BOARD):
        raise PermissionDenied
    if request.method == "POST":
        return once(request, _sending(request), lambda: _answered(request, request.POST, _create))
    return _answered(request, request.GET, _check)


def _answered(request: HttpRequest, data: QueryDict, then: Callable) -> HttpResponse:
    """Ask the first question without a good answer; go on when there is none."""
    answered = int(data["step"]) if data.get("step", "").isdecimal() else 0
    forms = [step(data if number <= answered else None, initial=data.dict()) for number, step in enumerate(STEPS, 1)]
    for number, form in enumerate(forms, 1):
        if number > answered or not form.is_valid():
            return _ask(request, data, forms[number - 1], number)
    facts = _facts([form.cleaned_data for form in forms])
    _may_create(request, facts)
    return then(request, facts)


def _ask(request: HttpRequest, data: QueryDict, form: FilterForm, number: int) -> HttpResponse:
    """Show one question with the answers before it; the errors only of what was answered."""
    kept = [(key, value) for key, value in _pairs(data) if not _belongs(key, set(form.fields))]
    context = {"form": form, "step": number, "steps": len(STEPS), "kept": kept}
    return render(request, "boards/board_admin/new.html", context)


def _pairs(data: QueryDict) -> list[tuple[str, str]]:
    """Return the answers so far, without what belongs to the page that sent them."""
    ours = ("step", "sending", "csrfmiddlewaretoken")
    return [(key, value) for key, values in data.lists() for value in values if key not in ours]


def _belongs(key: str, asked: set[str]) -> bool:
    """Say whether a value is one of this question's, the three boxes of a date among them."""
    return any(key == name or key.startswith((f"{name}-", f"{name}_")) for name in asked)


def _sending(request: HttpRequest) -> Form:
    form = Form(request.POST)
    form.is_valid()
    return form


def _facts(answers: list[dict[str, Any]]) -> dict[str, Any]:
    kind, place, stage = answers
    facts = {**kind, **place, "slug": slugify(place["name"])[:100], "about": kind["kind"].purpose}
    if stage["stage"] != "planned":
        facts[f"{stage['stage']}_from"] = stage["starts_on"]
    return facts


def _may_create(request: HttpRequest, facts: dict[str, Any]) -> None:
    """Let a district's own administrator set boards up in its own locality only. Source: checklist B18."""
    root = facts["locality"] or request.partnership
    if not request.access.may(CREATE_BOARD, root):
        raise PermissionDenied


def _begins(facts: dict[str, Any]) -> datetime.date:
    """Return the day from which seats stand: the board's first, or today for one that is only planned."""
    return facts.get("live_from") or facts.get("shadow_from") or timezone.localdate()


def _check(request: HttpRequest, facts: dict[str, Any]) -> HttpResponse:
    """Show what would be made: the board is set up, read, and unmade."""
    try:
        with transaction.atomic():
            board = set_up(by=request.user, on=_begins(facts), **facts)
            seats = seats_on(board, _begins(facts))
            transaction.set_rollback(True)
    except ValidationError as refusal:  # the kind's own rules do not fit together
        messages.error(request, " ".join(refusal.messages))
        return redirect("manage_boards")
    context = {
        "board": board, "seats": seats, "filled": sum(1 for seat in seats if seat.holder), "form": Form(),
        "answers": _pairs(request.GET), "query": urlencode(_pairs(request.GET)), "steps": len(STEPS),
        "stage": dict(StageForm.STAGES)[request.GET["stage"]], "begins": _begins(facts),
    }  # fmt: skip
    return render(request, "boards/board_admin/check.html", context)


def _create(request: HttpRequest, facts: dict[str, Any]) -> HttpResponse:
    try:
        board: Board = set_up(by=request.user, on=_begins(facts), **facts)
    except (ValidationError, IntegrityError) as refusal:
        told = getattr(refusal, "messages", ["Another board has this name"])  # set up in the same instant
        messages.error(request, " ".join(told))
        return redirect("manage_boards")
    messages.success(request, f"{board} is set up.")
    return redirect("board_seats", board.slug)
