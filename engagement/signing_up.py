"""People sign up for an activity without an account, wait for a place, take it back; soon after, they are forgotten.

There is no membership list: a name is theirs to give or not, and an address serves the reminder and the way back alone.
Source: checklist D12, D13; standards R34.
"""

import datetime
from contextlib import AbstractContextManager
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, Sum
from django.utils import timezone

from engagement.models import Activity, SignUp, rules_of
from engagement.telling_sign_ups import sign_up_token, tell
from foundation import audit, tenancy
from foundation.links import hash_token
from foundation.locking import lock
from foundation.models import User

GUEST = "Somebody who signed up"
MOST_MAILS = 3  # to one address about one activity: nobody fills another's mailbox
KEPT = ~Q(name="") | ~Q(email="") | ~Q(needs="") | ~Q(token_hash="")


@transaction.atomic
def sign_up(activity: Activity, *, people: int, name: str = "", email: str = "", needs: str = "") -> SignUp:
    """Keep that some people mean to come: they have a place at once where there is one, else they wait.

    Raises ValidationError where nobody may sign up any more, or there were never so many places.
    """
    with _among_all(activity):
        activity = lock(activity)
        if not activity.takes_signups:
            raise ValidationError("You cannot sign up for this any more.")
        if activity.places and people > activity.places:
            words = f"There are {activity.places} places in all. Please get in touch with the organisers."
            raise ValidationError({"people": words})
        made = SignUp(activity=activity, locality_id=activity.locality_id, people=people, name=name, needs=needs)
        made.email = email if _may_be_written_to(activity, email) else ""
        made.token_hash = hash_token(sign_up_token(made))
        made.save()
        audit.record(None, "signed up", made, name=named(activity), by_name=GUEST)
        fill(activity)
        made.refresh_from_db()
        if not made.placed_at:
            tell(made, activity, "sign_up_waits")
    return made


def _may_be_written_to(activity: Activity, email: str) -> bool:
    there = SignUp.objects.filter(activity=activity, email__iexact=email)
    return bool(email) and there.count() < MOST_MAILS


def free_places(activity: Activity) -> int | None:
    """Return how many places are left; None where there is no limit. Asks among all who signed up."""
    if activity.places is None:
        return None
    with _among_all(activity):
        taken = SignUp.objects.placed().filter(activity=activity).aggregate(n=Sum("people"))["n"]
    return max(activity.places - (taken or 0), 0)


def fill(activity: Activity) -> None:
    """Give places to those who wait, first come first; one that is too few for the first goes to whom it fits.

    The activity is locked by whoever asks.
    """
    free = free_places(activity)
    for waiting in SignUp.objects.waiting().filter(activity=activity):
        if free is not None and waiting.people > free:
            continue
        waiting.placed_at = timezone.now()
        waiting.save(update_fields=["placed_at"])
        free = None if free is None else free - waiting.people
        tell(waiting, activity, "sign_up_placed")


@transaction.atomic
def withdraw(sign_up: SignUp, *, by: User | None = None) -> SignUp:
    """Take a sign-up back, forget who it was, and give the place to who waits; twice is once."""
    with _among_all(sign_up.activity):
        activity = lock(sign_up.activity)
        sign_up = lock(sign_up)
        if sign_up.withdrawn_at:
            return sign_up
        sign_up.withdrawn_at = timezone.now()
        sign_up.name = sign_up.email = sign_up.needs = ""
        sign_up.save()
        audit.record(by, "took a sign-up back", sign_up, name=named(activity), by_name="" if by else GUEST)
        if activity.ends_on >= timezone.localdate():
            fill(activity)
    return sign_up


def remind() -> int:
    """Remind those with a place, the days before that their locality's rules say; return how many there were."""
    today, told = timezone.localdate(), 0
    coming = Activity.objects.public().standing().filter(
        starts_on__range=(today, today + datetime.timedelta(days=60)), sign_ups__isnull=False
    )  # fmt: skip
    for activity in coming.distinct().select_related("locality", "venue"):
        if activity.starts_on > today + datetime.timedelta(days=rules_of(activity.locality).remind_days):
            continue
        told += _remind_of(activity)
    return told


def _remind_of(activity: Activity) -> int:
    unread = SignUp.objects.placed().filter(activity=activity, reminded_at__isnull=True).exclude(email="")
    rows = list(unread.filter(at__lt=timezone.now() - datetime.timedelta(days=1)))
    for row in rows:
        tell(row, activity, "sign_up_reminder")
    unread.filter(pk__in=[row.pk for row in rows]).update(reminded_at=timezone.now())
    return len(rows)


def forget_contacts() -> int:
    """Empty who signed up for what is over, the days after it that their locality's rules say; links end with it."""
    today, emptied = timezone.localdate(), 0
    for activity in Activity.objects.filter(ends_on__lt=today, sign_ups__in=SignUp.objects.filter(KEPT)).distinct():
        kept_until = activity.ends_on + datetime.timedelta(days=rules_of(activity.locality).contact_days)
        if kept_until < today:
            rows = SignUp.objects.filter(KEPT, activity=activity)
            emptied += rows.update(name="", email="", needs="", token_hash="")
    return emptied


def named(activity: Activity) -> str:
    """Return what the act log calls a sign-up: never who it was."""
    return f"A sign-up for {activity}"


def _among_all(activity: Activity) -> AbstractContextManager[Any]:
    return tenancy.tenant(activity.partnership_id, [f"draft:engagement:{activity.locality_id or 0}"])
