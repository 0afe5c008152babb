"""Setting a board up from its kind: rules copied, seats filled, standing items in place. Source: checklist J11, B19."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify

from boards import granting
from boards.models import (
    Board,
    BoardKind,
    BoardName,
    BoardOffice,
    BoardRelation,
    PublicRule,
    SeatRule,
    StandingItem,
    TaskGroup,
)
from boards.models.kind import BoardRules
from boards.ordering import behind
from boards.presets.kinds import make_standing_items
from boards.seating import fill_seats
from foundation import audit
from foundation.locking import lock, lock_partnership
from foundation.models import User
from foundation.templatetags.words import day

PUBLIC_RULE = (
    "is_taken", "days_before", "hours_before", "most_words", "most", "most_each", "who", "has_supplementary",
    "least_signatures", "most_speakers", "minutes",
)  # fmt: skip
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
    board = lock(board)
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


@transaction.atomic
def change(board: Board, *, by: User, fields: list[str]) -> Board:
    """Keep the changed settings of a board, which the form has checked; what somebody else changed meanwhile stays.

    Raises ValidationError when a task and finish group would end without its report. Source: checklist B32.
    """
    lock(board)
    if board.closed_on and "closed_on" in fields and TaskGroup.objects.filter(board=board, closed_at=None).exists():
        report = "A task and finish group ends with its report (checklist B32): close it on the page of the group."
        raise ValidationError({"closed_on": report})
    board.save(update_fields=fields)
    audit.record(by, "changed the settings of", board, fields=fields)
    return board


@transaction.atomic
def set_public_rule(rule: PublicRule, *, by: User, fields: list[str]) -> PublicRule:
    """Keep what the public may put to a board, or to the boards of a kind. Source: checklist X9; standards R12.

    Raises ValidationError when somebody gave it the same rule meanwhile, or where days and hours are both counted.
    """
    if rule.pk:
        lock(rule)
    rule.full_clean(exclude=["partnership"])
    rule.save()
    audit.record(by, "changed what the public may put to", rule.board or rule.board_kind, kind=rule.kind, fields=fields)
    return rule


@transaction.atomic
def appoint_officer(board: Board, *, by: User, **facts: Any) -> BoardOffice:
    """Put a person in an office of the board; a chair and a clerk get what the office may do.

    Raises ValidationError when they hold the same office in that time.
    """
    lock(board)
    office = BoardOffice(board=board, appointed_by=by, **facts)
    if office.post:
        lock(office.post)  # what the office opens ends with the post, so nobody ends that meanwhile
    _refuse_second(office)
    office.save()
    granting.keep_in_step(office.person, board, by=by)
    audit.record(by, "appointed an officer of", board, person=office.person_id, office=office.kind)
    return office


def _refuse_second(office: BoardOffice) -> None:
    """Refuse an office that the same person holds already. Advisers may advise on several subjects."""
    same = BoardOffice.objects.filter(
        board=office.board, person=office.person, kind=office.kind, subject=office.subject
    ).exclude(ends_on__lt=office.starts_on)
    if office.ends_on:
        same = same.exclude(starts_on__gt=office.ends_on)
    if found := same.first():
        until = f"until {day(found.ends_on)}" if found.ends_on else "without a last day"
        raise ValidationError({"person": f"{found.person} holds this office already, {until}."})


@transaction.atomic
def end_office(office: BoardOffice, *, by: User, ends_on: datetime.date) -> BoardOffice:
    """End somebody's time in an office; raises ValidationError when it had not yet begun."""
    office = lock(office, "board", "person")
    office.end_on(ends_on)
    office.save()
    granting.keep_in_step(office.person, office.board, by=by)
    audit.record(by, "ended an office of", office.board, person=office.person_id, office=office.kind)
    return office


@transaction.atomic
def relate(board: Board, *, by: User, **facts: Any) -> BoardRelation:
    """Join two boards as peers, with a purpose. Source: checklist B16."""
    relation = BoardRelation.objects.create(board=board, starts_on=timezone.localdate(), **facts)
    audit.record(by, "related", board, other=relation.other_id, kind=relation.kind)
    return relation


@transaction.atomic
def unrelate(relation: BoardRelation, *, by: User) -> None:
    """End a relation with today's date before; one of today goes as if it had not been."""
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    relation.ends_on = max(yesterday, relation.starts_on or yesterday)
    if relation.starts_on and relation.starts_on > yesterday:
        relation.delete()
    else:
        relation.save()
    audit.record(by, "ended a relation of", relation.board, other=relation.other_id)


@transaction.atomic
def add_standing_item(board: Board, *, by: User, **facts: Any) -> StandingItem:
    """Give each new agenda of the board one more item, at the end of its part."""
    lock(board)
    item = StandingItem.objects.create(board=board, position=behind(board.standing_items.all()), **facts)
    audit.record(by, "added a standing item to", board, title=item.title)
    return item


@transaction.atomic
def order_standing_item(item: StandingItem, *, by: User, move: str = "", place: str = "") -> None:
    """Move an item up, down or to a place from 0; or take it out of the board's agendas."""
    lock(item.board)
    items = list(StandingItem.objects.filter(board=item.board_id))
    if item not in items:  # somebody took it out meanwhile
        return
    at = items.index(item)
    items.remove(item)
    if move == "out":
        item.delete()
    else:
        to = int(place[:9]) if place.isdecimal() else at + {"up": -1, "down": 1}.get(move, 0)
        items.insert(min(max(to, 0), len(items)), item)
    for position, each in enumerate(items, start=1):
        each.position = position
    StandingItem.objects.bulk_update(items, ["position"])  # standing items keep no history
    audit.record(by, "ordered the standing items of", item.board)


@transaction.atomic
def change_kind(kind: BoardKind, *, pattern: Board | None = None, by: User) -> BoardKind:
    """Keep a kind's words and rules, with the seats and items of a board to start from; its boards stay as they are.

    Raises ValidationError when another kind has the name.
    """
    lock_partnership()
    if pattern:
        kind.seat_rules = [
            {name: getattr(rule, name) for name in ("source", "label", "count", "organisation_kinds", "can_vote")}
            for rule in pattern.seat_rules.all()
        ]
        kind.standing_items = [
            {name: getattr(item, name) for name in ("key", "title", "purpose", "minutes", "at_end")}
            for item in pattern.standing_items.all()
        ]
    if not kind.key:
        kind.key = slugify(kind.name)[:40]
    if BoardKind.objects.exclude(pk=kind.pk).filter(key=kind.key).exists():
        raise ValidationError({"name": "Another kind has this name."})
    kind.full_clean(exclude=["partnership"])
    kind.save()
    audit.record(by, "changed the kind", kind)
    return kind
