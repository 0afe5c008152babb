"""What tests of priorities, comments and matching start from."""

import datetime
from typing import Any

from django.utils import timezone

from boards.models import Board, BoardKind
from foundation.models import User
from plans import answering_comments, commenting, pairing, reviewing
from plans.models import CommentRound, Cycle, PartnershipReview, Plan, Priority, PrioritySet, Strategy

ALL = ("draft:board:*", "draft:plans:*")


def a_cycle(**facts: Any) -> Cycle:
    """Return the cycle that starts next April."""
    year = timezone.localdate().year
    days = {
        "draft_by": datetime.date(year, 12, 31), "share_from": datetime.date(year + 1, 1, 1),
        "share_until": datetime.date(year + 1, 3, 1), "final_by": datetime.date(year + 1, 3, 31),
        "starts_on": datetime.date(year + 1, 4, 1), "ends_on": datetime.date(year + 2, 3, 31),
    }  # fmt: skip
    return Cycle.objects.create(**{"name": f"{year + 1} to {year + 2}", "fewest": 1, **days, **facts})


def a_set(board: Board, cycle: Cycle, *, shared: bool = True) -> PrioritySet:
    """Return the priorities of a board, a draft; one to be shared is with its first priority."""
    made = PrioritySet.objects.create(board=board, locality=board.locality, cycle=cycle)
    made.is_to_be_shared = shared  # type: ignore[attr-defined]
    return made


def a_priority(of: PrioritySet, title: str = "Buses in the evening", **facts: Any) -> Priority:
    """Return a priority of a set, open to readers where the set is."""
    usual = {"description": "A later last bus for people who work late"}
    made = Priority.objects.create(set=of, board=of.board, locality=of.locality, title=title, **{**usual, **facts})
    return opened(made) if getattr(of, "is_to_be_shared", of.shared_at) else made


def opened(priority: Priority) -> Priority:
    """Share a priority with everybody, and its set with it where that is a draft still."""
    taken = priority.set
    if not taken.shared_at:
        taken.submitted_at = taken.shared_at = timezone.now()
        taken.save()
    priority.published_at = taken.shared_at
    priority.save()
    return priority


def a_plan(board: Board, *, published: bool = True, **facts: Any) -> Plan:
    """Return a draft plan of a board."""
    today = timezone.localdate()
    usual = {"title": "Hill and Vale plan", "starts_on": today, "ends_on": today.replace(year=today.year + 3)}
    now = timezone.now() if published else None
    return Plan.objects.create(board=board, locality=board.locality, published_at=now, **{**usual, **facts})


def another_board(cast: Any, name: str = "Rural Theme Board") -> Board:
    """Return one more board of the partnership, which nobody of the cast is a clerk of."""
    kind = BoardKind.objects.first()
    return Board.objects.create(
        kind=kind, name=name, slug=name.lower().replace(" ", "-"), locality=None,
        live_from=cast.board.live_from, report_template=cast.template, quorum_count=2,
    )  # fmt: skip


def let_end(opened: CommentRound) -> CommentRound:
    """Let the time for comments end yesterday."""
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    CommentRound.objects.filter(pk=opened.pk).update(opens_on=yesterday, closes_on=yesterday)
    opened.refresh_from_db()
    return opened


def an_answered_round(board: Board, *, by: User) -> dict[str, int]:
    """Return the ids of comments on the priorities of a board, answered, and of a draft plan."""
    draft = PrioritySet.objects.filter(board=board, shared_at__isnull=False).first()
    draft = draft or a_set(board, Cycle.objects.first() or a_cycle(), shared=False)
    opened = draft.rounds.filter(answered_at=None).first() or commenting.open_round(draft, by=by)
    said = commenting.comment(opened, text="A later bus")
    for each in opened.comments.filter(responded_at=None):
        answering_comments.answer_comment(each, outcome="kept", response="It is late enough", by=by)
    answering_comments.publish_answer(let_end(opened), answer="Nothing changes", by=by)
    plan = Plan.objects.public().first() or a_plan(board)
    return {"round_id": opened.pk, "comment_id": said.pk, "set_id": draft.pk, "plan_id": plan.pk}


def an_agreed_match(board: Board, *, by: User) -> dict[str, int]:
    """Return the ids of what a board agreed with another on a priority, and of a review."""
    other = Board.objects.exclude(pk=board.pk).order_by("pk").first()
    cycle, pair = a_cycle(name="Matched"), []
    for each in (board, other):
        pair.append(a_priority(a_set(each, cycle), "Broadband in villages"))
    match = pairing.propose(*pair, by=by)
    pairing.accept(match, by=by)
    review = PartnershipReview(strategy=Strategy.objects.first(), value="x", finding="x", proposal="close")
    reviewing.propose(reviewing.save_review(review, by=by), by=by)
    return {"match_id": match.pk, "partnership_review_id": review.pk}
