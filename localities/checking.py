"""Whether every ward lies in one locality: in two or in none, somebody is represented twice or not at all.

Source: checklist C10.
"""

import datetime
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from localities.models import Area, Locality, LocalityArea

Key = TypeVar("Key", bound=Hashable)
Place = TypeVar("Place", bound=Hashable)


@dataclass(frozen=True)
class Coverage:
    """The wards of a day, and those that are in no locality or in several."""

    wards: int
    nowhere: list[Area]
    several: list[tuple[Area, list[Locality]]]

    @property
    def holds(self) -> bool:
        """Say whether each ward is in exactly one locality."""
        return not self.nowhere and not self.several


def whereabouts(
    wards: Iterable[Key], within: Mapping[Key, Key | None], links: Mapping[Key, Iterable[Place]]
) -> dict[Key, set[Place]]:
    """Return the places of each ward: its own, and those of the district and the county around it."""
    found: dict[Key, set[Place]] = {}
    for ward in wards:
        at: Key | None = ward
        found[ward], seen = set(), set()
        while at is not None and at not in seen:
            seen.add(at)
            found[ward].update(links.get(at, ()))
            at = within.get(at)
    return found


def coverage(on: datetime.date) -> Coverage:
    """Find the wards that are in no locality on a day, or in several, in two queries."""
    areas = {area.pk: area for area in Area.objects.on(on).order_by("name")}
    links: dict[int, list[Locality]] = defaultdict(list)
    for link in LocalityArea.objects.on(on).select_related("locality"):
        if link.locality.holds_on(on):
            links[link.area_id].append(link.locality)
    wards = [key for key, area in areas.items() if area.kind == Area.Kind.WARD]
    found = whereabouts(wards, {key: area.within_id for key, area in areas.items()}, links)
    return Coverage(
        len(wards),
        [areas[ward] for ward in wards if not found[ward]],
        [(areas[ward], sorted(places, key=str)) for ward, places in found.items() if len(places) > 1],
    )
