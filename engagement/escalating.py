"""Silence is escalated: reminded of, raised with the organisation, then offered to the board. Source: checklist D36."""

import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from boards import agenda_building
from boards.models import Board, Meeting
from boards.responding import next_meeting
from engagement import telling_requests
from engagement.access import EVERYWHERE
from engagement.models import EngagementRules, RequestStep, ServiceRequest, rules_by_locality
from engagement.requesting import RELATED, make_link, note
from foundation import audit, tenancy
from foundation.locking import lock
from foundation.templatetags.words import counted
from foundation.working_days import working_days_after, working_days_before

SOON = datetime.timedelta(days=30)  # by which no reminder comes earlier than the longest rule allows
CLEARED = (EVERYWHERE, "draft:board:*")
Kind = RequestStep.Kind


def chase(today: datetime.date) -> int:
    """Remind of and escalate every request of this partnership that nobody answers; return how many were due."""
    rules = rules_by_locality()
    due = ServiceRequest.objects.waiting().filter(due_on__lte=today + SOON).select_related(*RELATED)
    promised = ServiceRequest.objects.open().filter(promised_on__lte=today).select_related(*RELATED)
    return sum(_chase(asked, rules(asked.locality_id), today) for asked in due) + sum(map(_hold_to, promised))


@transaction.atomic
def _hold_to(asked: ServiceRequest) -> bool:
    """Remind whoever promised something for a day that has come; say whether it was still promised."""
    asked = lock(asked, *RELATED)
    if asked.closed_at or asked.outcome != ServiceRequest.Outcome.WILL:
        return False
    _renew_link(asked)
    telling_requests.tell_promise(asked)
    return True


def _renew_link(asked: ServiceRequest) -> None:
    if asked.link_ends_at is None or asked.link_ends_at <= timezone.now():
        make_link(asked)
        asked.save()


@transaction.atomic
def _chase(asked: ServiceRequest, rules: EngagementRules, today: datetime.date) -> bool:
    """Do what one request is due for; it is judged again with its row locked. Say whether it was due for anything."""
    if today < working_days_before(asked.due_on, rules.agency_remind_days):
        return False
    asked = lock(asked, *RELATED)
    if not asked.is_waiting or (asked.question_at and rules.clock_stops_when_asked):
        return False
    _renew_link(asked)
    key = f"reminded:{asked.due_on}:{'before' if today < asked.due_on else 'due'}"
    telling_requests.tell_reminder(asked, key, today)
    if asked.escalated_at is None and today >= working_days_after(asked.due_on, rules.escalate_days):
        _escalate(asked)
    if asked.offered_at is None and today >= working_days_after(asked.due_on, rules.offer_days):
        _offer(asked)
    return True


def _escalate(asked: ServiceRequest) -> None:
    """Raise it with the organisation itself, and tell the officers; everybody sees by how much it is late."""
    asked.escalated_at = timezone.now()
    asked.save()
    late = f"Late by {counted(asked.days_late, 'day')}: nobody has answered. {asked.owner}"
    note(asked, Kind.ESCALATED, text=f"{late} has been told, beyond the person who was to answer.")
    audit.record(None, "escalated a request", asked, days_late=asked.days_late)
    telling_requests.tell_late(asked)


def _offer(asked: ServiceRequest) -> None:
    """Propose it for the next meeting of the board of its locality, in the name of the officer who asked.

    Where no meeting is to come it waits for one.
    """
    officer = asked.sent_by or next(iter(telling_requests.officers(asked)), None)
    with tenancy.tenant(asked.partnership_id, CLEARED):
        meeting = _meeting(asked)
        if meeting is None or officer is None:
            return
        title = f"No answer from {asked.owner}: {asked.title}"[:200]
        agenda_building.propose_item(meeting, by=officer, title=title, reason=_reason(asked), purpose="discussion")
        asked.offered_at = timezone.now()
        asked.save()
        note(asked, Kind.OFFERED, text=f"Still no answer: it is put forward for a meeting of the {meeting.board}.")
        audit.record(None, "offered a request to the board", asked, meeting=meeting.pk)


def _reason(asked: ServiceRequest) -> str:
    return (
        f"{asked.service} of {asked.owner} was asked this on {timezone.localtime(asked.sent_at):%-d %B %Y}. The answer "
        f"was due on {asked.due_on:%-d %B %Y}, and none has come: {asked.request}"
    )


def _meeting(asked: ServiceRequest) -> Meeting | None:
    """Return the next meeting with an open agenda of a board of the locality."""
    boards = Board.objects.public().open().filter(locality=asked.locality_id).order_by(F("live_from").asc(), "pk")
    meetings = (next_meeting(board) for board in boards) if asked.locality_id else iter(())
    return min((one for one in meetings if one), key=lambda one: one.starts_at, default=None)
