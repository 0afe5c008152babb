"""The services of an example partnership, who answers for them, access points, and what was asked. Source: D33, E17."""

import datetime
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from engagement import answering_requests, escalating, keeping_services, requesting, routing
from engagement.models import AccessPoint, AccessPointService, Service, ServiceManager, ServiceRequest
from foundation.models import User
from localities.models import Locality, Organisation, Person

from .data.services import MORE, REQUESTS, SERVICES, WAITS_FOR_PARTNER, Asked
from .places import SINCE, Places
from .then import at

YEAR = datetime.timedelta(days=365)


def offer_services(spec: dict[str, Any], places: Places, users: dict[str, User], names: Iterator[str]) -> None:
    """Fill the register of services, and let some months of requests go by."""
    services = _services(spec["slug"], names)
    _access_points(places, services)
    localities = list(places.localities.values())
    asked = [*MORE.get(spec["slug"], []), *(entry for entry in REQUESTS if entry.service in services)]
    asked += [WAITS_FOR_PARTNER._replace(service=name) for name in _given_to_partner(services, users)]
    for number, entry in enumerate(asked):
        _ask(entry, services, localities[number % len(localities)], users["clerk"])
    escalating.chase(timezone.localdate())


def _services(slug: str, names: Iterator[str]) -> dict[str, Service]:
    """Return the services by name: one agency of each kind offers those of its kind."""
    agencies: dict[str, Organisation] = {}
    for body in Organisation.objects.order_by("-pk"):
        agencies[body.kind] = body
    made = {}
    for row in SERVICES:
        if row.kind in agencies:
            made[row.name] = Service.objects.create(
                owner=agencies[row.kind], name=row.name, about=row.about, needs=row.needs, standard=row.standard,
                answer_days=row.days, phone=row.phone,
            )  # fmt: skip
            keeping_services.show(made[row.name])
    # The last has nobody yet: the officers see the gap.
    for service in list(made.values())[:-1]:
        name = next(names)
        person = Person.objects.create(name=name, email=f"{slugify(name).replace('-', '.')}@{slug}.example")
        ServiceManager.objects.create(service=service, person=person, starts_on=SINCE)
    return made


def _given_to_partner(services: dict[str, Service], users: dict[str, User]) -> list[str]:
    """Let the example account of a partner answer for the first service of their organisation, and return its name."""
    person = Person.objects.get(user=users["partner"])
    held = person.holdings.filter(organisation__in=[service.owner for service in services.values()]).first()  # type: ignore[attr-defined]
    if not held:
        return []
    service = next(one for one in services.values() if one.owner_id == held.organisation_id)
    keeping_services.entrust(service, person, None, timezone.localdate() - YEAR, by=users["admin"])
    return [service.name]


def _access_points(places: Places, services: dict[str, Service]) -> None:
    for locality, venue in places.venues.items():
        point = AccessPoint.objects.create(
            name=f"{locality} service point", venue=venue, locality=places.localities[locality], phone="01632 960 000",
            hours="Monday to Friday, 9am to 5pm\nSaturday, 10am to 1pm",
            about="One counter and one telephone number for all of these services. Somebody who signs is here on Tuesdays.",
        )  # fmt: skip
        AccessPointService.objects.bulk_create(
            AccessPointService(point=point, service=service, locality=point.locality) for service in services.values()
        )


def _ask(entry: Asked, services: dict[str, Service], locality: Locality, clerk: User) -> None:
    with _ago(entry.days_ago):
        asked = requesting.ask(
            None, services[entry.service], by=clerk, title=entry.title, request=entry.words, locality=locality
        )
    if entry.then:
        kind, *rest = entry.then
        _follow(kind, asked, entry.days_ago, rest, services, clerk)


def _follow(
    kind: str, asked: ServiceRequest, days_ago: int, rest: Sequence[Any], services: dict[str, Service], clerk: User
) -> None:
    if kind == "passed":
        service, after, because = rest
        with _ago(days_ago - after):
            routing.pass_on(asked, services[service], by=clerk, because=because)
        return
    after, *promised, words = rest
    with _ago(days_ago - after):
        if kind == "asked":
            answering_requests.ask_more(asked, by=clerk, question=words)
        elif kind == "back":
            routing.take_back(asked, by=clerk, because=words)
        else:
            day = timezone.localdate() + datetime.timedelta(days=promised[0]) if promised else None
            answering_requests.answer(
                asked, by=clerk, outcome=kind, promised_on=day, answer=words, answered_by=str(asked.manager)
            )


def _ago(days: int) -> Any:
    return at(timezone.now() - datetime.timedelta(days=days))
