"""What the members of an example board have in the register of interests, one sensitive interest among them."""

import datetime
from typing import Any

from django.utils import timezone

from boards import declaring, dispensing
from boards.models import AgendaItem, Board, Declaration, Dispensation
from foundation.models import User
from localities import notifying
from localities.models import Area, Interest, InterestDetail, InterestDuty, Mandate, Organisation

from .places import SINCE

# What is registered by whom, counted from the first elected member of the board.
HELD = (
    (0, "employment", "Head teacher of a primary school in the next district", "", ""),
    (0, "land", "The house in which I live", "", "ward"),
    (0, "other", "Trustee", "voluntary", ""),
    (1, "employment", "Director and owner of a building firm", "", ""),
    (1, "contracts", "My firm repairs footpaths for the council", "", ""),
    (1, "land", "Two let flats", "", "ward"),
    (1, "gifts", "A ticket for the county show, £65", "business", ""),
    (2, "employment", "Works shifts as a nurse", "health", ""),
    (2, "securities", "Shares worth £30,000", "housing", ""),
    (3, "sponsorship", "£400 towards the costs of my election", "", ""),
)


def register_interests(spec: dict[str, Any], board: Board, users: dict[str, User]) -> None:
    """Register the interests of a board's members; two owe the register something still."""
    held = Mandate.objects.filter(person__holdings__board=board).select_related("council", "area", "person")
    mandates = list({mandate.person_id: mandate for mandate in held.order_by("person__holdings__pk", "pk")}.values())
    by = users["admin"]
    for place, category, text, kind, place_kind in HELD:
        if place < len(mandates):
            _register(mandates[place], category, text, _body(kind), _area(mandates[place], place_kind), by)
    for mandate in mandates[-1:]:
        _withhold(mandate, spec, by)
    _confirm_all(by)
    _grant(board, mandates, by)
    for mandate, days in zip(mandates[1:3], (33, 19), strict=False):
        notifying.declared_unregistered(mandate, timezone.localdate() - datetime.timedelta(days=days))


def declare_contract(item: AgendaItem, *, by: User) -> None:
    """Have a member whose firm works for the council declare it in an item, leave, and take no part."""
    held = Interest.objects.standing().filter(category="contracts", person__attendances__meeting=item.meeting)
    interest = held.select_related("person", "mandate").order_by("pk").first()
    if interest is None:
        return
    declared = Declaration(
        board=item.board, item=item, person=interest.person, mandate=interest.mandate, kind="pecuniary", left_room=True,
        nature="My firm works for the council and could be given the work.",
    )  # fmt: skip
    declaring.declare(declared, meeting=item.meeting, by=by)


def _grant(board: Board, mandates: list[Mandate], by: User) -> None:
    """Give the member whose firm works for the council leave to speak."""
    today = timezone.localdate()
    for mandate in mandates[1:2]:
        given = Dispensation(
            board=board, person=mandate.person, mandate=mandate, ground="residents", extent="speak",
            subject="The repair of footpaths, on which the member can tell the board what they know",
            granted_by=f"The standards committee of {mandate.council}",
            granted_on=today - datetime.timedelta(days=50), starts_on=today - datetime.timedelta(days=45),
            ends_on=today + datetime.timedelta(days=600),
        )  # fmt: skip
        dispensing.grant(given, by=by)


def _register(mandate: Mandate, category: str, text: str, body, area, by: User) -> Interest:
    person, today = mandate.person, timezone.localdate()
    interest = Interest(person=person, mandate=mandate, category=category, arose_on=today - datetime.timedelta(days=20))
    detail = InterestDetail(interest=interest, text=text, organisation=body, area=area)
    return notifying.register_interest(detail, by=by)


def _body(kind: str) -> Organisation | None:
    return Organisation.objects.filter(kind=kind).order_by("pk").first() if kind else None


def _area(mandate: Mandate, kind: str) -> Area | None:
    return (mandate.area or Area.objects.filter(kind=kind).first()) if kind else None


def _withhold(mandate: Mandate, spec: dict[str, Any], by: User) -> None:
    """Keep a sensitive interest whose words must be found nowhere."""
    word = spec["exempt"]["word"] if "exempt" in spec else "Withheld"
    interest = _register(mandate, "employment", f"Works for the {word}shaw refuge", None, None, by)
    notifying.withhold(interest, because=f"Threats were made against the {word}shaw refuge.", by=by)


def _confirm_all(by: User) -> None:
    """Have every member's register confirmed in time, as if they had pressed the button."""
    due_on, met_on = SINCE + datetime.timedelta(days=28), SINCE + datetime.timedelta(days=20)
    InterestDuty.objects.bulk_create(
        InterestDuty(
            mandate=mandate, person_id=mandate.person_id, because="office", arose_on=mandate.starts_on or SINCE,
            due_on=due_on, met_on=met_on, met_by=by,
        )
        for mandate in Mandate.objects.all()
    )  # fmt: skip
