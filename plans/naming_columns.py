"""What each column of a file of values holds: guessed from its heading, said by an officer, and checked."""

import re
from collections.abc import Iterable, Mapping, Sequence

from django.core.exceptions import ValidationError

from plans.models import Indicator

SKIP, AREA, PERIOD, STARTS, ENDS, INDICATOR, VALUE, LOW, HIGH, NOTE = (
    "skip", "area", "period", "starts_on", "ends_on", "indicator", "value", "low", "high", "note",
)  # fmt: skip
OF = "of:"  # before the id of the indicator whose values stand in the column
CHOICES = {
    SKIP: "Nothing that we need", AREA: "The area: its GSS code, or its name", PERIOD: "The period",
    STARTS: "The first day of the period", ENDS: "The last day of the period",
    INDICATOR: "The indicator: its short name", VALUE: "The value", LOW: "The lower end of its confidence interval",
    HIGH: "The upper end of it", NOTE: "A note",
}  # fmt: skip
# How files name their columns; where several fit, those further left are taken first.
KNOWN = {
    AREA: r"gss|gss_code|area_code|geography_code|\w*\d\dcd|code_of_area|area|area_name|geography|\w*\d\dnm|ward|place",
    PERIOD: r"period|time_period|time|year|financial_year|quarter|month|date",
    STARTS: r"starts_on|start|start_date|first_day|from",
    ENDS: r"ends_on|end|end_date|last_day|to|until",
    INDICATOR: r"indicator|indicator_key|indicator_name|measure|short_name",
    VALUE: r"value|number|figure|obs_value|observation|count|rate|percent|v4_\d",
    LOW: r"low|lower|lower_ci|lci|lower_ci_95_0_limit|low_ci|lower_limit",
    HIGH: r"high|upper|upper_ci|uci|upper_ci_95_0_limit|high_ci|upper_limit",
    NOTE: r"note|notes|comment|value_note",
}


def guess(headings: Sequence[str], indicators: Iterable[Indicator]) -> list[str]:
    """Return what each column seems to hold."""
    names = [_plain(heading) for heading in headings]
    held = [SKIP] * len(names)
    for role, pattern in KNOWN.items():
        fits = (names.index(name) for fit in pattern.split("|") for name in names if re.fullmatch(fit, name))
        place = next(fits, None)
        if place is not None and held[place] == SKIP:
            held[place] = role
    of = {_plain(words): f"{OF}{one.pk}" for one in indicators for words in (one.name, one.key)}
    return [of.get(name, SKIP) if role in (SKIP, NOTE) else role for role, name in zip(held, names, strict=True)]


def _plain(words: str) -> str:
    return re.sub(r"\W+", "_", words.strip().lower()).strip("_")


def check(held: Sequence[str], *, only: Mapping[str, object]) -> None:
    """Refuse columns from which no value can be read; ``only`` names the one indicator of the file, where it has one.

    Raises ValidationError, which says what is missing and what would mend it.
    """
    once = [role for role in held if role in CHOICES and role != SKIP]
    problems = [
        f"Two columns hold “{CHOICES[role]}”. Choose one." for role in sorted(set(once)) if once.count(role) > 1
    ]
    own = [role for role in held if role.startswith(OF)]
    if AREA not in held:
        problems.append("Say which column holds the area: its GSS code, or its name.")
    if PERIOD not in held and not {STARTS, ENDS} <= set(held):
        problems.append("Say which column holds the period, or which two hold its first and its last day.")
    if own and VALUE in held:
        problems.append("Some columns hold the values of one indicator each, and one holds values of any. Choose.")
    elif not own and VALUE not in held:
        problems.append("Say which column holds the value, or the values of which indicator.")
    elif not own and INDICATOR not in held and not only:
        problems.append("Say which column names the indicator, or choose the one that the whole file is about.")
    if len(own) > len(set(own)):
        problems.append("Two columns hold the values of the same indicator. Choose one.")
    if own and {LOW, HIGH} & set(held):
        problems.append("A confidence interval needs a file with one value in a line.")
    elif (LOW in held) != (HIGH in held):
        problems.append("Say which columns hold both ends of the confidence interval, or neither.")
    if problems:
        raise ValidationError(problems)
