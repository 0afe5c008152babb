"""Areas, localities, organisations and venues of an example partnership."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import slugify

from localities.models import Area, Locality, LocalityArea, Organisation, PoliticalGroup, Venue

SINCE = datetime.date(2023, 5, 8)


@dataclass
class Places:
    """What the people and boards of a partnership stand on."""

    county: Area
    county_council: Organisation
    districts: dict[str, Organisation] = field(default_factory=dict)
    localities: dict[str, Locality] = field(default_factory=dict)
    areas: dict[tuple[str, str], Area] = field(default_factory=dict)  # (kind, name)
    partners: list[Organisation] = field(default_factory=list)
    venues: dict[str, Venue] = field(default_factory=dict)
    groups: dict[str, PoliticalGroup] = field(default_factory=dict)


def make_places(spec: dict[str, Any]) -> Places:
    """Make everything that has a boundary or an address."""
    name, code, council = spec["county"]
    county = Area.objects.create(kind="county", name=name, gss_code=code)
    seats = sum(count for _, count in spec.get("county_groups", ())) or None
    body = Organisation.objects.create(kind="county", name=council, area=county, seats=seats, starts_on=SINCE,
                                       identifier=spec.get("county_identifier", ""))  # fmt: skip
    places = Places(county, body)
    for name, code, council in spec["districts"]:
        area = Area.objects.create(kind="district", name=name, gss_code=code, within=county)
        places.areas["district", name] = area
        places.districts[name] = Organisation.objects.create(kind="district", name=council, area=area, starts_on=SINCE)
    for name, parts in spec["localities"].items():
        _make_locality(places, name, parts)
    for kind, name in spec["organisations"]:
        places.partners.append(Organisation.objects.create(kind=kind, name=name, starts_on=SINCE))
    for locality, name in spec["venues"].items():
        places.venues[locality] = Venue.objects.create(
            name=name, address=f"1 Market Place\n{locality}", locality=places.localities[locality],
            access="Level entrance, hearing loop in the main room, accessible toilet.",
        )  # fmt: skip
    for one in Organisation.objects.all():
        one.contact_email = f"{slugify(one.name)[:40]}@{spec['slug']}.example"
        one.save()
    for group in ("Conservative", "Liberal Democrat", "Labour", "Independent", "Green"):
        places.groups[group] = PoliticalGroup.objects.create(name=group)
    return places


def _make_locality(places: Places, name: str, parts: dict[str, Any]) -> None:
    locality = Locality.objects.create(name=name, slug=slugify(name), starts_on=SINCE)
    places.localities[name] = locality
    for kind, key, within in (
        ("division", "divisions", places.county),
        ("ward", "wards", places.areas["district", parts["district"]]),
        ("parish", "parishes", places.areas["district", parts["district"]]),
    ):
        for part in parts[key]:
            area = Area.objects.create(kind=kind, name=part, within=within)
            places.areas[kind, part] = area
            LocalityArea.objects.create(locality=locality, area=area, starts_on=SINCE)
    for part in parts["parishes"]:
        parish = places.areas["parish", part]
        Organisation.objects.create(kind="parish", name=f"{part} Parish Council", area=parish, starts_on=SINCE)
