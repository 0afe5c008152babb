"""One step in the life of an issue: locked, judged, changed, dated, told in plain words. Source: J1, D18, D36."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from engagement import showing_issues
from engagement.models import Issue, IssueStep, rules_of
from foundation import audit
from foundation.locking import lock
from foundation.models import User
from foundation.working_days import working_days_after

State, Owner = Issue.State, Issue.Owner
RELATED = ("locality", "owner_board", "owner_agency", "owner_project", "theme", "area", "partnership")
# What a joined issue takes from the one that it follows.
FOLLOWED = (
    "state", "owner_kind", "owner_board_id", "owner_agency_id", "owner_project_id", "item_id", "meeting_id",
    "proposal_id", "decision_id", "placed_at", "answer", "answered_by", "answered_at", "outcome", "feedback",
    "fed_back_at", "due_on", "closed_at", "closed_because",
)  # fmt: skip
RESIDENT = "Whoever raised it"


def take(issue: Issue, *states: str) -> Issue:
    """Lock an issue and return it as it stands now; raises ValidationError unless it is in one of these states.

    No states: any. What was set aside is restored first, what was joined goes with the one it follows.
    """
    issue = lock(issue, *RELATED)
    if issue.refused_at:
        raise ValidationError("It was set aside. Take it back first.")
    if issue.joined_to_id:
        raise ValidationError(f"It is dealt with together with {issue.joined_to.reference}. Do it there, or part them.")
    if states and issue.state not in states:
        raise ValidationError(f"Somebody has dealt with it meanwhile: it is {issue.get_state_display().lower()} now.")
    return issue


def lies_with(issue: Issue, *, board: Any = None, agency: Any = None, project: Any = None) -> None:
    """Give an issue its one owner, not saved yet: the team where nobody else is named. Source: checklist D36."""
    kinds = ((Owner.BOARD, board), (Owner.AGENCY, agency), (Owner.PROJECT, project))
    issue.owner_kind = next((kind for kind, owner in kinds if owner), Owner.TEAM)
    issue.owner_board, issue.owner_agency, issue.owner_project = board, agency, project


def due(issue: Issue, days: int, since: Any = None) -> None:
    """Say by when the next step is due: working days after a day, today if none is given; not saved yet."""
    issue.due_on = working_days_after(since or timezone.localdate(), days)


def with_team(issue: Issue, state: str = State.SORTED) -> None:
    """Give an issue back to its team as one that nobody answered, not saved yet."""
    lies_with(issue)
    issue.state, issue.item, issue.meeting, issue.proposal, issue.decision = state, None, None, None, None
    issue.answer = issue.answered_by = issue.outcome = issue.feedback = issue.closed_because = ""
    issue.placed_at = issue.answered_at = issue.fed_back_at = issue.closed_at = None
    due(issue, rules_of(issue.locality).sort_days)


def keep(issue: Issue, verb: str, text: str, *, by: User | None, by_name: str = "") -> IssueStep:
    """Save an issue with what happened to it, in words for everybody that name nobody; what was joined follows."""
    issue.save()
    made = write(issue, verb, text, by)
    for joined in issue.joined.select_related(*RELATED):
        follow(joined, issue)
        write(joined, verb, text, by)
    audit.record(by, verb, issue, name=named(issue), by_name=by_name)
    showing_issues.show(issue)
    return made


def follow(joined: Issue, main: Issue, **facts: Any) -> None:
    """Let a joined issue stand where the one that it follows stands."""
    for field, value in facts.items():
        setattr(joined, field, value)
    for field in FOLLOWED:
        setattr(joined, field, getattr(main, field))
    joined.save()


def write(issue: Issue, verb: str, text: str, by: User | None) -> IssueStep:
    """Write down one step of one issue, public where the issue is."""
    now = timezone.now()
    return IssueStep.objects.create(
        issue=issue, locality=issue.locality, verb=verb, text=text, by=by, owner=issue.owner, at=now,
        published_at=now if issue.published_at else None,
    )  # fmt: skip


def named(issue: Issue) -> str:
    """Return what the act log calls an issue: nobody’s words stand there, which more people read."""
    return f"Issue {issue.reference}"


def people(issue: Issue) -> Iterable[Any]:
    """Return everybody who raised an issue or one that was joined to it."""
    return [contact for each in (issue, *issue.joined.all()) for contact in each.contacts.all()]
