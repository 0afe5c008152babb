"""Services to commission together and business cases, raised from a plan. Source: checklist A15, B40."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from boards.models import Decision
from foundation import audit
from foundation.locking import lock
from foundation.models import User
from foundation.refusal import already
from plans.models import BusinessCase, Candidate, CaseOption
from plans.models.place import open_parts


@transaction.atomic
def raise_candidate(candidate: Candidate, *, by: User) -> Candidate:
    """Raise a service that partners could commission together; it is public where its objective is."""
    objective = lock(candidate.objective)
    candidate.belong_with(objective)
    candidate.raised_by, candidate.published_at = by, objective.published_at and timezone.now()
    candidate.save()
    audit.record(by, "raised a service to commission together", candidate)
    return candidate


@transaction.atomic
def end_candidate(candidate: Candidate, *, because: str, by: User) -> Candidate:
    """Say what came of a service that was raised."""
    candidate = lock(candidate)
    if candidate.ended_at:
        raise already(candidate, "said what came of", "What came of it was said already.")
    candidate.ended_at, candidate.ended_because = timezone.now(), because
    candidate.save()
    audit.record(by, "said what came of", candidate)
    return candidate


@transaction.atomic
def begin_case(case: BusinessCase, *, by: User) -> BusinessCase:
    """Begin a business case for an action; nobody but officers and the board reads it before it is published."""
    case.belong_with(case.action)
    case.created_by = by
    case.save()
    audit.record(by, "began a business case", case)
    return case


@transaction.atomic
def add_option(option: CaseOption, *, by: User) -> CaseOption:
    """Add one way of meeting the need; the one that is proposed takes the place of another."""
    case = lock(option.case)
    _refuse_decided(case)
    option.open_with(case)
    if option.is_preferred:
        for other in case.options.filter(is_preferred=True):
            other.is_preferred = False
            other.save()
    option.save()
    audit.record(by, "added an option to a business case", case, option=option.pk)
    return option


@transaction.atomic
def publish_case(case: BusinessCase, *, by: User) -> BusinessCase:
    """Publish a business case: with two options at least, one of which is proposed. Source: checklist B40."""
    case = lock(case, "action")
    if case.published_at:
        raise already(case, "published a business case", "This business case is published already.")
    options = list(case.options.all())
    if len(options) < 2 or not any(option.is_preferred for option in options):
        raise ValidationError("Give two options at least, and say which one you propose (B40).")
    if not case.action.published_at:
        raise ValidationError("Its action is not public yet: publish the plan first.")
    case.published_at = timezone.now()
    case.save()
    open_parts(case.published_at, case.options.all())
    audit.record(by, "published a business case", case)
    return case


@transaction.atomic
def decide_case(case: BusinessCase, *, decision: Decision, outcome: str, by: User) -> BusinessCase:
    """Say which decision was taken on a business case, and what it was."""
    case = lock(case)
    if not case.published_at:
        raise ValidationError("Publish the business case before you say what was decided on it (B40).")
    _refuse_decided(case)
    case.decision, case.outcome = decision, outcome
    case.save()
    audit.record(by, "recorded the decision on a business case", case, decision=decision.pk)
    return case


def _refuse_decided(case: BusinessCase) -> None:
    if case.decision_id:
        raise ValidationError("It is decided already: the case stands as it was.")
