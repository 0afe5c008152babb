"""What in a text leads to a resident: it is refused, and what may be a name is asked about. Source: D39, R34."""

import re
from collections.abc import Iterator

from engagement.naming import EMAIL, PHONE
from localities.models import Area, Locality, Organisation, Person

REFUSED = (
    (EMAIL.pattern, "an e-mail address", "say which organisation instead"),
    (r"\b\d{3}[ -]?\d{3}[ -]?\d{4}\b", "what looks like an NHS number", "leave it out"),
    (PHONE.pattern, "a telephone number", "leave it out"),
    (
        r"\b(?:Mr|Mrs|Miss|Ms|Mx|Master)\b\.?\s+[A-Z][\w’'-]*", "what looks like a person’s name",
        "write “a resident” or “a tenant” instead",
    ),
    (r"(?i:\b(?:date of birth|d\.?o\.?b\.?)\b)", "a date of birth", "leave it out"),
)  # fmt: skip
WORD = r"[A-Z][a-z’'-]+"
PAIR = re.compile(rf"\b{WORD}(?: {WORD})+\b")
# The last word of what is a place or a body, and the first of what only begins a sentence.
NO_NAME_ENDS = frozenset(
    "Street Road Lane Avenue Close Drive Way Terrace Crescent Row Gardens Place Square Park Hall Centre Station School "
    "Hospital Surgery Library Bridge Green Hill Court House Estate Harbour Beach Council Police Trust Service Services "
    "Board Partnership Team Officer Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March "
    "April May June July August September October November December".split()
)
NO_NAME_BEGINS = frozenset(
    "The A An At In On From Since By After Before For Near Outside Behind Our We It They This That There Old New North "
    "South East West Last Next".split()
)


def refused(text: str) -> list[str]:
    """Say what of a text a case must not have, each with what would do instead."""
    return [
        f"Take out {what} (“{found[0].strip()[:40]}”): {instead}. A case is about a place, never about a person."
        for pattern, what, instead in REFUSED
        if (found := re.search(pattern, text))
    ]


def suspected(text: str) -> list[str]:
    """Return what in a text may be somebody’s name: two words with capitals that name no place and no body here."""
    found = list(dict.fromkeys(_pairs(text)))
    if not found:
        return []
    people = {name.lower() for name in Person.objects.filter(name__in=found).values_list("name", flat=True)}
    known = {
        name.lower()
        for model in (Area, Locality, Organisation)
        for name in model.objects.values_list("name", flat=True)  # type: ignore[attr-defined]
    }
    return [pair for pair in found if pair.lower() in people or not any(pair.lower() in name for name in known)]


def _pairs(text: str) -> Iterator[str]:
    for match in PAIR.finditer(text):
        words = match[0].split(" ")
        while len(words) > 1 and words[0] in NO_NAME_BEGINS:
            words = words[1:]
        if len(words) > 1 and words[-1] not in NO_NAME_ENDS:
            yield " ".join(words)
