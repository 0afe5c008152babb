"""The cast: one partnership with its people, and the outsider from another."""

import datetime
from dataclasses import dataclass, field

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.cached_db import SessionStore
from django.test import Client

from boards.models import Board, BoardKind, BoardOffice, ReportTemplate, Seat, SeatHolding, SeatRule, TemplateSection
from foundation import access, tenancy
from foundation.models import Host, Partnership, User
from localities.models import Area, Locality, LocalityArea, Mandate, Organisation, Person, Venue

ROLES = {"clerk": "clerk", "chair": "chair", "county": "member", "parish": "member", "partner": "partner"}
HIDDEN = ("draft:board:*", "exempt:board:*", "draft:engagement:*", "draft:plans:*", "draft:money:*")
SINCE = datetime.date(2024, 5, 6)


@dataclass
class Cast:
    """A partnership with one locality, one live board with seats, and a person for each part."""

    partnership: Partnership
    host: str
    users: dict[str, User] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    locality: Locality | None = None
    board: Board | None = None
    organisations: dict[str, Organisation] = field(default_factory=dict)
    venue: Venue | None = None
    template: ReportTemplate | None = None

    def inside(self, *cleared: str):
        """Open a transaction of this partnership, cleared for every draft unless told otherwise."""
        return tenancy.tenant(self.partnership.pk, cleared or HIDDEN)

    def client(self, who: str | None = None) -> Client:
        """Return a browser at this partnership's address, signed in as one of the cast."""
        return browser(self, self.users[who] if who else None)


def browser(cast: Cast, user: User | None = None) -> Client:
    """Return a browser at a partnership's address, signed in there as a user."""
    client = Client(headers={"host": cast.host})
    if user:
        # Written once: the way that Django's own client signs in writes a session three times, a twentieth of a test.
        session = SessionStore()
        session.update({
            SESSION_KEY: str(user.pk), BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
            HASH_SESSION_KEY: user.get_session_auth_hash(), "partnership": cast.partnership.pk,
        })  # fmt: skip
        session.create()
        client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client


def make_cast(slug: str) -> Cast:
    """Build a partnership with its cast: admin, auditor, clerk, chair, county, parish, partner, resident."""
    partnership = Partnership.objects.create(slug=slug, name=f"{slug.title()} Partnership", short_name=slug.title())
    cast = Cast(partnership, f"{slug}.localhost")
    Host.objects.create(partnership=partnership, domain=cast.host)
    with cast.inside():
        _make_places(cast)
        _make_people(cast)
        _make_board(cast)
        _grant(cast)
    return cast


def _make_places(cast: Cast) -> None:
    county = Area.objects.create(kind="county", name="Testshire")
    ward = Area.objects.create(kind="ward", name="Hill", within=county)
    division = Area.objects.create(kind="division", name="Hill and Vale", within=county)
    parish = Area.objects.create(kind="parish", name="Vale", within=county)
    cast.locality = Locality.objects.create(name="Hill and Vale", slug="hill-and-vale")
    for area in (ward, division, parish):
        LocalityArea.objects.create(locality=cast.locality, area=area, starts_on=SINCE)
    for kind, name in (
        ("county", "Testshire County Council"),
        ("district", "Hill District Council"),
        ("parish", "Vale Parish Council"),
        ("police", "Testshire Police"),
    ):
        area = {"county": county, "district": None, "parish": parish, "police": None}[kind]
        cast.organisations[kind] = Organisation.objects.create(kind=kind, name=name, area=area)
    cast.venue = Venue.objects.create(name="Vale Village Hall", address="Main Street, Vale", locality=cast.locality)


def _make_people(cast: Cast) -> None:
    for who in ("admin", "auditor", "clerk", "chair", "county", "parish", "partner", "resident"):
        name = f"{who.title()} of {cast.partnership.short_name}"
        email = f"{who}@{cast.partnership.slug}.example"
        user = User.objects.create_user(email, "a-good-password", name=name)
        cast.users[who] = user
        if who != "resident":
            cast.people[who] = Person.objects.create(name=name, email=email, user=user)
    for who, council in (("chair", "district"), ("county", "county"), ("parish", "parish")):
        Mandate.objects.create(person=cast.people[who], council=cast.organisations[council], starts_on=SINCE)


def _make_board(cast: Cast) -> None:
    cast.template = ReportTemplate.objects.create(key="plain", name="Plain report", front_fields=["where_from"])
    for position, (key, heading, kind) in enumerate(
        (("purpose", "Purpose of the report", "text"), ("recommendations", "Recommendations", "recommendations")), 1
    ):
        TemplateSection.objects.create(template=cast.template, position=position, key=key, heading=heading, kind=kind)
    kind = BoardKind.objects.create(key="board", name="Locality board", plural="Locality boards")
    cast.board = Board.objects.create(
        kind=kind, name="Hill and Vale Locality Board", slug="hill-and-vale-board", locality=cast.locality,
        live_from=SINCE, report_template=cast.template, quorum_count=2,
    )  # fmt: skip
    rule = SeatRule.objects.create(board=cast.board, source="fixed", label="Member", count=4)
    for number, (who, body) in enumerate(
        (("chair", "district"), ("county", "county"), ("parish", "parish"), ("partner", "police")), 1
    ):
        seat = Seat.objects.create(board=cast.board, rule=rule, label="Member", number=number, starts_on=SINCE)
        SeatHolding.objects.create(
            board=cast.board, seat=seat, person=cast.people[who], organisation=cast.organisations[body], starts_on=SINCE
        )
    for office, who in (("chair", "chair"), ("clerk", "clerk")):
        BoardOffice.objects.create(board=cast.board, person=cast.people[who], kind=office, starts_on=SINCE)


def _grant(cast: Cast) -> None:
    for who, role in ROLES.items():
        access.grant(cast.users[who], role, cast.board, by=cast.users["admin"])
    access.grant(cast.users["clerk"], "engagement", cast.locality, by=cast.users["admin"])
    access.grant(cast.users["clerk"], "planner", cast.locality, by=cast.users["admin"])
    access.grant(cast.users["clerk"], "finance", cast.locality, by=cast.users["admin"])
    access.grant(cast.users["admin"], "administrator", cast.partnership, by=None)
    access.grant(cast.users["auditor"], "auditor", cast.partnership, by=None)
