"""Identifiers by which the same organisation is known in all open data. Source: standards R20, R21; org-id.guide."""

import re

from django.core.exceptions import ValidationError

# The list that gives the number, how its numbers are written, and what it is called in words.
SCHEMES = {
    "GB-LAE": (r"[A-Z]{3}", "local authorities in England: three letters, such as GB-LAE-ESX"),
    "GB-CHC": (r"[0-9]{6,7}", "charities in England and Wales: six or seven digits, such as GB-CHC-202918"),
    "GB-SC": (r"SC[0-9]{6}", "charities in Scotland: SC and six digits, such as GB-SC-SC009481"),
    "GB-COH": (r"([0-9]{8}|[A-Z]{2}[0-9]{5}[0-9R])", "companies: eight characters, such as GB-COH-01234567"),
    "GB-MPR": (r"[A-Z0-9]{3,9}", "mutual societies: such as GB-MPR-32059R"),
    "GB-NHS": (r"[A-Z0-9]{3,8}", "health bodies: three characters or more, such as GB-NHS-RWE"),
    "GB-EDU": (r"[0-9]{6}", "schools: six digits, such as GB-EDU-101234"),
    "GB-UKPRN": (r"[0-9]{8}", "training providers: eight digits, such as GB-UKPRN-10007774"),
    "GB-GOR": (r"[A-Z]{1,3}[0-9]{1,5}", "government bodies: such as GB-GOR-D18"),
}  # fmt: skip
PATTERN = "|".join(f"{scheme}-{number}" for scheme, (number, _) in SCHEMES.items())


def check_identifier(text: str) -> None:
    """Refuse what is no identifier of a list that we know: raises ValidationError that says how it is written."""
    scheme = next((each for each in SCHEMES if text.startswith(f"{each}-")), None)
    if scheme is None:
        raise ValidationError(f"Begin with the list that gives the number: {', '.join(SCHEMES)}")
    number, words = SCHEMES[scheme]
    if not re.fullmatch(f"{scheme}-{number}", text):
        raise ValidationError(f"{scheme} is the list of {words}")
