"""People and what they were elected to, from a table: one row a mandate, so that a person may have several rows."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from foundation import audit
from foundation.models import User
from localities.importing import Row, check, day, days, read
from localities.mandating import TIERS, overlap
from localities.models import Area, Mandate, Organisation, Person, PoliticalGroup
from localities.recording import keep

COLUMNS = (
    "title", "name", "email", "phone", "council", "area", "group", "position", "elected_on", "starts_on", "ends_on",
)  # fmt: skip
NEEDED = ("name",)
OWN = ("title", "email", "phone")


@dataclass
class Planned:
    """What one row would save."""

    person: Person
    person_changes: bool
    mandate: Mandate | None


class _Known:
    """Who and what is there, and what the rows before would add."""

    def __init__(self) -> None:
        self.by_email: dict[str, Person] = {}
        self.by_name: dict[str, list[Person]] = defaultdict(list)
        self.held: dict[int, list[Mandate]] = defaultdict(list)  # by the identity of the person in memory
        people = Person.objects.filter(left_at__isnull=True).prefetch_related("mandates__council", "mandates__area")
        for person in people:
            self.add(person)
            self.held[id(person)] = list(person.mandates.all())
        self.councils = _by_names(Organisation.objects.filter(kind__in=Organisation.COUNCILS))
        self.groups = _by_names(PoliticalGroup.objects.all())
        self.areas: dict[str, list[Area]] = defaultdict(list)
        for area in Area.objects.order_by("name"):
            self.areas[area.name.lower()].append(area)

    def add(self, person: Person) -> None:
        if person.email:
            self.by_email[person.email.lower()] = person
        namesakes = self.by_name[person.name.lower()]
        if not any(one is person for one in namesakes):
            namesakes.append(person)

    def find(self, row: Row) -> Person | None:
        """Return whom a row means: by address, else by a name that only one person has."""
        email, name = row.values["email"].lower(), row.values["name"]
        if email in self.by_email:
            return self.by_email[email]
        namesakes = [one for one in self.by_name[name.lower()] if not (email and one.email)]
        if len(namesakes) > 1:
            row.problems.append(f"There are {len(namesakes)} people called {name}: give an email")
        return namesakes[0] if len(namesakes) == 1 else None


def _by_names(records: Iterable[Any]) -> dict[str, Any]:
    return {name.lower(): record for record in records for name in (record.short_name, record.name) if name}


def plan(text: str) -> list[Row]:
    """Lay out what a table of people would do, row by row, and save nothing."""
    rows = read(text, COLUMNS, needed=NEEDED)
    known = _Known()
    for row in rows:
        _plan_row(row, known)
    return rows


def _plan_row(row: Row, known: _Known) -> None:
    person = known.find(row)
    is_new = person is None
    person = person or Person(name=row.values["name"])
    if not is_new and person.name.lower() != row.values["name"].lower():
        row.problems.append(f"email: {person.email} is the address of {person.name}")
    changed = [name for name in OWN if row.values[name] and getattr(person, name) != row.values[name]]
    for name in changed:
        setattr(person, name, row.values[name])
    check(person, row, exclude=["user"])
    known.add(person)
    mandate = _mandate(row, person, known)
    row.plan = Planned(person, is_new or bool(changed), mandate)
    does = ["new person"] if is_new else [f"changes {', '.join(changed)}"] if changed else []
    row.does = " and ".join([*does, *(["new mandate"] if mandate else [])]).capitalize() or "Already here"


def _mandate(row: Row, person: Person, known: _Known) -> Mandate | None:
    """Return the mandate that a row adds; None where it has none, or one that is there already."""
    council = _named(row, "council", known.councils)
    group = _named(row, "group", known.groups)
    (starts_on, ends_on), elected_on = days(row), day(row, "elected_on")
    if council is None:
        if not row.values["council"] and any(row.values[name] for name in ("area", "group", "position", "starts_on")):
            row.problems.append("council is empty, but the row says something of a mandate")
        return None
    if starts_on is None and not row.values["starts_on"]:
        row.problems.append("starts_on is empty")
    area = _area(row, council, known)
    for held in known.held[id(person)]:
        if held.council == council and overlap((starts_on, ends_on), (held.starts_on, held.ends_on)):
            if (held.area, held.starts_on) != (area, starts_on):
                row.problems.append(f"{person.name} sits on {council} in that time: {held}")
            return None
    mandate = Mandate(
        person=person, council=council, area=area, group=group, executive_position=row.values["position"],
        elected_on=elected_on, starts_on=starts_on, ends_on=ends_on,
    )  # fmt: skip
    check(mandate, row, exclude=["person", "council", "area", "group"])
    known.held[id(person)].append(mandate)
    return mandate


def _named(row: Row, column: str, known: dict[str, Any]) -> Any:
    words = row.values[column]
    found = known.get(words.lower()) if words else None
    if words and found is None:
        row.problems.append(f"{column}: “{words}” is not known. Add it first, or write it as it is there.")
    return found


def _area(row: Row, council: Organisation, known: _Known) -> Area | None:
    """Return the ward or division that a row names, in the council's own area where the name is there twice."""
    words = row.values["area"]
    if not words:
        return None
    tier = TIERS[Organisation.Kind(council.kind)]
    found = [area for area in known.areas[words.lower()] if area.kind in tier]
    inside = [area for area in found if council.area_id in (area.pk, area.within_id)]
    found = inside if len(found) > 1 and inside else found
    if len(found) != 1:
        what = "is no ward or division of it" if not found else "is the name of several areas"
        row.problems.append(f"area: “{words}” {what}")
    return found[0] if len(found) == 1 else None


@transaction.atomic
def take(text: str, *, by: User) -> int:
    """Save what a table of people says and return how many rows changed something.

    Raises ValidationError, and saves nothing, where a row is wrong.
    """
    rows = plan(text)
    if any(row.problems for row in rows):
        raise ValidationError("Some rows are wrong. Nothing was saved.")
    wanted = [row.plan for row in rows if row.plan.person_changes or row.plan.mandate]
    for planned in wanted:
        if planned.person_changes:
            keep(planned.person, by=by)
        if planned.mandate:
            planned.mandate.person = planned.person  # its key is known once the person is saved
            keep(planned.mandate, by=by)
    if wanted:
        audit.record(by, "imported people up to", wanted[-1].person, rows=len(wanted))
    return len(wanted)
