"""What becomes of a request is so of the issue that it is about: who has it, what was answered. Source: J1, D36."""

from collections.abc import Iterator
from contextlib import contextmanager

from engagement import answering_issues, naming, placing, raising
from engagement.models import Issue, ServiceRequest
from foundation import tenancy
from foundation.models import User
from foundation.templatetags.words import short_day
from localities.models import Organisation


@contextmanager
def _issue(asked: ServiceRequest) -> Iterator[Issue | None]:
    """Give the issue that a request is about, though it may not be public."""
    if asked.issue_id is None:
        yield None
        return
    with tenancy.tenant(asked.partnership_id, raising.EVERY):
        yield Issue.objects.select_related("locality", "partnership").get(pk=asked.issue_id)


def _lies_with(issue: Issue | None, agency: Organisation) -> bool:
    return bool(issue and issue.state == Issue.State.PLACED and issue.owner_agency_id == agency.pk)


def refuse_names(asked: ServiceRequest, text: str) -> None:
    """Refuse words for everybody in which whoever raised the issue is named; raises ValidationError."""
    with _issue(asked) as issue:
        if issue and text:
            naming.refuse(issue, text)


def placed(asked: ServiceRequest, *, by: User | None, before: Organisation | None = None) -> None:
    """Let the issue lie with the agency that is asked, unless it does, or went elsewhere since ``before`` had it."""
    with _issue(asked) as issue:
        if issue and (before is None or _lies_with(issue, before)) and not _lies_with(issue, asked.owner):
            placing.give_to_agency(issue, asked.owner, by=by, due_on=asked.due_on, service=asked.service.name)


def given_back(asked: ServiceRequest, *, by: User) -> None:
    """Give the issue back to its team when its request is taken back."""
    with _issue(asked) as issue:
        if issue and _lies_with(issue, asked.owner):
            placing.return_to_team(issue, because=asked.closed_because, by=by)


def answered(asked: ServiceRequest, *, by: User | None) -> None:
    """Let what the agency answered be the answer to the issue that lies with it."""
    with _issue(asked) as issue:
        if issue and _lies_with(issue, asked.owner):
            by_day = f" by {short_day(asked.promised_on)}" if asked.promised_on else ""
            words = f"{asked.get_outcome_display()}{by_day}. {asked.answer}"
            answering_issues.take_answer(issue, words, by=by, answered_by=str(asked.owner))
