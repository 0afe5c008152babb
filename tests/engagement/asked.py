"""Services, who answers for them, and requests, for the tests that play with them."""

import datetime
from types import SimpleNamespace

from django.utils import timezone

from engagement import requesting
from engagement.models import Service, ServiceManager, ServiceRequest
from engagement.tokens import request_token
from foundation.working_days import clear_days_between, working_days_after
from localities.models import Locality, Person

REQUEST = "Please mend the lamp at the crossing."
ANSWER = {"outcome": "done", "answer": "The lamp is mended.", "answered_by": "Kit Lamp"}


def make_services(cast) -> SimpleNamespace:
    """Return two services of the county, managed by two people, and one of the police that nobody manages."""
    county, police = cast.organisations["county"], cast.organisations["police"]
    county.contact_email, police.contact_email = "office@county.example", "office@police.example"
    county.save()
    police.save()
    here = Person.objects.create(name="Kit Lamp", email="kit@county.example")
    everywhere = Person.objects.create(name="Ash Road", email="ash@county.example")
    lights = Service.objects.create(
        owner=county, name="Street lights", about="Lamps and signs", needs="lamp broken dark street", answer_days=5,
        standard="We mend a lamp within five working days.",
    )  # fmt: skip
    roads = Service.objects.create(owner=county, name="Roads", about="Surfaces", needs="pothole bump", answer_days=10)
    patrol = Service.objects.create(owner=police, name="Patrols", needs="speeding noise", answer_days=3)
    Locality.objects.create(name="Far Side", slug="far-side")
    ServiceManager.objects.create(service=lights, person=here, locality=cast.locality)
    ServiceManager.objects.create(service=lights, person=everywhere)
    ServiceManager.objects.create(service=roads, person=cast.people["partner"])
    return SimpleNamespace(lights=lights, roads=roads, patrol=patrol, here=here, everywhere=everywhere)


def a_request(cast, service, *, days_ago: int = 0, locality=None, **fields) -> ServiceRequest:
    """Return a request to a service from the cast's locality, sent some days ago."""
    facts = {"request": REQUEST, "title": "Dark crossing", **fields}
    asked = requesting.ask(None, service, by=cast.users["clerk"], locality=locality or cast.locality, **facts)
    if days_ago:
        back = datetime.timedelta(days=days_ago)
        asked.sent_at, asked.routed_at, asked.due_on = asked.sent_at - back, asked.routed_at - back, asked.due_on - back
        asked.save()
        asked.steps.update(at=asked.sent_at)
    return asked


def link(asked: ServiceRequest, act: str = "") -> str:
    """Return the address by which an agency answers."""
    return f"/requests/answer/{request_token(asked)}/{act}"


def working_days(days: int) -> datetime.date:
    """Return the day so many working days from today."""
    return working_days_after(timezone.localdate(), days)


def days_since(days_ago: int) -> int:
    """Return the working days since so many days ago, today among them."""
    today = timezone.localdate()
    return clear_days_between(today - datetime.timedelta(days=days_ago), today + datetime.timedelta(days=1))
