"""A board challenges a provider: asked, answered, judged, asked again, until it ends. Source: J9, A16."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from boards import linking
from boards.agenda_building import propose_item
from boards.models import Board, Meeting
from boards.referring import refuse_past
from boards.responding import need_next_meeting
from boards.seeing import take_on
from engagement import telling_challenges
from engagement.models import Challenge, ChallengeRound, DeliveryPlan, rules_of
from engagement.tokens import challenge_token
from foundation import audit, uploads
from foundation.links import hash_token
from foundation.locking import lock
from foundation.models import User
from foundation.refusal import already
from foundation.uploads import Inspected
from foundation.working_days import working_days_after

FIELDS = ("plan", "title", "supports", "asked", "due_on", "decision", "meeting", "contact_name", "contact_email")
RELATED = ("board__locality", "plan__provider")
ENDED = "This challenge is closed: {outcome}."


@transaction.atomic
def record_plan(plan: DeliveryPlan, *, by: User, document: Inspected | None = None) -> DeliveryPlan:
    """Put a provider's plan on record, with its document, for everybody to read."""
    if document:
        plan.file = uploads.store(document, root=plan.board.root, by=by)
        plan.file.opened_at = timezone.now()
        plan.file.save(update_fields=["opened_at"])
    plan.recorded_by = by
    plan.save()
    audit.record(by, "put a delivery plan on record", plan)
    return plan


def answer_by(board: Board) -> datetime.date:
    """Return the day by which an answer is wanted where nobody says another."""
    return working_days_after(timezone.localdate(), rules_of(board.locality).challenge_days)


@transaction.atomic
def challenge(board: Board, *, by: User, **fields: Any) -> Challenge:
    """Draft a challenge of a board; nobody but its officers sees it before it is sent."""
    drafted = Challenge.objects.create(board=board, **fields)
    audit.record(by, "drafted a challenge", drafted)
    return drafted


@transaction.atomic
def change(drafted: Challenge, *, by: User, saw: str | None = None, **fields: Any) -> Challenge:
    """Change a draft; raises ChangedMeanwhile where it says other than what was seen, ValidationError once sent."""
    drafted = lock(drafted)
    if drafted.sent_at:
        raise ValidationError("This challenge has been sent. Judge its answer, and ask again.")
    if take_on(drafted, fields, FIELDS, saw):
        drafted.save()
        audit.record(by, "changed a challenge", drafted)
    return drafted


@transaction.atomic
def discard(drafted: Challenge, *, by: User) -> None:
    """Throw a draft away; what was sent is withdrawn instead."""
    drafted = lock(drafted)
    if drafted.sent_at:
        raise ValidationError("This challenge has been sent. It can be withdrawn, and stays public.")
    audit.record(by, "discarded a challenge", drafted)
    drafted.delete()


@transaction.atomic
def send(drafted: Challenge, *, by: User) -> Challenge:
    """Send a challenge: everybody reads it, and its clock runs. Raises ValidationError where it was sent before."""
    drafted = lock(drafted, *RELATED)
    if drafted.sent_at:
        raise already(drafted, "sent a challenge", "This challenge is sent already.")
    drafted.sent_at = timezone.now()
    _ask(drafted, drafted.asked, drafted.due_on)
    audit.record(by, "sent a challenge", drafted)
    return drafted


@transaction.atomic
def ask_again(row: Challenge, *, by: User, asked: str, due_on: datetime.date | None = None) -> Challenge:
    """Ask once more, after an answer with which the board was not satisfied."""
    row = _open(row)
    if not row.is_unsatisfied:
        raise ValidationError("Judge the last answer before you ask again.")
    _ask(row, asked, due_on or answer_by(row.board))
    audit.record(by, "asked again", row, round=row.last.number)
    return row


def _ask(row: Challenge, asked: str, due_on: datetime.date) -> None:
    refuse_past(due_on)
    number = row.rounds.count() + 1
    row.due_on = due_on
    _make_link(row)
    row.save()
    ChallengeRound.objects.create(
        board=row.board, challenge=row, number=number, asked=asked, due_on=due_on, sent_at=timezone.now()
    )
    telling_challenges.tell_asked(row)


def _make_link(row: Challenge) -> None:
    """Give it a new link, which ends the one before."""
    if row.contact_email:
        linking.give(row, challenge_token, row.due_on)


@transaction.atomic
def send_link(row: Challenge, *, by: User) -> Challenge:
    """Send a new link to who answers for the provider; the link before leads nowhere from now on."""
    row = _open(row)
    if not row.is_waiting:
        raise ValidationError("This challenge waits for no answer now, so it needs no link.")
    if not row.contact_email:
        raise ValidationError("A link goes to an e-mail address, and none is known.")
    _make_link(row)
    row.save()
    audit.record(by, "sent the link of a challenge again", row)
    telling_challenges.tell_asked(row)
    return row


def by_link(token: str) -> Challenge | None:
    """Return the challenge that a link opens; nothing for a secret that opens none."""
    return linking.opened(token, Challenge.objects.public().select_related(*RELATED))


def takes_answers(row: Challenge) -> bool:
    """Say whether the link still takes an answer: one for each question, until its day."""
    return row.is_waiting and linking.works(row)


@transaction.atomic
def answer(row: Challenge, *, by: User | None, answer: str, answered_by: str, link: str = "") -> Challenge:
    """Keep a provider's answer and tell the board's clerks; ``by`` is None for the holder of the ``link``.

    Raises ValidationError where it was answered meanwhile, or the link has ended.
    """
    row = _open(row)
    last = row.last
    if not last or last.answered_at:
        raise ValidationError(f"{last and last.answered_by} answered this already. Each question is answered once.")
    if by is None and not (takes_answers(row) and row.token_hash == hash_token(link)):
        raise ValidationError("This link has ended. Ask the clerk for a new one.")
    last.answer, last.answered_by, last.answered_at = answer, answered_by, timezone.now()
    last.save()
    audit.record(by, "answered a challenge", row, by_name="" if by else answered_by, round=last.number)
    telling_challenges.tell_answered(row, last)
    return row


@transaction.atomic
def judge(row: Challenge, *, by: User, judgement: str, because: str) -> Challenge:
    """Say whether the board is satisfied with the last answer, and why; where it is, the challenge ends."""
    row = _open(row)
    last = row.last
    if not last or not row.is_to_judge:
        raise ValidationError("There is no answer to judge, or somebody judged it meanwhile.")
    last.judgement, last.judged_because, last.judged_at = judgement, because, timezone.now()
    last.save()
    if judgement == ChallengeRound.Judgement.SATISFIED:
        row.closed_at, row.outcome = last.judged_at, Challenge.Outcome.SATISFIED
        row.save()
    audit.record(by, "judged the answer to a challenge", row, judgement=judgement, round=last.number)
    telling_challenges.tell_judged(row, last)
    return row


@transaction.atomic
def escalate(row: Challenge, *, by: User) -> Meeting:
    """Propose it for the next meeting whose agenda is open; pressing again proposes nothing more."""
    row = _open(row)
    if row.is_to_judge or not row.last:
        raise ValidationError("Judge the last answer before it goes to a meeting.")
    meeting = need_next_meeting(row.board)
    if row.escalated_to == meeting:
        return meeting
    reason = f"{row.last.asked}\n\n{row.last.judged_because or 'No answer has come.'}"
    propose_item(meeting, by=by, title=f"{row.provider}: {row.title}"[:200], reason=reason, purpose="discussion")
    row.escalated_to = meeting
    row.save()
    audit.record(by, "brought a challenge to a meeting", row, meeting=meeting.pk)
    return meeting


@transaction.atomic
def close(row: Challenge, *, by: User, because: str) -> Challenge:
    """End a challenge although the board is not satisfied: left at its last answer, or withdrawn before one came."""
    row = _open(row)
    outcome = Challenge.Outcome.RESTS if row.is_unsatisfied else Challenge.Outcome.WITHDRAWN
    row.closed_at, row.outcome, row.closed_because = timezone.now(), outcome, because
    row.save()
    audit.record(by, "closed a challenge", row, outcome=outcome)
    telling_challenges.tell_closed(row)
    return row


def _open(row: Challenge) -> Challenge:
    row = lock(row, *RELATED)
    if row.closed_at:
        raise ValidationError(ENDED.format(outcome=row.get_outcome_display()))
    if not row.sent_at:
        raise ValidationError("This challenge is a draft. Send it first.")
    return row


def remind(today: datetime.date) -> int:
    """Remind providers of what is due soon, or late; return how many letters there were."""
    due = Challenge.objects.waiting().filter(due_on__in=linking.reminded_of(today)).exclude(rounds__sent_at__date=today)
    return sum(telling_challenges.remind(row, today) for row in due.select_related(*RELATED))
