"""Knowing a place by its postcode, by a point on the map, or by its name. Source: J1, checklist X10."""

import re
from dataclasses import dataclass

from django.utils import timezone

from localities.models import Area, Locality, LocalityArea, Outline, Postcode
from localities.models.postcode import WELL_FORMED

SHAPES = (Area.Kind.WARD, Area.Kind.PARISH)
LOOKS_LIKE_ONE = re.compile(r"[A-Za-z]{1,2}\d[A-Za-z\d]?\s*\d[A-Za-z]{0,2}")


@dataclass(frozen=True)
class Here:
    """What is known of a place: its ward and its parish, either of which may be missing."""

    ward: Area | None = None
    parish: Area | None = None

    @property
    def area(self) -> Area | None:
        """Return the smaller area that is known for sure: the parish, else the ward."""
        return self.parish or self.ward

    @property
    def words(self) -> str:
        """Say where it is: “Hill ward, in the parish of Vale”."""
        ward = _named(self.ward) if self.ward else ""
        parish = f"in the parish of {self.parish}" if self.parish else ""
        return ", ".join(part for part in (ward, parish) if part)


def _named(ward: Area) -> str:
    return ward.name if ward.name.lower().endswith("ward") else f"{ward.name} ward"


def written(text: str) -> str:
    """Return a postcode as it is written, “ZZ99 1AA”; an empty text where it is none."""
    code = re.sub(r"[^A-Z\d]", "", text.upper())
    code = f"{code[:-3]} {code[-3:]}"
    return code if len(text) < 20 and re.fullmatch(WELL_FORMED, code) else ""


def is_meant(text: str) -> bool:
    """Say whether somebody meant a postcode, right or wrong: “ZZ99 1A” is no name of a place."""
    return bool(LOOKS_LIKE_ONE.fullmatch(text.strip()))


def by_postcode(text: str) -> Postcode | None:
    """Return the postcode with its ward and parish; None where it is not known here."""
    return Postcode.objects.select_related("ward", "parish").filter(code=written(text)).first()


def area_at(latitude: float, longitude: float) -> Here:
    """Return the ward and the parish that hold a point today, as far as their outlines are kept."""
    today = timezone.localdate()
    rows = Outline.objects.around(latitude, longitude).filter(area__in=Area.objects.on(today), area__kind__in=SHAPES)
    held = {one.area.kind: one.area for one in rows.select_related("area") if holds(one.shape, longitude, latitude)}
    return Here(held.get(Area.Kind.WARD), held.get(Area.Kind.PARISH))


def holds(shape: list, x: float, y: float) -> bool:
    """Say whether a shape holds a point: a line from it to the east crosses the rings an odd number of times."""
    crossings = sum(_crosses(a, b, x, y) for polygon in shape for ring in polygon for a, b in _edges(ring))
    return crossings % 2 == 1


def _edges(ring: list):
    return zip(ring, [*ring[1:], ring[0]], strict=True)


def _crosses(a: list, b: list, x: float, y: float) -> bool:
    (ax, ay), (bx, by) = a, b
    return (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax


def named(words: str) -> list[Area]:
    """Return the wards and parishes of today that are called so; else those with a name that has these words."""
    of_today = Area.objects.on(timezone.localdate()).filter(kind__in=SHAPES).order_by("name", "kind")
    return list(of_today.filter(name__iexact=words)) or list(of_today.filter(name__icontains=words)[:30])


def locality_of(area: Area | None) -> Locality | None:
    """Return the locality in which an area lies today: its own, else that of the areas around it; None for several."""
    today, seen = timezone.localdate(), set()
    while area is not None and area.pk not in seen:
        seen.add(area.pk)
        links = list(LocalityArea.objects.on(today).filter(area=area).select_related("locality")[:2])
        if links:
            return links[0].locality if len(links) == 1 else None
        area = area.within
    return None
