"""Rows in an order that people choose: each keeps its place, counted from 1."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models

Row = TypeVar("Row", bound=models.Model)


def behind(rows: models.QuerySet[Any]) -> int:
    """Return the place behind the last of some rows."""
    return (rows.aggregate(last=models.Max("position"))["last"] or 0) + 1


def moved(order: Iterable[Row], row: Row, to: int) -> list[Row]:
    """Return the order with a row at a place counted from 0, or the nearest there is.

    Raises ValidationError when the row is not among them any more.
    """
    rows = list(order)
    found = next((other for other in rows if other.pk == row.pk), None)  # as it stands now, not as it was opened
    if found is None:
        raise ValidationError(f"Somebody removed this {row._meta.verbose_name} while you were moving it.")
    rows.remove(found)
    rows.insert(max(0, to), found)
    return rows


def step(order: Iterable[Row], row: Row, *, up: bool) -> bool:
    """Move a row one place up or down and save the order; return False where it is at the end already.

    Raises ValidationError when the row is not among them any more.
    """
    rows = list(order)
    now = rows.index(row) if row in rows else 0
    anew = moved(rows, row, now - 1 if up else now + 1)
    place(anew)
    return anew != rows


def place(order: Iterable[models.Model]) -> None:
    """Give rows the places in which they stand, and save those that moved."""
    for position, row in enumerate(order, start=1):
        if row.position != position:  # type: ignore[attr-defined]
            row.position = position  # type: ignore[attr-defined]
            row.save(update_fields=["position"])
