"""Elected members, officers and accounts of an example partnership."""

import datetime
from collections.abc import Iterator
from itertools import chain, repeat
from typing import Any

from django.conf import settings
from django.utils.text import slugify

from boards.models import Board, BoardOffice, Seat, SeatHolding
from foundation import access
from foundation.models import Partnership, User
from localities.models import Area, Mandate, Organisation, Person, Post, PostLocality

from .places import SINCE, Places

GROUPS = ["Independent", "Labour", "Conservative", "Liberal Democrat", "Green"]
ACCOUNTS = {"clerk": "clerk", "chair": "chair", "member": "member", "partner": "partner"}


def elect(spec: dict[str, Any], places: Places, names: Iterator[str]) -> None:
    """Give each division and each ward a member, and each parish council one who may be sent."""
    groups = list(chain.from_iterable(repeat(name, count) for name, count in spec.get("county_groups", ())))
    cabinet = spec.get("cabinet", 0)
    divisions = [area for (kind, _), area in places.areas.items() if kind == "division"]
    for number, division in enumerate(divisions):
        group = groups[number] if groups else GROUPS[number % len(GROUPS)]
        position = f"Cabinet member {number + 1}" if number < cabinet else ""
        _elect(next(names), places.county_council, division, places.groups[group], position)
    for number, ward in enumerate(area for (kind, _), area in places.areas.items() if kind == "ward"):
        _elect(next(names), _district_of(places, ward), ward, places.groups[GROUPS[(number * 3) % len(GROUPS)]], "")


def _district_of(places: Places, ward: Area) -> Organisation:
    return places.districts[ward.within.name]


def _elect(name: str, council: Organisation, area: Area, group, position: str) -> Mandate:
    person = Person.objects.create(title="Councillor", name=name)
    return Mandate.objects.create(
        person=person, council=council, area=area, group=group, elected_on=datetime.date(2023, 5, 4),
        starts_on=SINCE, executive_position=position,
    )  # fmt: skip


def take_seats(board: Board, names: Iterator[str]) -> None:
    """Fill the seats that geography did not, leaving the last co-optee's vacant for all to see."""
    vacant = list(Seat.objects.filter(board=board, holdings__isnull=True).select_related("organisation", "rule"))
    for seat in vacant[:-1] if len(vacant) > 3 else vacant:
        elected = _someone_elected(seat)
        person = elected.person if elected else Person.objects.create(name=next(names))
        SeatHolding.objects.create(
            board=board, seat=seat, person=person, mandate=elected,
            organisation=seat.organisation or (elected.council if elected else None), starts_on=SINCE,
            may_commit=seat.organisation is not None, seniority="Area manager" if seat.organisation else "",
        )  # fmt: skip


def _someone_elected(seat: Seat) -> Mandate | None:
    return Mandate.objects.filter(area=seat.area_id).first() if seat.area_id else None


def open_accounts(
    spec: dict[str, Any], partnership: Partnership, board: Board, names: Iterator[str]
) -> dict[str, User]:
    """Open the example accounts and give each its part on the main board."""
    users = {who: _account(who, spec["slug"], next(names)) for who in (*ACCOUNTS, "admin", "auditor")}
    access.grant(users["admin"], "administrator", partnership, by=None)
    access.grant(users["auditor"], "auditor", partnership, by=None)
    access.grant(users["clerk"], "engagement", partnership, by=users["admin"])
    access.grant(users["clerk"], "planner", partnership, by=users["admin"])
    access.grant(users["clerk"], "finance", partnership, by=users["admin"])
    for who, role in ACCOUNTS.items():
        access.grant(users[who], role, board, by=users["admin"])
    holdings = list(board.holdings.filter(substitute_for__isnull=True).select_related("person").order_by("pk"))
    elected = [h for h in holdings if h.mandate_id] or holdings
    partners = [h for h in holdings if h.organisation_id and not h.mandate_id] or holdings[-1:]
    for who, holding in (("chair", elected[0]), ("member", elected[1]), ("partner", partners[-1])):
        _be(users[who], holding.person)
    for who, kind in (("clerk", "clerk"), ("admin", "lead")):
        person = Person.objects.create(name=users[who].name, email=users[who].email, user=users[who])
        BoardOffice.objects.create(board=board, person=person, kind=kind, starts_on=SINCE)
    BoardOffice.objects.create(board=board, person=elected[0].person, kind="chair", starts_on=SINCE)
    return users


def _account(who: str, slug: str, name: str) -> User:
    return User.objects.create_user(f"{who}@{slug}.example", settings.DEMO_PASSWORD, name=name)


def _be(user: User, person: Person) -> None:
    """Let an account be a person who sits on the board."""
    user.name = str(person)
    user.save()
    person.user, person.email = user, user.email
    person.save()


def appoint_manager(spec: dict[str, Any], places: Places, names: Iterator[str]) -> None:
    """Second the joint locality manager from the county for two years. Source: checklist C18, C19."""
    if "joint_post" not in spec:
        return
    title, team = spec["joint_post"]
    start = datetime.date(2026, 2, 2)
    post = Post.objects.create(
        person=Person.objects.create(name=next(names)), title=title, employer=places.county_council,
        host=next(iter(places.districts.values())), leads_team=team,
        starts_on=start, ends_on=start.replace(year=start.year + 2) - datetime.timedelta(days=1),
    )  # fmt: skip
    for locality in places.localities.values():
        PostLocality.objects.create(post=post, locality=locality)


def give_addresses(slug: str) -> None:
    """Give everyone without one an e-mail address in the partnership's example domain."""
    people = list(Person.objects.filter(email=""))
    for person in people:
        person.email = f"{slugify(person.name).replace('-', '.')}@{slug}.example"
    Person.objects.bulk_update(people, ["email"])  # history leaves addresses out
