"""Each night: what lies with somebody who can no longer deal with it goes back to its team. Source: checklist D36."""

import datetime
import logging
from collections.abc import Callable, Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from engagement import answering_issues, placing, raising, stepping
from engagement.models import Issue, IssueContact, days_ago, longer_ago, rules_of
from foundation import audit, tenancy, work
from foundation.locking import lock

log = logging.getLogger(__name__)
State = Issue.State
# An item that is not seen would look like one that is not there.
SEEN = (*raising.EVERY, "draft:board:*", "draft:register:*")
RELATED = (
    "owner_board", "owner_agency", "owner_project__register", "meeting", "item__meeting", "proposal__item", "locality",
    "partnership",
)  # fmt: skip


def mend() -> int:
    """Follow what became of items and proposals, return what nobody deals with; say how many came back."""
    with tenancy.tenant(work.current_partnership_id(), SEEN):
        return _mend()


def _mend() -> int:
    return _each(Issue.objects.open().apart().filter(state=State.PLACED), _mend_one)


def _each(rows: Iterable[Issue], act: Callable[[Issue], bool]) -> int:
    """Do one thing with each issue and return with how many it did; what one refuses does not keep the others."""
    count = 0
    for issue in rows:
        try:
            with transaction.atomic():
                count += act(issue)
        except ValidationError:
            log.exception("Issue %s was not mended.", issue.pk)
    return count


def _mend_one(issue: Issue) -> bool:
    issue = lock(issue, *RELATED)
    if issue.state != State.PLACED or issue.joined_to_id:
        return False
    _follow_item(issue)
    if because := why_back(issue):
        placing.return_to_team(issue, because=because, by=None)
    return bool(because)


def _follow_item(issue: Issue) -> None:
    """Take the item that a proposal became, and the meeting to which an item was moved."""
    item = issue.item or (issue.proposal.item if issue.proposal else None)
    if item and (issue.item_id, issue.meeting_id) != (item.pk, item.meeting_id):
        issue.item, issue.meeting = item, item.meeting
        stepping.due(issue, rules_of(issue.locality).sort_days, item.meeting.date)
        issue.save()
        audit.record(None, "followed the agenda with", issue, name=stepping.named(issue))


def why_back(issue: Issue) -> str:
    """Return why whoever has an issue can no longer deal with it; nothing where they can."""
    today = timezone.localdate()
    if issue.owner_kind == Issue.Owner.BOARD:
        return _why_off_agenda(issue, today)
    if issue.owner_kind == Issue.Owner.AGENCY:
        return "" if issue.owner_agency.holds_on(today) else "it has ended."
    project = issue.owner_project
    return "" if project.holds_on(today) and project.is_public else "the project has ended."


def _why_off_agenda(issue: Issue, today: datetime.date) -> str:
    board, item, proposal = issue.owner_board, issue.item, issue.proposal
    if board.closed_on and board.closed_on <= today:
        return "the board has ended."
    if proposal and proposal.is_declined:
        return "it was not taken onto the agenda."
    if (item is None and proposal is None) or (item and item.removed_at):
        return "it was taken off the agenda."
    meeting = item.meeting if item else issue.meeting
    return "" if meeting and meeting.is_going_ahead else "the meeting does not take place."


def close_told() -> int:
    """Close what people were told of, when the time in which they may say that it is not solved is over."""
    return _each(Issue.objects.open().apart().filter(state=State.FED_BACK).select_related("locality"), _close_told)


def _close_told(issue: Issue) -> bool:
    is_over = issue.fed_back_at is not None and issue.fed_back_at < days_ago(rules_of(issue.locality).reopen_days)
    if is_over:
        answering_issues.close(issue, because="Nobody who raised it said that it is not solved.", by=None)
    return is_over


def forget() -> int:
    """Delete addresses that nobody confirmed, and what people sent of issues that were closed long ago (R34)."""
    unconfirmed = IssueContact.objects.filter(longer_ago("at", "confirm_days"), confirmed_at=None, emptied_at=None)
    count = unconfirmed.exclude(email="").update(email="", wants_news=False)  # contacts have no history
    closed = IssueContact.objects.filter(longer_ago("issue__closed_at", "issue_contact_days"), emptied_at=None)
    for contact in closed:
        raising.empty(contact)
        count += 1
    return count


def nightly() -> None:
    """Do all of it for this partnership."""
    mend()
    close_told()
    forget()
