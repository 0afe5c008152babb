"""Strategies are kept with their aims: added, opened to everybody, ended; an ended aim stays where it was used.

Source: checklist A12, A25, C8, C13.
"""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from boards.ordering import behind, moved, place
from foundation import audit
from foundation.locking import lock
from foundation.models import User
from plans.models import Aim, Strategy
from plans.opening import open_to_all, stay_open
from plans.presets.lists import LOCALITY_AIMS, LOCALITY_AIMS_ABOUT
from plans.refusing import in_words
from plans.showing import let_be_found

NO_AIMS = "Add its aims first: a strategy without any cannot be linked to."
CIRCLE = "strategy_not_within_itself"


@transaction.atomic
def keep(strategy: Strategy, *, by: User) -> Strategy:
    """Save a strategy. Raises ValidationError where it would stand within itself, whichever way round. Source: A25."""
    kept = stay_open(strategy)
    try:
        with in_words():
            strategy.save()
    except ValidationError as refused:
        raise ValidationError({"within": refused.messages} if refused.code == CIRCLE else refused.messages) from None
    for aim in strategy.aims.all():
        aim.belong_with(strategy)
        aim.save()
    audit.record(by, kept, strategy)
    _show(strategy)
    return strategy


@transaction.atomic
def publish(strategy: Strategy, *, by: User) -> Strategy:
    """Let everybody read a strategy with its aims. Raises ValidationError where it has none."""
    strategy = lock(strategy, "locality", "organisation")
    aims = strategy.aims.all()
    open_to_all(strategy, aims, lacks="" if aims.exists() else NO_AIMS, by=by)
    _show(strategy)
    return strategy


@transaction.atomic
def end(strategy: Strategy, *, on: datetime.date, by: User) -> Strategy:
    """Give a strategy its last day; what serves its aims still says so. Raises ValidationError before its first day."""
    strategy = lock(strategy)
    if strategy.starts_on and on < strategy.starts_on:
        raise ValidationError({"ends_on": "The last day must not be before the first day."})
    strategy.ends_on = on
    strategy.save()
    audit.record(by, "ended", strategy, on=on.isoformat())
    return strategy


@transaction.atomic
def keep_aim(strategy: Strategy, aim: Aim, *, by: User) -> Aim:
    """Save an aim, a new one as the last of its strategy."""
    strategy = lock(strategy)
    is_new = aim._state.adding
    if is_new:
        aim.strategy, aim.position = strategy, behind(strategy.aims.all())
    aim.open_with(strategy)
    aim.save()
    audit.record(by, "added an aim to" if is_new else "changed an aim of", strategy, aim=aim.title)
    _show(strategy)
    return aim


@transaction.atomic
def move_aim(aim: Aim, *, to: int, by: User) -> None:
    """Move an aim to a place in its strategy, counted from 0. Raises ValidationError when somebody removed it."""
    strategy = lock(aim.strategy)
    place(moved(strategy.aims.all(), aim, to))
    audit.record(by, "put the aims in order of", strategy)


@transaction.atomic
def end_aim(aim: Aim, *, on: datetime.date, by: User) -> Aim:
    """Say since when an aim is no longer pursued: it is offered no more, and stays where it was used."""
    strategy = lock(aim.strategy)
    aim = lock(aim)
    aim.ended_on = on
    aim.save()
    audit.record(by, "ended an aim of", strategy, aim=aim.title, on=on.isoformat())
    return aim


@transaction.atomic
def take_locality_aims(*, by: User | None) -> Strategy:
    """Give the partnership the seven aims of locality working, open to everybody. Source: checklist C8.

    Raises ValidationError where it has aims of locality working already.
    """
    there = Strategy.objects.filter(kind=Strategy.Kind.AIMS).first()
    if there:
        raise ValidationError(f"They are there already: {there}.")
    strategy = Strategy.objects.create(
        kind=Strategy.Kind.AIMS, title="Aims of locality working", about=LOCALITY_AIMS_ABOUT, level="locality",
        published_at=timezone.now(),
    )  # fmt: skip
    for position, title in enumerate(LOCALITY_AIMS, 1):
        Aim.objects.create(strategy=strategy, position=position, title=title, published_at=strategy.published_at)
    audit.record(by, "added", strategy)
    _show(strategy)
    return strategy


def _show(strategy: Strategy) -> None:
    if not strategy.published_at:
        return
    aims = "\n".join(f"{aim.title} {aim.about}" for aim in strategy.aims.all())
    let_be_found(
        strategy, "strategy", f"{strategy.about}\n{aims}", context=str(strategy.organisation or ""),
        dated=strategy.starts_on or timezone.localtime(strategy.published_at).date(),
    )  # fmt: skip
