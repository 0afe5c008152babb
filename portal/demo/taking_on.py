"""What members of an example partnership can do, as they said themselves, and the roles that they took on."""

import datetime

from django.utils import timezone

from boards import advertising, championing, concerning, devolving
from boards.models import AgendaItem, Board, Decision, MemberRole, Seat
from foundation.models import User
from localities import offering
from localities.models import Locality, Person

# In the words of those who said it, and whether everybody reads it; dealt out to the first elected members.
OFFERED = (
    ("Planning and housing", "Chaired a planning committee for six years.", True),
    ("Keeping accounts", "Kept the books of a farm supplies firm, and audited two village halls.", False),
    ("Running a newsletter and volunteers", "Two hundred homes read it; forty people carry it round.", True),
    ("Health and care", "Nursed in the district for twenty years, the last five with people who live alone.", False),
    ("Chairing", "Chair of governors at two schools.", True),
)
ROLES = (
    (
        "champion",
        "Warm homes",
        "Speaks for people in cold homes, knows the grants for insulation and health at home.",
        3,
    ),
    ("lead", "Young people", "Meets the youth forum each term and brings what it says to the board.", 4),
    ("other", "Armed forces champion", "Keeps in touch with those who serve and their families.", None),
)


ADVERT = (
    "Four evening meetings a year, and an hour or two of reading before each. You know people here and are ready to "
    "say what they think. You need not have done this before: another member shows you round.",
    "Write to the contact at the foot of this page, in your own words, why you would like to do it. Two members and a "
    "resident read what is sent, and meet everybody who writes.",
)
# The level of the main board's locality by its own decision, that of the others by their councils; since how many days.
LEVELS = (
    ("Consulted", 900, "Agreed by the partner councils when the boards were set up"),
    ("Devolved budget", 120, ""),
)
CONCERNED = (("district", "parish"), ("county",), ("partner", "district"), ("district",), ("community", "parish"))


def advertise(board: Board, by: User) -> None:
    """Advertise the seats of a board that nobody holds, but for those that an election fills."""
    today = timezone.localdate()
    vacant = Seat.objects.on(today).filter(board=board, area__isnull=True, holdings__isnull=True)
    for seat in vacant[:2]:
        advertising.advertise(
            seat, about=ADVERT[0], how=ADVERT[1], closes_on=today + datetime.timedelta(days=28), by=by
        )


def devolve(board: Board, by: User) -> None:
    """Give each locality its level, and that of the board a higher one by what the board decided."""
    today = timezone.localdate()
    for place in Locality.objects.all():
        for level, days, authority in LEVELS if place.pk == board.locality_id else LEVELS[:1]:
            decision = None if authority else Decision.objects.public().filter(board=board, outcome="agreed").last()
            if authority or decision:
                since = today - datetime.timedelta(days=days)
                devolving.place(place, level=level, authority=authority, decision=decision, starts_on=since, by=by)


def concern(board: Board, by: User) -> None:
    """Say whom each item of a board's business concerns, the last one still to be said."""
    items = list(AgendaItem.objects.standing().filter(board=board, key="").select_related("meeting").order_by("pk"))
    for place, item in enumerate(items[:-1]):
        concerning.name_concerned(item, tiers=CONCERNED[place % len(CONCERNED)], bodies=(), by=by)


def take_on(board: Board, by: User) -> None:
    """Let members say what they can do, and give them roles for a term; one role still waits for somebody."""
    people = list(Person.objects.filter(mandates__isnull=False).distinct().order_by("pk")[:8])
    for person, (name, experience, is_public) in zip(people, OFFERED, strict=False):
        offering.offer(person, name=name, experience=experience, is_public=is_public, by=by)
    since = timezone.localdate() - datetime.timedelta(days=200)
    for kind, name, about, place in ROLES:
        role = championing.keep_role(
            MemberRole(kind=kind, name=name, about=about, board=board if place else None), by=by
        )
        if place and place < len(people):
            until = since + datetime.timedelta(days=2 * 365)
            championing.give(role, people[place], starts_on=since, ends_on=until, by=by)
