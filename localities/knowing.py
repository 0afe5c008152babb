"""The people, organisations and areas that the values of a register may name."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from localities.importing import tidy
from localities.models import Area, Field, Organisation, Person

RECORDS: dict[str, Any] = {"person": Person, "organisation": Organisation, "area": Area}


class Known:
    """The people, organisations and areas that values may name: each by its key, under words that are its own."""

    def __init__(self, fields: Iterable[Field] = (), only: Mapping[str, set[int]] | None = None):
        """Read what these fields need, or only the records that are shown."""
        self.words: dict[str, dict[int, str]] = {}
        for kind in sorted({field.kind for field in fields} & RECORDS.keys()):
            rows = RECORDS[kind].objects.all()
            wanted = rows if only is None else rows.filter(pk__in=only.get(kind, ())) if only.get(kind) else ()
            self.words[kind] = _distinct(wanted)

    def find(self, kind: str, words: str) -> int | None:
        """Return the key of the record with these words."""
        same = words.casefold()
        return next((key for key, name in self.words[kind].items() if name.casefold() == same), None)


def _distinct(rows: Iterable[Any]) -> dict[int, str]:
    """Return the words for each record; namesakes are told apart by their keys."""
    words = {row.pk: tidy(f"{row} ({row.get_kind_display()})" if isinstance(row, Area) else str(row)) for row in rows}
    often = Counter(name.casefold() for name in words.values())
    return {key: f"{name} (number {key})" if often[name.casefold()] > 1 else name for key, name in words.items()}


def named(fields: Iterable[Field], entries: Iterable[Any]) -> Known:
    """Return the records that the values of these entries name, one query for each kind that there is."""
    fields, wanted = list(fields), defaultdict(set)
    for entry in entries:
        for field in fields:
            if field.kind in RECORDS and field.key in entry.values:
                wanted[field.kind].add(entry.values[field.key])
    return Known(fields, only=wanted)
