"""The yearly cycle is set up, its days proposed, and boards reminded of each gate ahead. Source: checklist B21."""

import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from boards.models import Board
from boards.telling import tell_clerks
from foundation import audit
from foundation.locking import lock
from foundation.models import User
from foundation.templatetags.words import day
from plans import gates
from plans.models import Cycle, PrioritySet, rules_by_locality, rules_of


@transaction.atomic
def keep_cycle(cycle: Cycle, *, by: User) -> Cycle:
    """Save a cycle; the days of one under way may be moved, what was passed stays passed."""
    is_new = cycle._state.adding
    if not is_new:
        lock(Cycle(pk=cycle.pk))  # whoever begins priorities in it waits
    cycle.save()
    audit.record(by, "set up a cycle" if is_new else "changed a cycle", cycle)
    return cycle


def proposed(today: datetime.date | None = None) -> Cycle:
    """Return the next cycle as the source has it: drafted by December, shared January to March, from 1 April."""
    today = today or timezone.localdate()
    year = today.year
    taken = set(Cycle.objects.values_list("starts_on", flat=True))
    while (start := datetime.date(year + 1, 4, 1)) in taken:
        year += 1
    return Cycle(
        name=f"{year + 1} to {year + 2}",
        draft_by=datetime.date(year, 12, 31), share_from=datetime.date(year + 1, 1, 1),
        share_until=datetime.date(year + 1, 3, 31), final_by=datetime.date(year + 1, 3, 31),
        starts_on=start, ends_on=datetime.date(year + 2, 3, 31),
    )  # fmt: skip


def open_cycles(today: datetime.date | None = None):
    """Return the cycles for which boards still choose or deliver priorities."""
    return Cycle.objects.filter(ends_on__gte=today or timezone.localdate())


def remind(today: datetime.date) -> int:
    """Remind the clerks of boards before their next gate, once for each gate; return how many gates there were."""
    rules, number = rules_by_locality(), 0
    for taken in PrioritySet.objects.filter(closed_at__isnull=True, delivery_at__isnull=True).select_related(
        "cycle", "board__locality", "locality"
    ):
        step = gates.next_step(taken, today)
        if step and 0 <= step.days <= rules(taken.locality_id).gate_warn_days:
            _tell(taken.board, taken.cycle, step.gate, f"/manage/plans/sets/{taken.pk}/")
            number += 1
    return number + _remind_of_beginning(today)


def _remind_of_beginning(today: datetime.date) -> int:
    """Remind boards that had priorities before and have none for a cycle whose first gate is near."""
    warned = today + datetime.timedelta(days=rules_of(None).gate_warn_days)
    number = 0
    for cycle in Cycle.objects.filter(draft_by__range=(today, warned)):
        had = PrioritySet.objects.filter(board=OuterRef("pk"))
        boards = Board.objects.public().open().filter(Exists(had), ~Exists(had.filter(cycle=cycle)))
        for board in boards.select_related("locality"):
            _tell(board, cycle, gates.CHOSEN, "/manage/plans/priorities/")
            number += 1
    return number


def _tell(board: Board | None, cycle: Cycle, gate: gates.Gate, path: str) -> None:
    if board is None:
        return
    due = gates.due_on(cycle, gate)
    told = {"cycle": cycle, "gate": gate, "due": day(due), "path": path}
    # A gate whose day was moved is a new one to be reminded of.
    tell_clerks(
        board, "gate_ahead", told, about=f"board:{board.pk}", key=f"gate:{cycle.pk}:{board.pk}:{gate.key}:{due}"
    )
