"""What a person saw when they began to write, so that nobody saves over what they have not seen."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models

from foundation import meanwhile


def seen(row: models.Model, names: Iterable[str]) -> str:
    """Return the fingerprint of what a row says, to know again what a person saw."""
    return meanwhile.seen([getattr(row, row._meta.get_field(name).attname) for name in names])  # type: ignore[union-attr]


def take_on(row: models.Model, values: Mapping[str, Any], names: Iterable[str], saw: str | None) -> bool:
    """Put values into a locked row and say whether that changes it.

    Raises ChangedMeanwhile when the row says other than what was seen; what is said already is no conflict, and None
    is for whoever has not been shown anything.
    """
    if all(getattr(row, name) == value for name, value in values.items()):
        return False
    if saw is not None and saw != seen(row, names):
        raise meanwhile.ChangedMeanwhile(row)
    for name, value in values.items():
        setattr(row, name, value)
    return True
