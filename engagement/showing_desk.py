"""What is asked of a person's organisation, on their desk: texts to sign, and requests to their services.

One query says whether there is anything; what waits of requests is read only where some do. Source: D33, E8, E44.
"""

import datetime
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef
from django.db.models.functions import JSONObject
from django.utils import timezone

from engagement.models import ServiceManager, ServiceRequest, SignatureContact
from engagement.showing_requests import by_manager
from foundation.panels import Panel
from localities.models import Person


@dataclass(frozen=True)
class Asked:
    """What is asked of one person for their organisation."""

    to_sign: list[dict[str, Any]]
    requests: list[ServiceRequest]
    answers_for_services: bool


def _asked(people: list[Person]) -> dict[int, Asked]:
    rows = Person.objects.filter(pk__in=[person.pk for person in people]).annotate(
        manages=Exists(ServiceManager.objects.on(timezone.localdate()).filter(person=OuterRef("pk"))),
        is_asked=Exists(ServiceRequest.objects.with_managers().filter(manager=OuterRef("pk"))), to_sign=_to_sign(),
    )  # fmt: skip
    found = {row.pk: row for row in rows if row.manages or row.is_asked or row.to_sign}
    waiting = by_manager([key for key, row in found.items() if row.is_asked])
    return {
        key: Asked([_dated(facts) for facts in row.to_sign], waiting.get(key, []), row.manages)
        for key, row in found.items()
    }


def _to_sign() -> ArraySubquery:
    """Return, for a query of people, the newest versions that wait for the signature of each."""
    rows = SignatureContact.objects.filter(
        user=OuterRef("user"), signature__signed_at=None, signature__version__edition=None,
        signature__version__sign_by__gte=timezone.localdate(),
    ).exclude(signature__version__text__versions__number__gt=F("signature__version__number"))  # fmt: skip
    version = "signature__version__"
    facts = JSONObject(
        key="signature_id", title=f"{version}text__title", number=f"{version}number", sign_by=f"{version}sign_by",
        organisation="signature__organisation__name",
    )  # fmt: skip
    return ArraySubquery(rows.order_by(f"{version}sign_by", "pk").values(facts=facts))


def _dated(facts: dict[str, Any]) -> dict[str, Any]:
    return {**facts, "sign_by": datetime.date.fromisoformat(facts["sign_by"])}


OF_A_DESK = Panel("Asked of my organisation", "engagement/desk/_asked.html", _asked)
