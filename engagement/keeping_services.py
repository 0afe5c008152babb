"""The register of services: kept, offered no longer, and who answers for each where since when. Source: D33, E17."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from engagement import routing
from engagement.models import AccessPoint, AccessPointService, Service, ServiceManager, ServiceRequest
from engagement.models.service import see_managers
from foundation import audit, search
from foundation.locking import lock
from foundation.models import User
from foundation.search import Entry
from localities.models import Locality, Person
from localities.recording import end, keep

ONE_DAY = datetime.timedelta(days=1)
KIND = "service"


@transaction.atomic
def keep_service(service: Service, *, by: User) -> Service:
    """Save a service that a form has checked; search finds it at once."""
    keep(service, by=by)
    show(service)
    return service


def show(service: Service) -> None:
    """Let the search of the site find a service as it stands now, or no longer."""
    body = "\n".join(part for part in (service.about, service.needs, service.standard) if part)
    entry = Entry(
        f"service:{service.pk}", KIND, service.name, body, str(service.owner), timezone.localdate(),
        service.get_absolute_url(),
    )  # fmt: skip
    search.replace(f"service:{service.pk}", "", [entry] if service.is_public else [])


def _held(service: Service) -> Service:
    """Return a service locked against other changes, while steps of its requests may still be kept."""
    Service.objects.select_for_update(no_key=True).get(pk=service.pk)
    return Service.objects.select_related("owner", "partnership").get(pk=service.pk)


@transaction.atomic
def retire(service: Service, *, by: User) -> Service:
    """Offer a service no longer; raises ValidationError while somebody waits for an answer of it."""
    service = _held(service)
    if service.requests.waiting().exists():  # type: ignore[attr-defined]
        raise ValidationError(
            "A request still waits for its answer. Answer it, or pass it on to another service first."
        )
    if service.retired_at is None:
        service.retired_at = timezone.now()
        service.save()
        audit.record(by, "retired", service)
        show(service)
    return service


@transaction.atomic
def restore(service: Service, *, by: User) -> Service:
    """Offer a service again."""
    service = _held(service)
    service.retired_at = None
    service.save()
    audit.record(by, "restored", service)
    show(service)
    return service


@transaction.atomic
def entrust(
    service: Service, person: Person, locality: Locality | None, starts_on: datetime.date, *, by: User
) -> ServiceManager:
    """Let a person answer for a service in one place, or everywhere, from a day; who did so before ends the day before.

    What waits goes to who answers now. Raises ValidationError where somebody starts there on that day or later.
    """
    service = _held(service)
    rows = ServiceManager.objects.filter(service=service, locality=locality)
    later = rows.filter(starts_on__gte=starts_on).select_related("person").first()
    if later:
        raise ValidationError(
            {"starts_on": f"{later.person} starts there on {later.starts_on:%-d %B %Y}. End that first."}
        )
    for before in rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on)):
        before.ends_on = starts_on - ONE_DAY
        before.save()
    made = ServiceManager(service=service, person=person, locality=locality, starts_on=starts_on)
    keep(made, by=by)
    hand_over(service)
    return made


@transaction.atomic
def discharge(manager: ServiceManager, ends_on: datetime.date, *, by: User) -> ServiceManager:
    """Give a manager the last day on which they answer for a service; what waits goes on to who answers after it."""
    ended = end(manager, ends_on, by=by)
    hand_over(ended.service)
    return ended


def hand_over(service: Service | None = None) -> int:
    """Give what waits to whoever answers for its service today; return how many went to somebody else."""
    waiting = ServiceRequest.objects.waiting()
    waiting = waiting.filter(service=service) if service else waiting
    return sum(routing.hand_over(asked) for asked in waiting)


def leave(person: Person, *, by: User) -> None:
    """End what a person who leaves answers for."""
    today = timezone.localdate()
    see_managers(person.partnership_id)
    for held in ServiceManager.objects.on(today).filter(person=person).select_related("service"):
        discharge(held, max(today, held.starts_on or today), by=by)


@transaction.atomic
def keep_point(point: AccessPoint, services: list[Service], *, by: User) -> AccessPoint:
    """Save an access point with the services that are reached there."""
    keep(point, by=by)
    point.service_links.exclude(service__in=services).delete()
    there = set(point.service_links.values_list("service_id", flat=True))
    AccessPointService.objects.bulk_create(
        AccessPointService(point=point, service=service, locality=point.locality)
        for service in services
        if service.pk not in there
    )
    point.service_links.update(locality=point.locality)  # links keep no history
    return point


@transaction.atomic
def retire_point(point: AccessPoint, *, is_used: bool, by: User) -> AccessPoint:
    """Show an access point no longer, or again."""
    point = lock(point, "locality", "partnership")
    point.retired_at = None if is_used else timezone.now()
    point.save()
    audit.record(by, "restored" if is_used else "retired", point)
    return point


def gaps(localities: list[Locality]) -> dict[int, list[Locality]]:
    """Return by service the localities in which nobody answers for it today."""
    found: dict[int, set[int | None]] = {}
    for key, place in ServiceManager.objects.on(timezone.localdate()).values_list("service_id", "locality_id"):
        found.setdefault(key, set()).add(place)
    missing = {}
    for service in Service.objects.standing():
        there = found.get(service.pk, set())
        if None not in there and (without := [one for one in localities if one.pk not in there]):
            missing[service.pk] = without
    return missing
