"""Panels: a page of a lower noun shows a higher noun of which its own room may not know.

The higher room registers the panel when the app starts: what it asks, and the template that shows what was found for
one record. It asks one query for all records of the page or, where an expression says what there is, none of its own:
the page's query brings it along (``beside``).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.db.models.expressions import BaseExpression


@dataclass(frozen=True)
class Panel:
    """What a higher room shows on pages of a lower noun."""

    title: str
    template: str
    read: Callable[[list[Any]], Mapping[int, Any]] | BaseExpression  # what there is to show, by the record's id


@dataclass(frozen=True)
class Shown:
    """A panel as one record's page shows it; ``found`` is None where there is nothing."""

    title: str
    template: str
    found: Any


BESIDE = "panel_{}"
_panels: dict[str, list[Panel]] = defaultdict(list)


def register(noun: str, panel: Panel) -> None:
    """Show a panel on the pages of a noun ("localities.person"), once and for all."""
    if panel not in _panels[noun]:
        _panels[noun].append(panel)


def beside(noun: str, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Return the query of a noun's pages, bringing along what the panels say as an expression."""
    panels = enumerate(_panels[noun])
    return rows.annotate(**{BESIDE.format(n): panel.read for n, panel in panels if not callable(panel.read)})


def read(noun: str, records: Iterable[Any]) -> dict[int, list[Shown]]:
    """Return the panels of each record by its id, reading each panel once for all of them."""
    rows = list(records)
    shown: dict[int, list[Shown]] = {record.pk: [] for record in rows}
    for number, panel in enumerate(_panels[noun] if rows else ()):
        column = BESIDE.format(number)
        found = panel.read(rows) if callable(panel.read) else {row.pk: getattr(row, column) for row in rows}
        for record in rows:
            shown[record.pk].append(Shown(panel.title, panel.template, found.get(record.pk)))
    return shown


def shown(record: Any, *nouns: str) -> list[Shown]:
    """Return the panels of some nouns that have something to show of one record."""
    return [one for noun in nouns for one in read(noun, [record])[record.pk] if one.found]
