"""Where a request lies: passed on to another service, never to nobody; taken back; closed. Source: checklist D36."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from engagement import minding_issues, telling_requests
from engagement.models import RequestStep, Service, ServiceRequest
from engagement.requesting import RELATED, already, facts, locked, make_link, need_offered, note, place
from foundation import audit, refusal
from foundation.locking import lock
from foundation.models import User

Kind = RequestStep.Kind


@transaction.atomic
def pass_on(
    asked: ServiceRequest, service: Service, *, by: User | None, because: str, link: str = "", by_team: bool = False
) -> ServiceRequest:
    """Let a request lie with another service from now on, by its standard; whoever had it has it no longer.

    ``by`` is None for the holder of the link, which ends. Raises ValidationError where it lies there already, was
    answered meanwhile, or the service is offered no longer.
    """
    need_offered(service)
    asked = locked(asked, by=by, link=link)
    if not asked.is_waiting:
        raise ValidationError(already(asked))
    if service.pk == asked.service_id:
        raise ValidationError({"service": f"It lies with {service} already. Name another service."})
    before = asked.owner
    place(asked, service)
    make_link(asked)
    asked.save()
    note(asked, Kind.ROUTED, by=by, by_name="" if by_team else str(before), text=because.strip())
    minding_issues.placed(asked, by=by, before=before)
    audit.record(by, "passed a request on", asked, by_name="" if by else str(before), before=before.pk, **facts(asked))
    telling_requests.tell_asked(asked)
    return asked


@transaction.atomic
def take_back(asked: ServiceRequest, *, by: User, because: str) -> ServiceRequest:
    """Ask for it no longer, and say why; it stays on record. Raises ValidationError once it was answered or closed."""
    asked = lock(asked, *RELATED)
    if not asked.is_waiting:
        raise ValidationError(already(asked))
    asked.closed_at, asked.closed_because, asked.question, asked.question_at = timezone.now(), because.strip(), "", None
    asked.save()
    note(asked, Kind.TAKEN_BACK, by=by, text=asked.closed_because)
    minding_issues.given_back(asked, by=by)
    audit.record(by, "took a request back", asked)
    telling_requests.tell_taken_back(asked)
    return asked


@transaction.atomic
def close(asked: ServiceRequest, *, by: User, because: str = "") -> ServiceRequest:
    """Close what was answered; raises ValidationError where no answer has come, and where it was closed before."""
    asked = lock(asked, *RELATED)
    if asked.closed_at:
        raise refusal.already(asked, "closed a request", "This request is closed already.")
    if not asked.answered_at:
        raise ValidationError("No answer has come yet. Take the request back if it is wanted no longer.")
    asked.closed_at, asked.closed_because = timezone.now(), because.strip()
    asked.save()
    note(asked, Kind.CLOSED, by=by, text=asked.closed_because)
    audit.record(by, "closed a request", asked)
    return asked


@transaction.atomic
def hand_over(asked: ServiceRequest) -> bool:
    """Give a request to who answers for its service today, where that is somebody else; say whether it was."""
    asked = lock(asked, *RELATED)
    managed = asked.service.manager(asked.locality)
    person = managed.person if managed else None
    if not asked.is_waiting or asked.manager == person:
        return False
    asked.manager = person
    make_link(asked)
    asked.save()
    note(asked, Kind.HANDED, by_name=str(asked.owner))
    audit.record(None, "gave a request to who answers for the service now", asked, manager=person and person.pk)
    telling_requests.tell_asked(asked)
    return True
