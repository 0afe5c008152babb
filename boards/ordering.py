"""Rows in an order that people choose: each keeps its place, counted from 1."""

from collections.abc import Iterable
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import models

Row = TypeVar("Row", bound=models.Model)


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


def place(order: Iterable[models.Model]) -> None:
    """Give rows the places in which they stand, and save those that moved."""
    for position, row in enumerate(order, start=1):
        if row.position != position:  # type: ignore[attr-defined]
            row.position = position  # type: ignore[attr-defined]
            row.save(update_fields=["position"])
