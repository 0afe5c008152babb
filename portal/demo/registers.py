"""Fills the registers of an example partnership, as its officers would have."""

import datetime
from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from foundation.models import User
from localities.asking import taken
from localities.entering import keep_entry
from localities.knowing import Known
from localities.models import Locality, Organisation, Register, RegisterEntry
from localities.presets.registers import make_registers

from .data.registers.entries import Entries

OWN = ("organisation", "locality", "starts_on", "ends_on", "review_in", "closed", "board")


def fill_registers(written: Entries, by: User) -> None:
    """Make every register, and the entries of those that this partnership's source speaks of."""
    registers = make_registers()
    for preset, entries in written.items():
        known = Known(registers[preset].asked)
        for name, said in entries.items():
            _enter(registers[preset], name, said, known, by)


def _enter(register: Register, name: str, said: dict[str, Any], known: Known, by: User) -> None:
    entry = RegisterEntry(register=register, name=name, partnership=register.partnership)
    entry.organisation = Organisation.objects.filter(name=said.get("organisation", "")).first()
    entry.locality = Locality.objects.filter(name=said.get("locality", "")).first()
    for day in ("starts_on", "ends_on"):
        setattr(entry, day, datetime.date.fromisoformat(said[day]) if day in said else None)
    entry.links = [["board", slugify(said["board"])]] if "board" in said else []
    if "review_in" in said:
        entry.review_on = timezone.localdate() + datetime.timedelta(days=said["review_in"])
    fields = {field.key: field for field in register.asked}
    entry.values = {key: taken(fields[key], cell, known) for key, cell in said.items() if key not in OWN}
    keep_entry(entry, is_open=not said.get("closed"), by=by)
