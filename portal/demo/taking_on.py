"""What members of an example partnership can do, as they said themselves, and the roles that they took on."""

import datetime

from django.utils import timezone

from boards import championing
from boards.models import Board, MemberRole
from foundation.models import User
from localities import offering
from localities.models import Person

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
