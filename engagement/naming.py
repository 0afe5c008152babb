"""Words for everybody name nobody who raised an issue: who is known is refused, who might be meant is asked about.

Source: J1, R35, R37.
"""

import re
from collections.abc import Iterable

from django.core.exceptions import ValidationError

from engagement.models import Issue, IssueContact

EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w[\w.-]*")
PHONE = re.compile(r"\+?\d(?:[\s()-]?\d){8,13}")
TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Councillor|Cllr)\.? [A-Z]\w+")


def refuse(issue: Issue, *texts: str) -> None:
    """Refuse words for everybody in which somebody who raised the issue is named, or can be reached.

    Raises ValidationError that says what to take out.
    """
    text = " ".join(texts)
    for contact in _contacts(issue):
        for what, said in (
            ("name", contact.name),
            ("email address", contact.email),
            ("telephone number", contact.phone),
        ):
            # One word alone may be a street's: it is asked about, and not refused.
            is_clear = what != "name" or len(said.split()) > 1
            if said and is_clear and _stands(said, text):
                raise ValidationError(f"Take out the {what} of somebody who raised it: “{said}”. Everybody reads this.")


def suspect(issue: Issue, *texts: str) -> list[str]:
    """Return what in words for everybody may name somebody: addresses, numbers, parts of the names of who raised it."""
    text = " ".join(texts)
    parts = {part for contact in _contacts(issue) for part in contact.name.split() if len(part) > 2}
    return list(dict.fromkeys([*signs(text), *sorted(part for part in parts if _stands(part, text))]))


def signs(text: str) -> list[str]:
    """Return what in a text looks like anybody’s address, number or name."""
    return [*EMAIL.findall(text), *(number.strip() for number in PHONE.findall(text)), *TITLED.findall(text)]


def _contacts(issue: Issue) -> Iterable[IssueContact]:
    return IssueContact.objects.filter(issue__in=[issue.pk, *issue.joined.values_list("pk", flat=True)])


def _stands(said: str, text: str) -> bool:
    """Say whether something stands in a text, whatever its letters, spaces and digits look like."""
    digits = re.sub(r"\D", "", said)
    if len(digits) >= 6 and not re.search(r"[^\d\s()+-]", said):
        return digits in re.sub(r"\D", "", text)
    words = r"\s+".join(re.escape(part) for part in said.split())
    return bool(words and re.search(rf"(?<!\w){words}(?!\w)", text, re.IGNORECASE))
