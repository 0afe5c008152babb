"""Who sits: rules make seats from geography, organisations and fixed numbers. Source: checklist D21, J11, A40."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from boards import granting
from boards.models import Board, Seat, SeatHolding, SeatRule
from boards.ordering import behind
from foundation import audit
from foundation.locking import lock
from foundation.models import User
from localities.models import Area, Mandate, Organisation, Person

Source = SeatRule.Source
ONE_EACH: dict[str, str] = {Source.WARD: Area.Kind.WARD, Source.DIVISION: Area.Kind.DIVISION}
EVERY: dict[str, str] = {Source.EVERY_WARD_MEMBER: Area.Kind.WARD, Source.EVERY_DIVISION_MEMBER: Area.Kind.DIVISION}


@dataclass(frozen=True)
class Place:
    """A seat that a rule asks for, and the mandate that fills it where only one can."""

    label: str
    number: int = 1
    area_id: int | None = None
    organisation_id: int | None = None
    mandate_id: int | None = None

    @property
    def key(self) -> tuple[int | None, int | None, int]:
        """Return what makes the place one and the same from day to day."""
        return (self.area_id, self.organisation_id, self.number)


@dataclass(frozen=True)
class Ground:
    """What a board's seats are made from on a day."""

    areas: list[Area]
    organisations: list[Organisation]
    mandates: dict[int, list[Mandate]]  # by area


def ground(board: Board, on: datetime.date) -> Ground:
    """Read the locality's areas, their members and the partnership's organisations, in three queries."""
    areas = list(board.locality.areas(on)) if board.locality else []
    mandates: dict[int, list[Mandate]] = defaultdict(list)
    for mandate in Mandate.objects.on(on).filter(area__in=areas).order_by("person__name", "pk"):
        mandates[mandate.area_id].append(mandate)
    return Ground(areas, list(Organisation.objects.on(on)), mandates)


def places(rule: SeatRule, on_ground: Ground) -> list[Place]:
    """Return the seats that a rule asks for."""
    if rule.source in ONE_EACH:
        return [_one_from(rule, area, on_ground) for area in on_ground.areas if area.kind == ONE_EACH[rule.source]]
    if rule.source in EVERY:
        areas = [area for area in on_ground.areas if area.kind == EVERY[rule.source]]
        return [place for area in areas for place in _all_from(rule, area, on_ground)]
    if rule.source == Source.PARISH:
        return [_of(rule, body) for body in _parish_councils(on_ground)]
    if rule.source == Source.ORGANISATION:
        return [_of(rule, body) for body in on_ground.organisations if body.kind in rule.organisation_kinds]
    return [Place(rule.label, number) for number in range(1, rule.count + 1)]


def _one_from(rule: SeatRule, area: Area, on_ground: Ground) -> Place:
    elected = on_ground.mandates.get(area.pk, [])
    only = elected[0].pk if len(elected) == 1 else None
    return Place(f"{rule.label}, {area.name}", area_id=area.pk, mandate_id=only)


def _all_from(rule: SeatRule, area: Area, on_ground: Ground) -> list[Place]:
    return [
        Place(f"{rule.label}, {area.name}", number, area_id=area.pk, mandate_id=mandate.pk)
        for number, mandate in enumerate(on_ground.mandates.get(area.pk, []), start=1)
    ]


def _of(rule: SeatRule, body: Organisation) -> Place:
    return Place(f"{rule.label}, {body.name}", organisation_id=body.pk)


def _parish_councils(on_ground: Ground) -> list[Organisation]:
    parishes = {area.pk for area in on_ground.areas if area.kind == Area.Kind.PARISH}
    return [o for o in on_ground.organisations if o.kind == Organisation.Kind.PARISH and o.area_id in parishes]


@transaction.atomic
def fill_seats(board: Board, *, by: User | None, on: datetime.date | None = None) -> list[Seat]:
    """Make the seats that the board's rules ask for and that it has not; return the new ones.

    A seat whose ward, division or parish has left the locality ends; no holder is put out of a seat that stays.
    """
    day = on or timezone.localdate()
    lock(board)
    on_ground = ground(board, day)
    made: list[Seat] = []
    for rule in board.seat_rules.all():
        wanted = places(rule, on_ground)
        standing = {(s.area_id, s.organisation_id, s.number): s for s in rule.seats.on(day)}
        _end_seats((s for key, s in standing.items() if key not in {p.key for p in wanted}), day)
        made += [_make_seat(board, rule, place, day) for place in wanted if place.key not in standing]
    audit.record(by, "filled the seats of", board, made=len(made))
    return made


def _make_seat(board: Board, rule: SeatRule, place: Place, day: datetime.date) -> Seat:
    seat = Seat.objects.create(
        board=board, rule=rule, label=place.label, number=place.number, area_id=place.area_id,
        organisation_id=place.organisation_id, can_vote=rule.can_vote, starts_on=day,
    )  # fmt: skip
    if place.mandate_id:
        mandate = Mandate.objects.get(pk=place.mandate_id)
        SeatHolding.objects.create(
            board=board, seat=seat, person_id=mandate.person_id, mandate=mandate,
            organisation_id=mandate.council_id, starts_on=day, ends_on=mandate.ends_on,
        )  # fmt: skip
    return seat


def _end_seats(seats: Iterable[Seat], day: datetime.date) -> None:
    """End seats on the day before; those that are held by a fixed number's holder stay until they leave."""
    last = day - datetime.timedelta(days=1)
    for seat in seats:
        holdings = list(seat.holdings.on(day))
        if seat.rule and seat.rule.source == Source.FIXED and holdings:
            continue
        for holding in holdings:
            holding.ends_on, holding.ended_because = max(last, holding.starts_on or last), "The seat ended."
            holding.save()
        seat.ends_on = max(last, seat.starts_on or last)
        seat.save()


@transaction.atomic
def add_seat(rule: SeatRule, *, by: User, on: datetime.date | None = None) -> Seat:
    """Add one seat under a fixed rule; raises ValidationError when the rule's number is reached (D21)."""
    day = on or timezone.localdate()
    rule = lock(rule)
    taken = sorted(rule.seats.on(day).values_list("number", flat=True))
    if len(taken) >= rule.count:
        raise ValidationError(f"There can be no more than {rule.count} of “{rule.label}”.")
    number = next(n for n in range(1, rule.count + 1) if n not in taken)
    seat = _make_seat(rule.board, rule, Place(rule.label, number), day)
    audit.record(by, "added a seat to", rule.board, label=seat.label)
    return seat


@transaction.atomic
def appoint(
    seat: Seat, person: Person, *, by: User, starts_on: datetime.date, ends_on: datetime.date | None = None,
    substitute_for: SeatHolding | None = None, **facts,
) -> SeatHolding:  # fmt: skip
    """Put a person in a seat from a day; raises ValidationError when someone else holds it in that time."""
    seat = lock(seat)
    holding = SeatHolding(
        board_id=seat.board_id, seat=seat, person=person, starts_on=starts_on, ends_on=ends_on,
        substitute_for=substitute_for, **facts,
    )  # fmt: skip
    if not (seat.starts_on or starts_on) <= starts_on or (seat.ends_on and starts_on > seat.ends_on):
        raise ValidationError({"starts_on": "The seat does not exist on that day."})
    holding.full_clean(exclude=["partnership"])
    holding.save()
    granting.keep_in_step(person, seat.board, by=by)
    audit.record(by, "appointed to", seat.board, person=person.pk, seat=seat.pk)
    return holding


@transaction.atomic
def end_holding(holding: SeatHolding, *, by: User, ends_on: datetime.date, because: str = "") -> SeatHolding:
    """End a person's time in a seat; the record stays. Raises ValidationError when they had not yet begun."""
    holding = lock(holding, "board", "person")
    holding.end_on(ends_on)
    holding.ended_because = because
    holding.save()
    for substitute in holding.substitutes.on(ends_on):
        substitute.ends_on = ends_on
        substitute.save()
    granting.keep_in_step(holding.person, holding.board, by=by)
    audit.record(by, "ended an appointment to", holding.board, person=holding.person_id, seat=holding.seat_id)
    return holding


@transaction.atomic
def add_rule(board: Board, *, by: User, **facts: Any) -> list[Seat]:
    """Add a rule to a board and make its seats."""
    lock(board)
    rule = SeatRule.objects.create(board=board, position=behind(board.seat_rules.all()), **facts)
    audit.record(by, "added a rule to", board, rule=rule.label)
    return fill_seats(board, by=by)
