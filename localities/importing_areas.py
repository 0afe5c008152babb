"""Areas from a table: new ones are added, those with a known GSS code are put right, the rest is left as it is."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from foundation import audit
from foundation.models import User
from localities.importing import Row, check, chosen, days, read
from localities.models import Area
from localities.placing import HOLDERS
from localities.recording import keep

COLUMNS = ("kind", "name", "gss_code", "within", "starts_on", "ends_on")
NEEDED = ("kind", "name")


def plan(text: str) -> list[Row]:
    """Lay out what a table of areas would do, row by row, and save nothing."""
    rows = read(text, COLUMNS, needed=NEEDED)
    known = _Known()
    for row in rows:
        _plan_row(row, known)
    return rows


class _Known:
    """The areas that are there, and those of the rows before."""

    def __init__(self):
        self.by_code: dict[str, Area] = {}
        self.by_name: dict[str, list[Area]] = {}
        self.in_table: set[str] = set()
        for area in Area.objects.select_related("within").order_by("pk"):
            self.add(area)

    def add(self, area: Area) -> None:
        if area.gss_code:
            self.by_code[area.gss_code] = area
        same = self.by_name.setdefault(area.name.lower(), [])
        if area not in same:
            same.append(area)

    def around(self, row: Row, kind: str) -> Area | None:
        """Return the county or district that a row names; none or several become a problem of the row."""
        words = row.values["within"]
        if not words or not kind:
            return None
        by_code = self.by_code.get(words.upper())
        found = [by_code] if by_code else self.by_name.get(words.lower(), [])
        found = [area for area in found if area.kind in HOLDERS[Area.Kind(kind)]]
        if len(found) == 1:
            return found[0]
        what = "is not known" if not found else "is the name of several: give its GSS code"
        row.problems.append(f"within: “{words}” {what}")
        return None


def _plan_row(row: Row, known: _Known) -> None:
    kind = chosen(row, "kind", Area.Kind.choices)
    code = row.values["gss_code"].upper()
    starts_on, ends_on = days(row)
    facts = {"kind": kind, "name": row.values["name"], "gss_code": code, "within": known.around(row, kind),
             "starts_on": starts_on, "ends_on": ends_on}  # fmt: skip
    mark = code or f"{kind} {facts['name'].lower()} {starts_on}"
    if mark in known.in_table:
        row.problems.append("The same area is in a row above")
    known.in_table.add(mark)
    area = known.by_code.get(code) or _same(known, facts)
    if area:  # an empty cell says nothing of an area that is there
        facts = {name: value for name, value in facts.items() if value not in ("", None)}
    row.does = _difference(area, facts)
    area = area or Area()
    for name, value in facts.items():
        setattr(area, name, value)
    check(area, row, exclude=["within"])
    row.plan = area
    if kind and not row.problems:
        known.add(area)


def _same(known: _Known, facts: dict[str, Any]) -> Area | None:
    """Return the area of this kind and name that nothing else in the row contradicts."""
    for area in known.by_name.get(facts["name"].lower(), []):
        agree = all(
            value in ("", None) or getattr(area, name) in ("", None, value)
            for name, value in facts.items()
            if name in ("gss_code", "within", "starts_on")
        )
        if agree and area.kind == facts["kind"]:
            return area
    return None


def _difference(area: Area | None, facts: dict[str, Any]) -> str:
    if area is None:
        return "New"
    changed = [name for name, value in facts.items() if getattr(area, name) != value]
    return f"Changes {', '.join(changed).replace('_', ' ')}" if changed else "Already here"


@transaction.atomic
def take(text: str, *, by: User) -> int:
    """Save what a table of areas says and return how many rows changed something.

    Raises ValidationError, and saves nothing, where a row is wrong.
    """
    rows = plan(text)
    if any(row.problems for row in rows):
        raise ValidationError("Some rows are wrong. Nothing was saved.")
    wanted = [row.plan for row in rows if row.does != "Already here"]
    for area in wanted:
        area.within = area.within  # its key is known once the row above is saved
        keep(area, by=by)
    if wanted:
        audit.record(by, "imported areas up to", wanted[-1], rows=len(wanted))
    return len(wanted)
