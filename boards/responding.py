"""Answering a referral: by its link, by the board that is asked, or kept by the clerk; and bringing it to a meeting."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from boards import agenda_building, crossing, linking, telling_referrals
from boards.models import Board, ItemProposal, Meeting, Referral
from boards.referring import RELATED
from foundation import audit
from foundation.links import hash_token
from foundation.locking import lock
from foundation.models import User


def by_link(token: str) -> Referral | None:
    """Return the referral that a link opens; nothing for a secret that opens none."""
    return linking.opened(token, Referral.objects.public().select_related(*RELATED))


def is_open(referral: Referral) -> bool:
    """Say whether the link still takes the answer: once, until its day, while the request stands."""
    return referral.is_waiting and linking.works(referral)


@transaction.atomic
def answer(
    referral: Referral, *, by: User | None, outcome: str, answer: str, answered_by: str, link: str = ""
) -> Referral:  # fmt: skip
    """Keep the answer of the body that was asked and tell who asked; everybody reads it from now on.

    ``by`` is None for the holder of the link, whose secret ``link`` is used up by it. Raises ValidationError when the
    referral was answered or withdrawn meanwhile, or the link has ended.
    """
    referral = lock(referral, *RELATED)
    if referral.answered_at or referral.withdrawn_at:
        raise ValidationError(already(referral))
    if not referral.is_answered_here:
        raise ValidationError(f"The answer of {referral.to_name} comes from its own portal by itself.")
    if by is None and not (is_open(referral) and referral.token_hash == hash_token(link)):
        raise ValidationError("This link has ended. Ask the clerk for a new one.")
    referral.answered_at, referral.answered_by = timezone.now(), answered_by
    referral.outcome, referral.answer = outcome, answer
    referral.save()
    audit.record(by, "answered a referral", referral, by_name="" if by else answered_by, outcome=outcome)
    tell = crossing.send_answer if referral.partner_id else telling_referrals.tell_answered
    tell(referral)
    return referral


def already(referral: Referral) -> str:
    """Return why a referral takes no answer any more, as the second of two people is told it."""
    if referral.answered_at:
        when = timezone.localtime(referral.answered_at)
        return (
            f"{referral.answered_by} answered this referral on {when:%-d %B %Y}: {referral.get_outcome_display()}. "
            "A referral is answered once (checklist D27). Send a new one to ask again."
        )
    return f"{referral.from_name} withdrew this referral: {referral.withdrawn_because}"


@transaction.atomic
def bring(referral: Referral, board: Board, *, by: User) -> Meeting:
    """Propose a referral, or its answer, as an item for a board's next meeting whose agenda is still open.

    Pressing again proposes nothing more. Raises ValidationError where no such meeting is set.
    """
    referral = lock(referral, *RELATED)
    is_return = board.pk == referral.from_board_id
    if is_return and not referral.answered_at:
        raise ValidationError("There is no answer to bring back yet.")
    meeting = need_next_meeting(board)
    at = "returned_to" if is_return else "heard_at"
    if getattr(referral, at) == meeting:
        return meeting
    _propose(referral, meeting, is_return=is_return, by=by)
    setattr(referral, at, meeting)
    referral.save()
    audit.record(by, "brought a referral to a meeting", referral, meeting=meeting.pk)
    return meeting


def next_meeting(board: Board) -> Meeting | None:
    """Return the next meeting of a board whose agenda has not been published."""
    coming = Meeting.objects.filter(board=board, agenda_edition__isnull=True, starts_at__gt=timezone.now())
    return coming.going_ahead().order_by("starts_at").first()


def need_next_meeting(board: Board) -> Meeting:
    """Return the next meeting with an open agenda; raises ValidationError where none is set."""
    meeting = next_meeting(board)
    if meeting is None:
        raise ValidationError(
            f"No meeting of the {board} with an open agenda is to come. Set its date first, then press again."
        )
    return meeting


def _propose(referral: Referral, meeting: Meeting, *, is_return: bool, by: User) -> ItemProposal:
    if is_return:
        title = f"Answer of {referral.to_name}: {referral.title}"
        reason = f"{referral.get_outcome_display()}. {referral.answer}"
    else:
        title = f"Referred by {referral.from_name}: {referral.title}"
        reason = f"{referral.request}\n\n{referral.reason}"
    purpose = "discussion" if is_return else "decision"
    return agenda_building.propose_item(meeting, by=by, title=title[:200], reason=reason, purpose=purpose)
