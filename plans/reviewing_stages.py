"""Measures to be looked at again: for the officers' first page, and told once by mail. Source: checklist E4."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from foundation import access, mail
from foundation.mail import Letter
from foundation.models import User
from localities.models import Locality
from plans.maturity import Maturity, read
from plans.models import Framework


@dataclass(frozen=True)
class Due:
    """How many measures of a framework wait to be looked at again in a locality, and since when."""

    framework: Framework
    locality: Locality
    number: int
    since: datetime.date  # the newest day on which one came due

    @property
    def path(self) -> str:
        """Return where they are assessed."""
        return f"/manage/plans/maturity/{self.framework.pk}/assess/#{self.locality.slug}"


def due(localities: Iterable[Locality] | None = None) -> list[Due]:
    """Return what is due today in these localities, or in all; frameworks that ended are left alone."""
    today = timezone.localdate()
    places = list(localities if localities is not None else Locality.objects.on(today).order_by("name"))
    running = Framework.objects.running(today)
    return [found for one in running for found in _due(read(one, [today], places), today)]


def _due(maturity: Maturity, today: datetime.date) -> Iterable[Due]:
    for locality in maturity.localities:
        days = [
            last.next_review_on
            for standing in maturity.row(locality, today)
            for _, last in standing.judged
            if last and last.next_review_on <= today
        ]
        if days:
            yield Due(maturity.framework, locality, len(days), max(days))


def remind() -> int:
    """Post to those who assess a locality what came due there and return to how many; twice is once."""
    people = _people()
    letters = [
        Letter(
            user.email, "stages_due", {"due": found}, f"locality:{found.locality.pk}", str(user),
            f"stages:{found.framework.pk}:{found.locality.pk}:{found.since:%Y%m%d}:{user.pk}",
        )
        for found in due()
        for user in people[found.locality.pk] or people[None]
    ]  # fmt: skip
    mail.post_all(letters)
    return len(letters)


def _people() -> dict[int | None, list[User]]:
    """Return who assesses, by locality; under None those who do so everywhere."""
    found: dict[int | None, list[User]] = defaultdict(list)
    for user, kind, key in access.holders(["planner"]):
        if kind in ("localities.locality", "foundation.partnership"):
            found[key if kind == "localities.locality" else None].append(user)
    return found
