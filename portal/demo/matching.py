"""What boards of an example agree to do together, what people say of drafts, and which partnerships are too many."""

import datetime

from django.utils import timezone

from boards.models import Board
from foundation.models import User
from localities.models import RegisterEntry
from plans import answering_comments, commenting, finding_overlaps, pairing, reviewing
from plans.models import BoardTie, PartnershipReview, Plan, Priority, PrioritySet, Strategy

from .data.matching import AGREED, ANSWER, COMMENTS, INTO, MERGED, MERGER, RELATIONS, REVIEW
from .decisions import decided_then
from .then import at


def work_together(slug: str, main: Board, clerk: User) -> None:
    """Agree on a match, ask people about the priorities, review what overlaps, and say how the board relates to it."""
    if slug in AGREED:
        _agree(*AGREED[slug], main, clerk)
    for one in PrioritySet.objects.filter(board=main, shared_at__isnull=False).order_by("cycle__starts_on"):
        _hear(one, clerk)
    _review(main, clerk)
    for entry in RegisterEntry.objects.public().filter(register__preset=finding_overlaps.PRESET):
        if kind := RELATIONS.get(entry.values.get("relation", "")):
            reviewing.tie(main, BoardTie(entry=entry, kind=kind), by=clerk)


def newest(title: str) -> Priority:
    """Return the priority of this name that everybody reads, of the latest cycle."""
    return Priority.objects.public().standing().filter(title=title).order_by("-set__cycle__starts_on", "-pk")[0]


def _agree(ours: str, theirs: str, main: Board, clerk: User) -> None:
    match = pairing.accept(pairing.propose(newest(ours), newest(theirs), by=clerk), by=clerk)
    if plan := Plan.objects.public().filter(board=main).order_by("pk").last():
        pairing.deliver_by(match, plan, by=clerk)


def _hear(draft: PrioritySet, clerk: User) -> None:
    """Comment on a draft while it is open, and answer what was said where that time is over."""
    opened = commenting.rounds_of(draft).get()
    with at(opened.published_at):
        parts = commenting.parts_of(opened)
        said = [
            commenting.comment(opened, text=text, part=parts[number - 1] if number else None)
            for text, number, _, _ in COMMENTS
        ]
    answered = opened.published_at + datetime.timedelta(days=(opened.closes_on - opened.opens_on).days + 10)
    if answered > timezone.now():
        return
    with at(answered):
        for comment, (_, _, outcome, response) in zip(said, COMMENTS, strict=True):
            answering_comments.answer_comment(comment, outcome=outcome, response=response, by=clerk)
        answering_comments.publish_answer(opened, answer=ANSWER, by=clerk)


def _review(main: Board, clerk: User) -> None:
    """Propose to merge two strategies that hold the same, and settle it by what the board decided on that."""
    one, other = (Strategy.objects.get(title=title) for title in (MERGED, INTO))
    review = reviewing.save_review(PartnershipReview(strategy=one, with_strategy=other, **REVIEW), by=clerk)
    review = reviewing.propose(review, by=clerk)
    decision = decided_then(main, title="One plan for safer streets", minute="9", text=MERGER, reason=review.finding)
    reviewing.settle(review, decision=decision, decided="merge", by=clerk)
