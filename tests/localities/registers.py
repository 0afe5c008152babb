"""Registers for tests: one with a field of every kind, and ways to fill it."""

from localities import registering
from localities.asking import KINDS
from localities.entering import keep_entry
from localities.models import Field, Register, RegisterEntry

CHOICES = ("Idea", "Agreed")
TEXT, STAGE = Field("partner", "Partner"), Field("stage", "Stage", "choice", choices=CHOICES)
HIDDEN = ("draft:register:*",)
CLEARED = ("draft:board:*", "exempt:board:*", *HIDDEN)


def make_register(cast, *fields: Field, is_open: bool = True, **more) -> Register:
    """Return a register of the cast's partnership with these fields, public unless told otherwise."""
    register = Register(
        partnership=cast.partnership, **{"name": "Agreements", "noun": "agreement", "writers": ["clerk"], **more}
    )
    register.keep_fields(fields)
    registering.keep_register(register, by=cast.users["admin"])
    return registering.open_register(register, by=cast.users["admin"]) if is_open else register


def of_every_kind() -> list[Field]:
    """Return a field of each kind there is."""
    return [
        Field(f"a_{kind}", f"A {KINDS[kind].words}", kind, choices=CHOICES if "choice" in kind else ())
        for kind in KINDS
    ]


def make_entry(cast, register: Register, name: str = "Protocol", *, is_open: bool = True, **more) -> RegisterEntry:
    """Return an entry as the clerk writes it."""
    entry = RegisterEntry(partnership=cast.partnership, register=register, name=name, **more)
    return keep_entry(entry, is_open=is_open, by=cast.users["clerk"])
