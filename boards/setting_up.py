"""Setting a board up from its kind: rules copied, seats filled, standing items in place. Source: checklist J11, B19."""

import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from boards.models import Board, BoardKind, BoardName, SeatRule
from boards.models.kind import BoardRules
from boards.presets.kinds import make_standing_items
from boards.seating import fill_seats
from foundation import audit
from foundation.models import User

RULES = [field.name for field in BoardRules._meta.get_fields()]


@transaction.atomic
def set_up(kind: BoardKind, *, by: User | None, on: datetime.date | None = None, **facts: Any) -> Board:
    """Make a board of a kind, with the kind's rules unless ``facts`` say otherwise; raises ValidationError."""
    rules = {name: getattr(kind, name) for name in RULES}
    board = Board(kind=kind, **{"report_template": kind.report_template, **rules, **facts})
    if board.follows is None and kind.follows_id:
        board.follows = _to_follow(board, kind)
    board.full_clean(exclude=["partnership"])
    board.save()
    BoardName.objects.create(board=board, name=board.name, starts_on=on or timezone.localdate())
    SeatRule.objects.bulk_create(
        SeatRule(board=board, position=position, **rule) for position, rule in enumerate(kind.seat_rules, start=1)
    )
    make_standing_items(board, kind.standing_items)
    audit.record(by, "set up", board, kind=kind.key)
    fill_seats(board, by=by, on=on)
    return board


def _to_follow(board: Board, kind: BoardKind) -> Board | None:
    """Return the board of the same locality after which this one meets in each cycle (D31)."""
    return Board.objects.open().filter(Q(kind=kind.follows_id), locality=board.locality).first()


@transaction.atomic
def rename(board: Board, name: str, *, by: User, on: datetime.date, was_working_title: bool = False) -> Board:
    """Give a board its new name from a day and keep the old one in its history. Source: checklist C22."""
    board = Board.objects.select_for_update().get(pk=board.pk)
    old = board.names.on(on).order_by("-starts_on").first()
    if old:
        old.ends_on = max(on - datetime.timedelta(days=1), old.starts_on or on)
        old.is_working_title = was_working_title
        old.save()
    BoardName.objects.create(board=board, name=name, starts_on=on)
    board.name = name
    board.save()
    audit.record(by, "renamed", board)
    return board
