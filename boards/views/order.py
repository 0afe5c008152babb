"""Rows that a person puts in order: which one, where to, and what is said when it can no longer be moved."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from foundation import access
from foundation.refusal import told


def move(request: HttpRequest, rows: QuerySet, act: Callable[..., Any], **who: Any) -> None:
    """Move the row that was sent a step up or down, or to a place; what is refused is told."""
    row = access.fetch(request, rows, access.PUBLIC, pk=number(request.POST.get("item")))
    with told(request):
        act(row, to=_place(request, list(rows.order_by("position", "pk")), row), **who)


def number(text: str | None) -> int:
    """Return a small number that was sent, or 0."""
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0


def _place(request: HttpRequest, order: list[Any], row: Any) -> int:
    """Return the place that was asked for: a number, or a step up or down from where the row is."""
    if "place" in request.POST or row not in order:  # somebody removed it meanwhile: the act says so
        return number(request.POST.get("place"))
    return order.index(row) + (1 if request.POST.get("move") == "down" else -1)
