"""A board's priorities for a cycle: begun, drafted in any number, put in order, carried over, given up, closed.

Source: checklist B20, B23, B25; standards R24.
"""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from boards.models import Board
from boards.ordering import moved, place
from foundation import audit
from foundation.locking import lock, need_first
from foundation.models import User
from plans.models import Cycle, Priority, PrioritySet

CHOSEN_ALREADY = "These priorities were submitted. Which they are stands until the next cycle; their words may change."
AGREED_ALREADY = "The board agreed these words by its decision. Only who leads may change until the next cycle."
ALWAYS = {"lead", "organisation"}  # who leads may change in the course of delivery
CARRIED = (
    "title", "description", "root_cause", "level", "no_aim_because", "theme", "horizon", "lead", "organisation",
    "developed_from", "developed_until",
)  # fmt: skip


@transaction.atomic
def begin(board: Board, cycle: Cycle, *, by: User) -> PrioritySet:
    """Begin the priorities of a board for a cycle; raises ChangedMeanwhile where there are some."""
    lock(cycle)
    begun = PrioritySet(board=board, locality=board.locality, cycle=cycle)
    need_first(begun, board=board, cycle=cycle)
    begun.save()
    audit.record(by, "began priorities", begun)
    return begun


def open_set(taken: PrioritySet) -> PrioritySet:
    """Return a set locked; raises ValidationError once it is closed."""
    taken = lock(taken, "cycle", "board")
    if taken.closed_at:
        raise ValidationError("This cycle is closed for the board. Its priorities stay as they were.")
    return taken


def drafted_set(taken: PrioritySet) -> PrioritySet:
    """Return a set locked while it is a draft; raises ValidationError once it was submitted."""
    taken = open_set(taken)
    if taken.submitted_at:
        raise ValidationError(CHOSEN_ALREADY)
    return taken


@transaction.atomic
def add(taken: PrioritySet, priority: Priority, *, by: User) -> Priority:
    """Add a priority to a draft, at its end; a draft may hold any number."""
    taken = drafted_set(taken)
    priority.set, priority.created_by = taken, by
    priority.belong_with(taken)
    priority.position = taken.priorities.count() + 1
    priority.save()
    audit.record(by, "drafted a priority", priority)
    return priority


@transaction.atomic
def change(priority: Priority, *, by: User, saying: Iterable[str]) -> Priority:
    """Save what a form changed in a priority; ``saying`` names the fields.

    Raises ValidationError where the board has agreed the words, or its cycle is closed.
    """
    taken = open_set(priority.set)
    if taken.agreed_at and set(saying) - ALWAYS:
        raise ValidationError(AGREED_ALREADY)
    priority.save()
    audit.record(by, "changed a priority", priority)
    return priority


def may_change(priority: Priority) -> Priority:
    """Return a priority locked whose words may still change; raises ValidationError where they may not."""
    taken = open_set(priority.set)
    if taken.agreed_at:
        raise ValidationError(AGREED_ALREADY)
    found = lock(priority)
    if found.withdrawn_at:
        raise ValidationError("This priority was given up.")
    return found


@transaction.atomic
def move(priority: Priority, *, to: int, by: User) -> None:
    """Put a priority at a place, counted from 0."""
    taken = open_set(priority.set)
    place(moved(taken.priorities.standing().order_by("position", "pk"), priority, to))
    audit.record(by, "put priorities in order", taken)


@transaction.atomic
def give_up(priority: Priority, *, by: User, because: str) -> Priority:
    """Give a priority up for a reason; after submission never below the fewest. Source: standards R24."""
    taken = open_set(priority.set)
    priority = lock(priority)
    if priority.withdrawn_at:
        raise ValidationError("Somebody gave this priority up meanwhile.")
    if priority.closed_at:
        raise ValidationError("This priority is closed with its outcome, so it is not given up.")
    left = taken.priorities.standing().exclude(pk=priority.pk).count()
    if taken.submitted_at and left < taken.cycle.fewest:
        raise ValidationError(
            f"A board keeps at least {taken.cycle.fewest} priorities once they are submitted, and {left} would be left "
            "(R24)."
        )
    priority.withdrawn_at, priority.withdrawn_by, priority.withdrawn_because = timezone.now(), by, because
    priority.save()
    audit.record(by, "gave up a priority", priority, because=because)
    return priority


@transaction.atomic
def carry_over(taken: PrioritySet, earlier: Iterable[Priority], *, by: User) -> list[Priority]:
    """Take priorities of an earlier cycle into a draft, each once, with what they rest on and serve."""
    taken = drafted_set(taken)
    there = set(taken.priorities.standing().values_list("carried_from", flat=True))
    made = []
    for before in earlier:
        if before.pk in there or before.board_id != taken.board_id:
            continue
        said: dict[str, Any] = {name: getattr(before, name) for name in CARRIED}
        again = add(taken, Priority(carried_from=before, **said), by=by)
        _carry_links(before, again)
        made.append(again)
    return made


def _carry_links(before: Priority, again: Priority) -> None:
    for links in (before.evidence_links.all(), before.aim_links.all()):
        for link in links:
            link.pk, link.priority, link.published_at, link._state.adding = None, again, None, True
            link.save()


@transaction.atomic
def close(priority: Priority, *, by: User, outcome: str) -> Priority:
    """Say what came of a priority in delivery; the set closes with its last one."""
    taken = open_set(priority.set)
    if not taken.delivery_at:
        raise ValidationError("A priority is closed with its outcome once it is in delivery.")
    priority = lock(priority)
    if priority.closed_at or priority.withdrawn_at:
        raise ValidationError("This priority is closed already.")
    priority.closed_at, priority.outcome = timezone.now(), outcome
    priority.save()
    audit.record(by, "closed a priority", priority)
    if not taken.priorities.standing().filter(closed_at__isnull=True).exists():
        taken.closed_at = priority.closed_at
        taken.save()
        audit.record(by, "closed a cycle of priorities", taken)
    return priority
