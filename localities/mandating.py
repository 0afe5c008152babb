"""What people are elected to: several mandates at once, one on each council. Source: checklist A6-A8."""

import datetime

from localities.models import Area, Mandate, Organisation, Person

Days = tuple[datetime.date | None, datetime.date | None]
# What a council's members are elected for; a unitary council may have either.
TIERS = {
    Organisation.Kind.COUNTY: {Area.Kind.DIVISION, Area.Kind.WARD},
    Organisation.Kind.DISTRICT: {Area.Kind.WARD},
    Organisation.Kind.PARISH: {Area.Kind.PARISH, Area.Kind.WARD},
}


def wrong_tier(council: Organisation, area: Area) -> str:
    """Say why nobody is elected to this council for this area; an empty text where somebody may be."""
    if area.kind in TIERS.get(Organisation.Kind(council.kind), ()):
        return ""
    kind = area.get_kind_display().lower()
    return f"{area} is a {kind}: nobody is elected for it to {council}"


def clash(person: Person, council: Organisation, days: Days, *, apart_from: int | None = None) -> Mandate | None:
    """Return a mandate on the same council that the person holds on one of these days."""
    if person.pk is None:
        return None
    return next(
        (
            mandate
            for mandate in person.mandates.filter(council=council)
            .exclude(pk=apart_from)
            .select_related("council", "area")
            if overlap(days, (mandate.starts_on, mandate.ends_on))
        ),
        None,
    )


def overlap(one: Days, other: Days) -> bool:
    """Say whether two dated facts share a day; an open end reaches for ever."""
    first = max(one[0] or datetime.date.min, other[0] or datetime.date.min)
    return first <= min(one[1] or datetime.date.max, other[1] or datetime.date.max)
