"""Services from a table: one row a service, found again by its agency and name."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from engagement.keeping_services import keep_service
from engagement.models import Service
from foundation import audit
from foundation.models import User
from localities.importing import Row, check, read
from localities.models import Organisation

COLUMNS = ("agency", "name", "about", "needs", "standard", "answer_days", "phone", "website")
NEEDED = ("agency", "name")
WRITTEN = ("about", "needs", "standard")
OWN = ("about", "needs", "standard", "phone", "website")


def plan(text: str) -> list[Row]:
    """Lay out what a table of services would do, row by row, and save nothing."""
    rows = read(text, COLUMNS, needed=NEEDED, written=WRITTEN)
    agencies = {
        name.lower(): body for body in Organisation.objects.all() for name in (body.short_name, body.name) if name
    }
    known = {(service.owner_id, service.name.lower()): service for service in Service.objects.select_related("owner")}
    for row in rows:
        _plan_row(row, agencies, known)
    return rows


def _plan_row(row: Row, agencies: dict[str, Organisation], known: dict[tuple[int, str], Service]) -> None:
    agency = agencies.get(row.values["agency"].lower())
    if agency is None:
        if row.values["agency"]:
            row.problems.append(f"agency: “{row.values['agency']}” is not known. Add the organisation first.")
        return
    key = (agency.pk, row.values["name"].lower())
    service = known.get(key) or Service(owner=agency, name=row.values["name"])
    wanted: dict[str, Any] = {name: row.values[name] for name in OWN if row.values[name]}
    wanted |= _days(row)
    changed = [name for name, value in wanted.items() if getattr(service, name) != value]
    for name in changed:
        setattr(service, name, wanted[name])
    check(service, row, exclude=["owner"])
    is_new = service._state.adding and key not in known
    known[key], row.plan = service, service if is_new or changed else None
    row.does = "New service" if is_new else f"Changes {', '.join(changed)}" if changed else "Already here"


def _days(row: Row) -> dict[str, int]:
    text = row.values["answer_days"]
    if not text:
        return {}
    if text.isdecimal() and 1 <= int(text) <= 250:
        return {"answer_days": int(text)}
    row.problems.append(f"answer_days: “{text}” is no number of working days from 1 to 250")
    return {}


@transaction.atomic
def take(text: str, *, by: User) -> int:
    """Save what a table of services says and return how many rows changed something.

    Raises ValidationError, and saves nothing, where a row is wrong.
    """
    rows = plan(text)
    if any(row.problems for row in rows):
        raise ValidationError("Some rows are wrong. Nothing was saved.")
    wanted = [row.plan for row in rows if row.plan]
    for service in wanted:
        keep_service(service, by=by)
    if wanted:
        audit.record(by, "imported services up to", wanted[-1], rows=len(wanted))
    return len(wanted)
