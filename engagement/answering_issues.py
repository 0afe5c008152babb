"""An issue is answered, those who raised it are told what changes, it is closed, and opened again if it is not solved.

Source: J1, E30, D36.
"""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from boards.models import Decision
from engagement import following, naming, raising, stepping, telling_issues
from engagement.models import Issue, IssueContact, rules_of
from foundation import tenancy
from foundation.locking import lock
from foundation.models import User

State = Issue.State
NOT_SOLVED = "Somebody who raised it says that it is not solved. It is looked at again."


@transaction.atomic
def take_answer(
    issue: Issue, words: str, *, by: User | None, answered_by: str = "", decision: Decision | None = None
) -> Issue:
    """Keep what the owner of an issue answered, in words for everybody; the team has it then, to tell people.

    ``answered_by`` names the body, its owner unless another is given; ``by`` is None where it came by a link.
    Raises ValidationError where the words name whoever raised it, or it was answered meanwhile.
    """
    with tenancy.tenant(issue.partnership_id, raising.EVERY):
        issue = stepping.take(issue, State.SORTED, State.PLACED)
        naming.refuse(issue, words)
        if not words.strip() or not issue.about:
            raise ValidationError("Write the answer." if issue.about else "Sort it first.")
        issue.answer, issue.answered_by, issue.decision = words, answered_by or issue.owner, decision
        issue.state, issue.answered_at = State.ANSWERED, timezone.now()
        stepping.lies_with(issue)
        stepping.due(issue, rules_of(issue.locality).sort_days)
        stepping.keep(issue, "answered", f"{issue.answered_by} answered: {words}", by=by)
    return issue


def offered(issue: Issue) -> Decision | None:
    """Return the published decision that answers an issue on a board's agenda."""
    rows = Decision.objects.public().filter(item_id=issue.item_id)
    return rows.select_related("board").order_by("-decided_on", "-pk").first() if issue.item_id else None


@transaction.atomic
def feed_back(issue: Issue, *, outcome: str, words: str, by: User) -> int:
    """Say what changes, what does not and why, and tell who wants to know; return how many were written to."""
    with tenancy.tenant(issue.partnership_id, raising.EVERY):
        issue = stepping.take(issue, State.ANSWERED)
        naming.refuse(issue, words)
        issue.outcome, issue.feedback, issue.fed_back_at = outcome, words, timezone.now()
        issue.state, issue.due_on = State.FED_BACK, None
        text = f"{Issue.Outcome(outcome).label}: {words}"
        step = stepping.keep(issue, "fed back", text, by=by)
        told = telling_issues.tell(issue, step, "issue_fed_back", raising.token_of)
        # Who only follows it, or one that was joined to it, is told once, and forgotten.
        told += sum(
            following.tell(each, "issue_followed", key="feedback", last=True, main=issue)
            for each in (issue, *issue.joined.all())
        )
        return told


@transaction.atomic
def close(issue: Issue, *, because: str, by: User | None) -> Issue:
    """Close an issue of which everybody was told what came."""
    with tenancy.tenant(issue.partnership_id, raising.EVERY):
        issue = stepping.take(issue, State.FED_BACK)
        naming.refuse(issue, because)
        issue.state, issue.closed_at, issue.closed_because, issue.due_on = State.CLOSED, timezone.now(), because, None
        stepping.keep(issue, "closed", f"Closed: {because}", by=by)
    return issue


@transaction.atomic
def reopen(issue: Issue, *, because: str, by: User | None, by_name: str = "") -> Issue:
    """Open an issue again; its team finds another way. What was answered stays among its steps."""
    with tenancy.tenant(issue.partnership_id, raising.EVERY):
        issue = stepping.take(issue, State.ANSWERED, State.FED_BACK, State.CLOSED)
        naming.refuse(issue, because)
        stepping.with_team(issue, State.SORTED if issue.about else State.RECEIVED)
        stepping.keep(issue, "opened again", f"Opened again: {because}", by=by, by_name=by_name)
    return issue


def may_object(contact: IssueContact) -> bool:
    """Say whether somebody may still say that what they raised is not solved."""
    issue = contact.issue.joined_to or contact.issue
    if issue.state not in (State.FED_BACK, State.CLOSED) or not issue.fed_back_at:
        return False
    return issue.fed_back_at + datetime.timedelta(days=rules_of(issue.locality).reopen_days) > timezone.now()


@transaction.atomic
def say_not_solved(contact: IssueContact, words: str) -> Issue:
    """Open an issue again for somebody who raised it; their words are read by officers alone.

    Raises ValidationError once the time for it is over.
    """
    with tenancy.tenant(contact.partnership_id, raising.EVERY):
        contact = lock(contact, "issue__joined_to", "issue__locality")
        if not may_object(contact):
            raise ValidationError("It is open already, or the time to open it again is over. Raise it anew.")
        contact.said = "\n\n".join(part for part in (contact.said, f"Not solved: {words}") if part)
        contact.save(update_fields=["said"])
        main = contact.issue.joined_to or contact.issue
        return reopen(main, because=NOT_SOLVED, by=None, by_name=stepping.RESIDENT)
