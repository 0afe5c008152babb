"""What the search of the site finds of registers: the entries that everybody may read, at once and no longer."""

from collections.abc import Iterable

from django.utils import timezone

from foundation import search
from foundation.search import Entry
from localities.models import Register, RegisterEntry

KIND = "register"


def show_register(register: Register) -> None:
    """Let the public entries of a register be found, and no other of it."""
    public = register.entries.public().select_related("organisation", "locality", "register")
    search.replace(_series(register), register.root, _found(public))


def show_entry(entry: RegisterEntry) -> None:
    """Let an entry be found as it stands now, or no longer where it is not public."""
    found = _found([entry]) if entry.is_public else []
    search.replace(_series(entry.register), entry.register.root, found, key=_key(entry))


def _series(register: Register) -> str:
    return f"register:{register.pk}"


def _key(entry: RegisterEntry) -> str:
    return f"entry:{entry.pk}"


def _found(entries: Iterable[RegisterEntry]) -> list[Entry]:
    return [
        Entry(
            key=_key(entry), kind=KIND, title=entry.name, context=entry.register.name,
            body="\n".join(str(part) for part in (entry.words, entry.organisation, entry.locality) if part),
            dated=entry.starts_on or timezone.localdate(entry.opened_at), address=entry.get_absolute_url(),
        )
        for entry in entries
    ]  # fmt: skip
