"""Verifying the register of editions: asked for by an auditor or the clock, done by a worker, kept in the act log."""

import datetime
from dataclasses import dataclass

from django.core.cache import cache
from django.utils import timezone

from foundation import audit, editions, work
from foundation.models import Act, EditionSeal, Partnership, User

TASK = "portal.verify_register"  # the roof knows which clearances show every part
ASKED = "asked to verify the register of editions"
VERIFIED = "verified the register of editions"
# A worker that was lost says nothing: after this time one may ask again.
PATIENCE = datetime.timedelta(minutes=30)
MOST_NAMED = 200


@dataclass(frozen=True)
class Standing:
    """What is known of the register: its length, the last verification, and one that is under way."""

    entries: int
    last: Act | None
    asked_at: datetime.datetime | None
    done: int

    @property
    def broken(self) -> list[int]:
        """Return the entries that did not verify, the last time they were looked at."""
        return self.last.detail["broken"] if self.last else []

    @property
    def is_under_way(self) -> bool:
        """Say whether a worker was asked and has not answered yet."""
        return self.asked_at is not None and timezone.now() - self.asked_at < PATIENCE


def standing() -> Standing:
    """Return how the register of this partnership stands."""
    latest = EditionSeal.objects.order_by("-number").values_list("number", flat=True).first()
    acts = Act.objects.filter(target_kind=Partnership._meta.label_lower, verb__in=(ASKED, VERIFIED))
    last = acts.filter(verb=VERIFIED).first()
    asked = acts.filter(verb=ASKED, **({"pk__gt": last.pk} if last else {})).first()
    return Standing(latest or 0, last, asked.at if asked else None, cache.get(_place(), 0) if asked else 0)


def ask(partnership: Partnership, *, by: User) -> bool:
    """Have the register verified by a worker; return False when one is at it already."""
    Partnership.objects.select_for_update(no_key=True).get(pk=partnership.pk)
    if standing().is_under_way:
        return False
    cache.delete(_place())
    audit.record(by, ASKED, partnership)
    work.later(TASK, by_id=by.pk)
    return True


def verify(*, by: User | None) -> list[int]:
    """Verify every entry, log what was found and return the numbers of those that do not verify."""
    partnership, place = Partnership.objects.get(pk=work.current_partnership_id()), _place()
    broken = editions.broken_seals(lambda done: cache.set(place, done, PATIENCE.total_seconds()))
    entries = EditionSeal.objects.count()
    audit.record(by, VERIFIED, partnership, entries=entries, broken=broken[:MOST_NAMED], broken_count=len(broken))
    return broken


def _place() -> str:
    return f"register:{work.current_partnership_id()}"
