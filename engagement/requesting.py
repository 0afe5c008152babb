"""Asking an agency: routed to who answers for the service there, due by its standard, with a link to answer by.

Source: checklist D33, D34, D36.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from boards import linking
from engagement import minding_issues, telling_requests
from engagement.models import Issue, RequestStep, Service, ServiceRequest
from engagement.tokens import request_token
from foundation import audit, search
from foundation.links import hash_token
from foundation.locking import lock, share
from foundation.models import User
from foundation.search import Entry
from foundation.working_days import working_days_after
from localities.models import Locality

RELATED = ("service", "owner", "manager", "locality", "issue", "partnership")
RETIRED = "SELECT 1 FROM engagement_service WHERE id = %(row)s AND retired_at IS NOT NULL"
Kind = RequestStep.Kind


@transaction.atomic
def ask(
    issue: Issue | None, service: Service, *, by: User, request: str, title: str = "", locality: Locality | None = None
) -> ServiceRequest:
    """Ask a service for something about an issue, or (without one) for a locality; everybody reads it from now on.

    It lies with the service's manager there, else with its organisation, which is told by mail. Raises
    ValidationError where the service is offered no longer.
    """
    need_offered(service)
    locality = locality or (issue.locality if issue else None)
    asked = ServiceRequest(
        issue=issue, title=(title or (issue.title if issue else ""))[:200] or f"A request to {service}"[:200],
        request=request, locality=locality, sent_by=by, sent_at=timezone.now(), published_at=timezone.now(),
    )  # fmt: skip
    place(asked, service)
    asked.save()
    make_link(asked)
    asked.save()
    note(asked, Kind.SENT, by=by, text=request)
    minding_issues.placed(asked, by=by)
    audit.record(by, "sent a request to", asked, service=service.pk)
    telling_requests.tell_asked(asked)
    return asked


def need_offered(service: Service) -> None:
    """Keep a service as it is until this transaction ends, before its requests are locked.

    Raises ValidationError where it is offered no longer.
    """
    if share(service, RETIRED):
        raise ValidationError({"service": f"{service} is offered no longer. Choose another service."})


def place(asked: ServiceRequest, service: Service) -> None:
    """Let a request lie with a service that is offered from now on, by its standard; the caller saves."""
    managed = service.manager(asked.locality)
    asked.service, asked.owner, asked.manager = service, service.owner, managed.person if managed else None
    asked.routed_at, asked.escalated_at, asked.offered_at = timezone.now(), None, None
    asked.question, asked.question_at, asked.days_stopped = "", None, 0
    asked.due_on = working_days_after(timezone.localdate(), service.answer_days)


def make_link(asked: ServiceRequest) -> None:
    """Give a saved request a new link, which ends the one before; it works until some weeks after the day it is due."""
    linking.give(asked, request_token, asked.due_on)


def note(asked: ServiceRequest, kind: str, *, by: User | None = None, by_name: str = "", text: str = "") -> RequestStep:
    """Keep a step of a request, with whom it lies from then on and until when.

    Raises ValidationError where the words name somebody who raised the issue that it is about.
    """
    minding_issues.refuse_names(asked, text)
    _show(asked)
    return RequestStep.objects.create(
        request=asked, kind=kind, at=timezone.now(), text=text, by=by, by_name=by_name or team(asked),
        owner=asked.owner, service=asked.service, due_on=asked.due_on,
        locality=asked.locality, published_at=asked.published_at,
    )  # fmt: skip


def _show(asked: ServiceRequest) -> None:
    """Let the search of the site find a request as it stands now."""
    body = "\n".join(part for part in (asked.request, asked.answer) if part)
    entry = Entry(
        f"request:{asked.pk}", "request", asked.title, body, f"{asked.service}, {asked.owner}"[:200],
        timezone.localdate(asked.sent_at), asked.get_absolute_url(),
    )  # fmt: skip
    search.replace(f"request:{asked.pk}", "", [entry])


def team(asked: ServiceRequest) -> str:
    """Return what everybody reads of the officers who look after a request."""
    return f"The team for {asked.locality or asked.partnership.short_name or asked.partnership.name}"


@transaction.atomic
def send_link(asked: ServiceRequest, *, by: User) -> ServiceRequest:
    """Send a new link to whoever answers; the one before leads nowhere from now on.

    Raises ValidationError where no answer is waited for, or nobody can be reached.
    """
    asked = lock(asked, *RELATED)
    if not asked.takes_answer:
        raise ValidationError("This request waits for no answer any more, so it needs no link.")
    if not telling_requests.address_of(asked):
        raise ValidationError(f"No e-mail address of {asked.owner} is known. Enter one at the organisation first.")
    make_link(asked)
    asked.save()
    audit.record(by, "sent the link of a request again", asked)
    telling_requests.tell_asked(asked)
    return asked


def by_link(token: str) -> ServiceRequest | None:
    """Return the request that a link opens; nothing for a secret that opens none."""
    return linking.opened(token, ServiceRequest.objects.public().select_related(*RELATED))


def is_open(asked: ServiceRequest) -> bool:
    """Say whether the link still works: until its day, while the agency has something to say."""
    return asked.takes_answer and linking.works(asked)


def locked(asked: ServiceRequest, *, by: User | None, link: str = "") -> ServiceRequest:
    """Return a request locked for what an agency does, as it stands now.

    ``by`` is None for the holder of the link. Raises ValidationError where somebody answered, closed or passed it on
    meanwhile, or the link has ended.
    """
    seen_owner, asked = asked.owner_id, lock(asked, *RELATED)
    if not asked.takes_answer:
        raise ValidationError(already(asked))
    if asked.owner_id != seen_owner:
        raise ValidationError(f"It was passed on meanwhile and lies with {asked.owner} now.")
    if by is None and not (is_open(asked) and asked.token_hash == hash_token(link)):
        raise ValidationError("This link has ended. Ask the person who sent it for a new one.")
    return asked


def already(asked: ServiceRequest) -> str:
    """Return why a request takes no answer any more, as the second of two people is told it."""
    if asked.answered_at:
        when = timezone.localtime(asked.answered_at)
        said = f"{asked.answered_by} answered this request on {when:%-d %B %Y}: {asked.get_outcome_display()}."
        return f"{said} It is answered once (checklist D33); a new request asks again."
    return f"This request was taken back: {asked.closed_because}"


def facts(asked: ServiceRequest) -> dict[str, Any]:
    """Return what the act log keeps of a request."""
    return {"owner": asked.owner_id, "service": asked.service_id, "due": asked.due_on.isoformat()}
