"""What a person may do on a board follows from the seats and offices they hold, and ends with them (C18)."""

import datetime

from boards.models import Board, BoardOffice, SeatHolding
from foundation import access
from foundation.models import User
from localities.models import Mandate, Person, Post

Span = tuple[datetime.date | None, datetime.date | None]

OFFICES = {
    BoardOffice.Kind.CHAIR: "chair",
    BoardOffice.Kind.VICE_CHAIR: "chair",
    BoardOffice.Kind.CLERK: "clerk",
    BoardOffice.Kind.LEAD_OFFICER: "clerk",
    BoardOffice.Kind.COMMUNITY_OFFICER: "adviser",
    BoardOffice.Kind.ADVISER: "adviser",
    BoardOffice.Kind.PROJECT_MANAGER: "adviser",
}


def role_of(holding: SeatHolding) -> str:
    """Return the role of someone in a seat: an elected member, or a partner's representative."""
    elected = holding.mandate_id or (holding.organisation and holding.organisation.is_council)
    return "member" if elected else "partner"


def roles(person: Person, board: Board) -> dict[str, Span]:
    """Return each role that a person's seats and offices give them, from the first day to the last."""
    held: dict[str, list[Span]] = {}
    for holding in SeatHolding.objects.filter(person=person, board=board).select_related("organisation", "mandate"):
        held.setdefault(role_of(holding), []).append(_while(holding, holding.mandate))
    for office in BoardOffice.objects.filter(person=person, board=board).select_related("post"):
        held.setdefault(OFFICES[BoardOffice.Kind(office.kind)], []).append(_while(office, office.post))
    return {role: _from_first_to_last(spans) for role, spans in held.items()}


def _while(held: SeatHolding | BoardOffice, ground: Mandate | Post | None) -> Span:
    """Return the days on which something is held: no longer than the mandate or the post that it rests on."""
    ends = [day for day in (held.ends_on, ground.ends_on if ground else None) if day]
    return held.starts_on, min(ends) if ends else None


def _from_first_to_last(spans: list[Span]) -> Span:
    starts, ends = [s for s, _ in spans], [e for _, e in spans]
    first = None if None in starts else min(s for s in starts if s)
    last = None if None in ends else max(e for e in ends if e)
    return first, last


def keep_in_step(person: Person, board: Board, *, by: User | None) -> None:
    """Give a person who has an account the roles of their seats and offices on a board, with the same days."""
    if person.user_id is None:
        return
    for role, (starts_on, ends_on) in roles(person, board).items():
        access.grant(person.user, role, board, by=by, starts_on=starts_on, ends_on=ends_on)


def join(person: Person, *, by: User | None) -> None:
    """Give a person who has just been given an account what all their seats and offices allow."""
    seats = SeatHolding.objects.filter(person=person).values("board")
    offices = BoardOffice.objects.filter(person=person).values("board")
    for board in Board.objects.filter(pk__in=seats.union(offices)):
        keep_in_step(person, board, by=by)


def follow(held: Mandate | Post, *, by: User | None) -> None:
    """Bring what a person may do in step with a mandate or a post that was changed or ended. Source: checklist C18."""
    join(held.person, by=by)
