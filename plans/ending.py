"""What ends soon, and who is warned: posts, roles, money and people of plans, pilots. Source: C18, C27, J13."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from foundation import access, audit, mail
from foundation.locking import lock
from foundation.models import User
from foundation.templatetags.words import day
from localities.access import EDIT
from localities.posting import ending_soon as posts_ending
from plans import evaluating
from plans.access import READ
from plans.models import PlanResource, PlanRules, rules_by_locality

ENDS = "It ends with that day by itself."
Reached = tuple[str, str]  # a name, and an address
Rules = Callable[[int | None], PlanRules]


class WarnRule(Protocol):
    """The rule of when somebody is warned, in calendar days."""

    end_warn_days: int
    last_warn_days: int


@dataclass(frozen=True)
class Ending:
    """Something that ends on a day: what, whose, what follows, and who is warned."""

    kind: str
    key: str
    words: str
    whose: str
    ends_on: datetime.date
    rules: WarnRule
    path: str = "/"
    follows: str = ""
    change: str = ""  # where an officer says what follows
    reached: tuple[Reached, ...] = ()

    @property
    def days_left(self) -> int:
        """Return in how many days it ends."""
        return (self.ends_on - timezone.localdate()).days


Source = Callable[[access.Access | None], Iterable[Ending]]
_sources: list[Source] = []


def register(source: Source) -> None:
    """Let a higher room say what else ends, once and for all; for one person what their roles show them."""
    if source not in _sources:
        _sources.append(source)


def ending_soon(held: access.Access | None = None, mine: Q | None = None) -> list[Ending]:
    """Return what ends in the time of warning, the first first; for one person what their roles show them."""
    rules = rules_by_locality()
    found = [*_posts(held, rules), *_roles(held, rules), *_resources(mine or Q(), rules), *_pilots(rules)]
    found += [one for source in _sources for one in source(held)]
    near = (one for one in found if 0 <= one.days_left <= one.rules.end_warn_days)
    return sorted(near, key=lambda one: (one.ends_on, one.key))


def _posts(held: access.Access | None, rules: Rules) -> Iterable[Ending]:
    usual = rules(None)
    for post in posts_ending(datetime.timedelta(days=usual.end_warn_days)):
        reached = ((post.person.name, post.person.email), (post.employer.name, post.employer.contact_email))
        yield Ending(
            "Post", f"post:{post.pk}", post.title, f"{post.person}, {post.employer}", post.ends_on, usual,  # type: ignore[arg-type]
            change=f"/manage/posts/{post.pk}/" if held and held.may(EDIT, post) else "", reached=reached,
        )  # fmt: skip


def _roles(held: access.Access | None, rules: Rules) -> Iterable[Ending]:
    today, usual = timezone.localdate(), rules(None)
    for grant in access.ending(today, today + datetime.timedelta(days=usual.end_warn_days)):
        root = grant.content_object
        scopes = root.permission_scopes()
        if held and not any(READ in held.permissions_on(scope) for scope in scopes):
            continue
        words = f"{grant.permission.codename.capitalize()} of {root}"
        reached = tuple((str(user), user.email) for user in (grant.user, grant.granted_by) if user)
        key = f"role:{grant._meta.label_lower}:{grant.pk}"
        yield Ending("Access", key, words, str(grant.user), grant.ends_on, usual, follows=ENDS, reached=reached)


def _resources(mine: Q, rules: Rules) -> Iterable[Ending]:
    rows = PlanResource.objects.filter(
        mine, ends_on__gte=timezone.localdate(), action__objective__plan__adopted_at__isnull=False,
        action__objective__plan__ended_at__isnull=True, action__dropped_at__isnull=True,
    )  # fmt: skip
    related = ("organisation", "action__owner", "action__person", "action__objective__plan__accountable")
    for row in rows.select_related(*related):
        plan = row.action.objective.plan
        person = plan.accountable
        reached = (row.action.reached_at, *([(person.name, person.email)] if person else []))
        yield Ending(
            row.get_kind_display(), f"resource:{row.pk}", f"{row.what}: {row.action}", str(row.organisation),
            row.ends_on, rules(row.locality_id), f"/plans/{plan.pk}/delivery/", row.afterwards,  # type: ignore[arg-type]
            f"/manage/plans/resources/{row.pk}/", reached,
        )  # fmt: skip


def _pilots(rules: Rules) -> Iterable[Ending]:
    for pilot in evaluating.pilots():
        entry = pilot.entry
        if pilot.ends_on is None or pilot.evaluation:
            continue
        owner = entry.organisation
        yield Ending(
            "Pilot", f"pilot:{entry.pk}", entry.name, str(owner or entry.locality or "All partners"), pilot.ends_on,
            rules(entry.locality_id), entry.get_absolute_url(), "It is to be judged at its end.",
            f"/manage/plans/pilots/{entry.pk}/", ((owner.name, owner.contact_email),) if owner else (),
        )  # fmt: skip


@transaction.atomic
def warn() -> int:
    """Warn, once ahead and once in the last week, who has what ends; return how many letters were posted."""
    found = ending_soon()
    letters = [letter for one in found for letter in _letters(one)]
    mail.post_all(letters)
    resources = [one.key.partition(":")[2] for one in found if one.key.startswith("resource:")]
    # When it was warned of last is no change of the resource, so its history has no line of it.
    PlanResource.objects.filter(pk__in=resources, warned_at__isnull=True).update(warned_at=timezone.now())
    return len(letters)


def _letters(one: Ending) -> Iterable[mail.Letter]:
    ahead, last = one.rules.end_warn_days, one.rules.last_warn_days
    stage = min(last, ahead) if one.days_left <= last else ahead
    words = {"ending": one, "day": day(one.ends_on), "path": one.path}
    for name, address in {address: (name, address) for name, address in one.reached if address}.values():
        key = f"ends:{one.key}:{one.ends_on}:{stage}:{address}"
        yield mail.Letter(address, "ends_soon", words, f"ending:{one.key}"[:60], name, key)


@transaction.atomic
def say_what_follows(resource: PlanResource, words: str, *, by: User) -> PlanResource:
    """Say how the work goes on when money or people end. Source: checklist C27."""
    resource = lock(resource, "action")
    resource.afterwards = words
    resource.save()
    audit.record(by, "said what follows when it ends, of", resource.action, resource=resource.pk)
    return resource
