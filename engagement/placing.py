"""An issue is given to whoever can deal with it, and comes back to its team where they no longer can. Source: D19, D36.

It has exactly one owner at every moment: the team, a board, an agency or a community project.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from boards import agenda_building
from boards.models import AgendaItem, Meeting, Purpose
from engagement import naming, raising, stepping, telling_issues
from engagement.models import Issue, rules_of
from foundation import tenancy
from foundation.models import User
from foundation.templatetags.words import day
from localities.models import Organisation, RegisterEntry

State = Issue.State
PLACEABLE = (State.SORTED, State.PLACED)
PROJECTS = "community-projects"  # the register of community projects


def meetings_for(issue: Issue):
    """Return the meetings to come of boards of the issue's locality, or of the whole partnership, soonest first."""
    of_place = Q(board__locality=issue.locality_id) | Q(board__locality__isnull=True)
    rows = Meeting.objects.filter(of_place, board__closed_on__isnull=True).going_ahead()
    return (
        rows.filter(starts_at__gt=timezone.now(), opened_at__isnull=True).select_related("board").order_by("starts_at")
    )


def next_meeting(issue: Issue) -> Meeting | None:
    """Return the next meeting of a board of the issue's own locality (D19), else of one of the whole partnership."""
    rows = meetings_for(issue)
    return rows.filter(board__locality=issue.locality_id).first() or rows.first()


@transaction.atomic
def place_on_agenda(issue: Issue, meeting: Meeting, *, by: User, item: AgendaItem | None = None) -> Issue:
    """Put an issue on the draft agenda of a meeting, or propose it to the clerk where the agenda is out.

    ``item`` is one that is there already: several issues may share it. Raises ValidationError for a meeting of another
    locality, or one that is over or does not take place.
    """
    with tenancy.tenant(issue.partnership_id, _clearance(meeting)):
        issue = stepping.take(issue, *PLACEABLE)
        meeting = Meeting.objects.select_related("board", "board__locality").get(pk=meeting.pk)
        _need_fit(issue, meeting)
        _placed(issue, board=meeting.board)
        issue.meeting, issue.item, issue.proposal = meeting, item, None
        if item is None:
            _bring(issue, meeting, by)
        stepping.due(issue, rules_of(issue.locality).sort_days, meeting.date)
        words = "Put forward for" if issue.proposal else "Put on"
        step = stepping.keep(
            issue, "placed", f"{words} the agenda of {meeting.board}, {day(meeting.starts_at)}.", by=by
        )
        telling_issues.tell(issue, step, "issue_step", raising.token_of)
    return issue


def _bring(issue: Issue, meeting: Meeting, by: User) -> None:
    """Give an issue an item of its own, or a proposal of one where the agenda is out."""
    asked = {"title": issue.title[:200], "purpose": Purpose.DISCUSSION}
    if not _is_out(meeting):
        issue.item = agenda_building.add_item(meeting, by=by, text="", **asked)
        return
    reason = f"{issue.about or issue.title}\n\nRaised by residents: {issue.reference}."
    issue.proposal = agenda_building.propose_item(meeting, by=by, reason=reason, **asked)


def _is_out(meeting: Meeting) -> bool:
    """Say whether everybody has the agenda: it changes by the clerk's supplement alone."""
    return meeting.agenda_edition_id is not None


def _clearance(*meetings: Meeting) -> list[str]:
    return [*raising.EVERY, *(f"draft:board:{meeting.board_id}" for meeting in meetings)]


def _need_fit(issue: Issue, meeting: Meeting) -> None:
    begins = min(filter(None, (meeting.starts_at, meeting.opened_at)))
    if not meeting.is_going_ahead or begins <= timezone.now() or meeting.board.closed_on:
        raise ValidationError("This meeting is over, or does not take place. Choose another.")
    if issue.locality_id and meeting.board.locality_id not in (None, issue.locality_id):
        raise ValidationError(
            f"{meeting.board} is for {meeting.board.locality}, the issue for {issue.locality}. "
            "Choose a board of the same locality, or pass the issue there first (D19)."
        )


def need_placeable(issue: Issue) -> None:
    """Refuse, in words, to pass on an issue that is not ready for it. Raises ValidationError."""
    if not issue.about or issue.state not in PLACEABLE:
        raise ValidationError("Sort it first: say in words for everybody what it is about.")


def _placed(issue: Issue, **owner: Any) -> None:
    """Give a sorted issue to one owner, not saved yet. Raises ValidationError where it has no words for everybody."""
    need_placeable(issue)
    stepping.lies_with(issue, **owner)
    issue.state, issue.placed_at = State.PLACED, timezone.now()
    issue.item = issue.meeting = issue.proposal = None


@transaction.atomic
def give_to_agency(
    issue: Issue, agency: Organisation, *, by: User | None, due_on: Any = None, service: str = ""
) -> Issue:
    """Give an issue to an agency; due by its service's standard where that is known (``due_on``). Source: D33."""
    with tenancy.tenant(issue.partnership_id, raising.EVERY):
        issue = stepping.take(issue, *PLACEABLE)
        if not agency.holds_on(timezone.localdate()):
            raise ValidationError(f"{agency} has ended. Choose another.")
        _placed(issue, agency=agency)
        stepping.due(issue, rules_of(issue.locality).answer_days)
        issue.due_on = due_on or issue.due_on
        to = f"{agency}, {service}" if service else agency
        step = stepping.keep(issue, "placed", f"Passed to {to}. An answer is due by {day(issue.due_on)}.", by=by)
        telling_issues.tell(issue, step, "issue_step", raising.token_of)
    return issue


@transaction.atomic
def give_to_project(issue: Issue, project: RegisterEntry, *, by: User) -> Issue:
    """Give an issue to a community project of the register that everybody may read. Source: issue 4, section 3."""
    with tenancy.tenant(issue.partnership_id, raising.EVERY):
        issue = stepping.take(issue, *PLACEABLE)
        if not project.is_public or not project.holds_on(timezone.localdate()):
            raise ValidationError("This project has ended, or not everybody may read of it. Choose another.")
        _placed(issue, project=project)
        stepping.due(issue, rules_of(issue.locality).answer_days)
        step = stepping.keep(issue, "placed", f"Taken up by the community project “{project}”.", by=by)
        telling_issues.tell(issue, step, "issue_step", raising.token_of)
    return issue


def projects():
    """Return the community projects that an issue may be given to."""
    rows = RegisterEntry.objects.public().filter(register__slug=PROJECTS)
    return rows.on(timezone.localdate()).select_related("register")


@transaction.atomic
def take_no_action(issue: Issue, *, because: str, by: User) -> Issue:
    """Answer an issue with why nothing is done about it; its people are told like any others."""
    with tenancy.tenant(issue.partnership_id, raising.EVERY):
        issue = stepping.take(issue, *PLACEABLE)
        naming.refuse(issue, because)
        _placed(issue)
        issue.state, issue.answer, issue.answered_by = State.ANSWERED, because, issue.team
        issue.answered_at = timezone.now()
        stepping.due(issue, rules_of(issue.locality).sort_days)
        stepping.keep(issue, "no action", f"No action: {because}", by=by)
    return issue


@transaction.atomic
def return_to_team(issue: Issue, *, because: str, by: User | None) -> Issue:
    """Take an issue back to its team, which finds another way; it is never dropped. Source: checklist D36."""
    with tenancy.tenant(issue.partnership_id, raising.EVERY):
        issue = stepping.take(issue, State.PLACED)
        naming.refuse(issue, because)
        was = issue.owner
        stepping.with_team(issue)
        stepping.keep(issue, "returned", f"Back from {was}: {because}", by=by)
    return issue
