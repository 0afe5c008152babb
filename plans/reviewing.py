"""Partnerships and strategies are reviewed: keep, merge or close, decided by a board and carried out.

Source: checklist A26, A49, B42, C23, X2.
"""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from boards.models import Board, Decision
from foundation import audit
from foundation.locking import lock
from foundation.models import User
from plans.models import BoardTie, PartnershipReview


@transaction.atomic
def save_review(review: PartnershipReview, *, by: User) -> PartnershipReview:
    """Keep what was found and is proposed; raises ValidationError once it is decided, and for a merger with itself."""
    if not review._state.adding and lock(review).decided:
        raise ValidationError("It is decided. Begin another review if something is new.")
    if review.partner is not None and review.partner == review.subject:
        raise ValidationError({"partner": "Choose another one to merge it with."})
    review.made_by = review.made_by or by
    review.full_clean(exclude=["partnership"])
    review.save()
    audit.record(by, "reviewed", review)
    return review


@transaction.atomic
def propose(review: PartnershipReview, *, by: User) -> PartnershipReview:
    """Let everybody read what is proposed; twice is once."""
    review = lock(review, "entry", "strategy")
    if not review.published_at:
        review.published_at = timezone.now()
        review.save()
        audit.record(by, "published the proposal of", review)
    return review


@transaction.atomic
def settle(
    review: PartnershipReview, *, decision: Decision, decided: str, done_on: datetime.date | None = None, by: User
) -> PartnershipReview:
    """Keep what a board decided, and when it was carried out. Raises ValidationError before it was proposed."""
    review = lock(review, "entry", "strategy")
    if not review.published_at:
        raise ValidationError("Publish the proposal first: a board decides on what everybody can read.")
    if not decision.published_at:
        raise ValidationError({"decision": "The decision must be published first."})
    if done_on and done_on > timezone.localdate():
        raise ValidationError({"done_on": "Enter a day that has come."})
    review.decision, review.decided, review.done_on = decision, decided, done_on
    review.save()
    audit.record(by, "settled", review, decided=decided)
    return review


@transaction.atomic
def tie(board: Board, relation: BoardTie, *, by: User) -> BoardTie:
    """Say how a board relates to a partnership; what stood before ends today."""
    board = lock(board)
    today = timezone.localdate()
    for before in BoardTie.objects.filter(board=board, entry=relation.entry, ended_on=None):
        before.ended_on = today
        before.save()
    relation.board, relation.locality, relation.since = board, board.locality, today
    relation.save()
    audit.record(by, "recorded the relation of the board to a partnership", relation)
    return relation
