"""The yearly cycle of an example partnership, and what its boards set out to change."""

import datetime
from collections.abc import Iterable
from itertools import cycle as around
from typing import Any

from django.utils import timezone

from boards.models import AgendaItem, Board, Level
from foundation.models import User
from localities.models import Organisation
from plans import cycling, grounding, needing, passing_gates, prioritising, serving
from plans.models import Aim, Cycle, Evidence, Need, Principle, Priority, PrioritySet

from .data.priorities import AGREED, EARLY, REASON, RESTS_ON, ROOTS, SCORES, SETS
from .decisions import decided_then
from .then import at

LEVELS = (Level.LOCALITY, Level.DISTRICT, Level.COUNTY, Level.PARISH)
HORIZONS = (Priority.Horizon.MEDIUM, Priority.Horizon.LONG, Priority.Horizon.QUICK)


def set_priorities(slug: str, main: Board, boards: dict[str, Board], clerk: User) -> None:
    """Set up the cycles of two years and take each board's priorities as far as the example says."""
    cycles = [_cycle(year, clerk) for year in (0, 1)]
    made: list[Priority] = []
    for entry in SETS.get(slug, SETS["braintree"]):
        board = boards.get(entry.get("board", ""), main)
        taken = _draft(entry, board, cycles[entry["year"]], made, clerk)
        made = list(taken.priorities.standing()) if entry["year"] == 0 else made
        _pass(taken, entry, board, clerk)
    _name_business(main, clerk)


def _cycle(year: int, clerk: User) -> Cycle:
    """Return the cycle under way, or the one after it, on the days of the source."""
    today = timezone.localdate()
    start = today.year - (today.month < 4) + year
    cycle = cycling.proposed(datetime.date(start - 1, 11, 1))
    return cycling.keep_cycle(cycle, by=clerk)


def _moment(day: datetime.date) -> datetime.datetime:
    """Return noon of a day, or now where it is still to come."""
    noon = timezone.make_aware(datetime.datetime.combine(day, datetime.time(12)))
    return min(noon, timezone.now())


def _draft(entry: dict[str, Any], board: Board, cycle: Cycle, made: Iterable[Priority], clerk: User) -> PrioritySet:
    with at(_moment(cycle.draft_by - datetime.timedelta(days=60))):
        taken = prioritising.begin(board, cycle, by=clerk)
        if entry.get("carries"):
            prioritising.carry_over(taken, made, by=clerk)
        for title, why in entry.get("priorities", ()):
            prioritising.add(taken, Priority(title=title, description=why), by=clerk)
        rows = list(taken.priorities.order_by("position"))
        if entry["until"] != "draft":
            for number, priority in enumerate(rows):
                _say_in_full(priority, number, clerk)
        if len(rows) > 1:
            words = "Who is no longer alone takes part in what the others begin."
            grounding.support(rows[-1], rows[0], by=clerk, how=words)
    return taken


def _say_in_full(priority: Priority, number: int, clerk: User) -> None:
    evidence = _evidence(priority)
    need = _need(priority, evidence, clerk)
    root, level = ROOTS[number % len(ROOTS)], LEVELS[number % len(LEVELS)]
    grounding.ground(priority, by=clerk, evidence=evidence, needs=[need], root_cause=root, level=level)
    aims = _aims(number)
    why = "" if aims else "The corporate plans were written before the board asked residents."
    grounding.serve(priority, by=clerk, aims=aims, no_aim_because=why)
    turned = SCORES[number:] + SCORES[:number]
    grounding.score(priority, dict(zip(Principle.objects.all(), turned, strict=False)), by=clerk)
    priority.refresh_from_db()
    held = priority.set.board.holdings.filter(ends_on__isnull=True).select_related("person").order_by("pk")  # type: ignore[union-attr]
    leads = [holding.person for holding in held[:8]]
    priority.lead = leads[number % len(leads)] if leads else None
    priority.organisation = Organisation.objects.filter(kind__in=["district", "voluntary", "health"]).order_by("pk")[
        number % 2
    ]
    priority.horizon = HORIZONS[number % len(HORIZONS)]
    priority.developed_from = timezone.localdate() - datetime.timedelta(days=50)
    priority.developed_until = timezone.localdate()
    prioritising.change(priority, by=clerk, saying={"lead", "organisation", "horizon"})


def _evidence(priority: Priority) -> list[Evidence]:
    """Return what shows that a priority is needed, as far as the library has it, else what people said of late."""
    title, public = priority.title.lower(), Evidence.objects.public().order_by("pk")
    named = [words for word, titles in RESTS_ON if word in title for words in titles]
    found = [item for item in public if any(words in item.title for words in named)]
    return found[:3] or list(public.filter(kind__in=["survey", "activity"])[:1]) or list(public[:1])


def _need(priority: Priority, evidence: list[Evidence], clerk: User) -> Need:
    need = Need.objects.filter(title=priority.title, board=priority.board).first()
    if need is None:
        need = Need(
            title=priority.title, board=priority.board, locality=priority.locality, statement=priority.description
        )
        need = needing.publish(needing.keep(need, evidence, by=clerk), by=clerk)
    return need


def _aims(number: int) -> list[Aim]:
    """Return an aim of each corporate plan and of the shared ambitions, another one for each priority."""
    rows = Aim.objects.filter(strategy__kind__in=["corporate", "ambitions"], published_at__isnull=False)
    by_strategy: dict[int, list[Aim]] = {}
    for aim in rows.order_by("strategy", "position", "pk"):
        by_strategy.setdefault(aim.strategy_id, []).append(aim)
    return [aims[number % len(aims)] for aims in by_strategy.values()]


def _pass(taken: PrioritySet, entry: dict[str, Any], board: Board, clerk: User) -> None:
    if entry["until"] == "draft":
        return
    cycle = taken.cycle
    with at(_moment(cycle.draft_by - datetime.timedelta(days=20))):
        taken = passing_gates.submit(taken, by=clerk, because=EARLY)
    with at(_moment(cycle.share_from + datetime.timedelta(days=12))):
        taken = passing_gates.share(taken, by=clerk, because=EARLY)
    if entry["until"] == "shared":
        return
    decision = decided_then(
        board, title=f"Priorities for {cycle} agreed", minute="8", reason=AGREED,
        text=f"That the {len(taken.priorities.standing())} priorities for {cycle} be agreed.",
    )  # fmt: skip
    day = max(decision.decided_on, cycle.share_until)
    with at(_moment(day + datetime.timedelta(days=1))):
        taken = passing_gates.agree(taken, by=clerk, decision=decision, because=REASON)
    with at(_moment(day + datetime.timedelta(days=2))):
        taken = passing_gates.start_delivery(taken, by=clerk, because=REASON)
    if words := entry.get("closes"):
        third = taken.priorities.standing().order_by("position")[2]
        prioritising.close(third, by=clerk, outcome=words)


def _name_business(board: Board, clerk: User) -> None:
    """Say of most items which priority they serve; some serve none, and are counted."""
    items = AgendaItem.objects.standing().filter(board=board, key="").select_related("meeting").order_by("pk")
    rows = list(Priority.objects.standing().filter(board=board, set__cycle__starts_on__lte=timezone.localdate()))
    named = {priority.title: priority for priority in rows}
    others = around(rows) if rows else iter(())
    for number, item in enumerate(items):
        priority = named.get(item.title) or (next(others, None) if number % 3 else None)
        if priority:
            serving.serve(item, [priority], by=clerk)
