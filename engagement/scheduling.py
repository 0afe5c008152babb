"""The engagement plan is kept: activities are drafted, published, cancelled for a reason, copied for the next cycle.

Source: checklist A18, A43, D15, D16.
"""

import datetime
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from engagement import overlapping, showing_activities
from engagement.models import Activity, ActivityAudience, Audience, SignUp
from engagement.models.activity import STAGES
from engagement.signing_up import fill
from engagement.telling_sign_ups import tell_cancelled
from foundation import audit
from foundation.locking import lock
from foundation.models import User
from foundation.refusal import already

# What the next cycle takes over as it stands.
COPIED = (
    "locality", "kind", "title", "about", "theme", "level", "owner", "contact_name", "contact_email", "times", "venue",
    "place", "address", "access", "duty", "statute", "places", "board",
)  # fmt: skip
READ_WITH = ("locality", "partnership", "owner", "theme", "venue", "board", "meeting__board")


@transaction.atomic
def keep_activity(activity: Activity, audiences: Iterable[Audience], *, by: User) -> Activity:
    """Save an activity with the audiences that it means to hear.

    Raises ValidationError where its locality would change with something in it that people saw or answered.
    """
    is_new = activity._state.adding
    if is_new:
        activity.created_by = by
    else:
        _refuse_to_move(lock(Activity(pk=activity.pk)), activity)
    activity.save()
    _set_audiences(activity, audiences)
    if not is_new:
        fill(activity)  # there may be more places now
    audit.record(by, "planned" if is_new else "changed", activity)
    if activity.is_public:
        showing_activities.show(activity)
    return activity


def _refuse_to_move(was: Activity, now: Activity) -> None:
    if was.locality_id == now.locality_id:
        return
    if was.published_at or was.surveys.exists() or was.issues.exists() or was.head_counts.exists():
        words = "It is published, or people answered in it: cancel it, and plan another where it belongs."
        raise ValidationError({"locality": words})


def _set_audiences(activity: Activity, audiences: Iterable[Audience]) -> None:
    wanted = {audience.pk for audience in audiences}
    links = ActivityAudience.objects.filter(activity=activity)
    links.exclude(audience__in=wanted).delete()
    links.update(**_as_open(activity))  # links keep no history
    there = set(links.values_list("audience_id", flat=True))
    ActivityAudience.objects.bulk_create(
        ActivityAudience(activity=activity, audience_id=pk, **_as_open(activity)) for pk in sorted(wanted - there)
    )


def _as_open(activity: Activity) -> dict[str, Any]:
    """Return what an activity's links have of it, so that whoever sees the one sees the others."""
    return {"locality_id": activity.locality_id, "published_at": activity.published_at}


def missing(activity: Activity) -> list[str]:
    """Return what must be put right before everybody may read of it."""
    found = []
    if activity.kind == Activity.Kind.STATUTORY and not activity.statute:
        found.append("Say under which statute or duty it is held.")
    if not activity.audience_links.exists():
        found.append("Say whom it means to hear.")
    if activity.kind == Activity.Kind.CO_DESIGN and not activity.understand_on:
        found.append("Say on which day each stage begins: understand, design together, try out, review.")
    if not (activity.where or activity.meeting_id) and activity.kind in (
        Activity.Kind.MEETING, Activity.Kind.DROP_IN, Activity.Kind.FOCUS_GROUP,
    ):  # fmt: skip
        found.append("Say where it is held, or at which address online.")
    return found


def advice(activity: Activity) -> list[str]:
    """Return what should be looked at before everybody reads of it, without being in the way. Source: E29, R36."""
    found = []
    if not activity.access:
        found.append("Nothing says how everybody can take part: steps, hearing loop, interpreters, childcare, travel.")
    through = [audience.name for audience in overlapping.audiences_of(activity) if audience.through_organisations]
    if through:
        names = " and ".join(name.lower() for name in through)
        found.append(f"The views of {names} are taken through organisations, never from the person alone.")
    if activity.ends_on < timezone.localdate():
        found.append("Its last day is over.")
    return found


@transaction.atomic
def publish(activity: Activity, *, by: User) -> Activity:
    """Put an activity on the public calendar. Raises ValidationError with all that is missing, or once it is public."""
    activity = lock(activity, *READ_WITH)
    if activity.published_at:
        raise already(activity, "published", "It is public already.")
    if activity.cancelled_at:
        raise ValidationError("It is cancelled. Copy it to plan it anew.")
    if wrong := missing(activity):
        raise ValidationError(wrong)
    activity.published_at = timezone.now()
    activity.save()
    activity.audience_links.update(**_as_open(activity))  # links keep no history
    audit.record(by, "published", activity)
    showing_activities.show(activity)
    return activity


@transaction.atomic
def cancel(activity: Activity, reason: str, *, by: User) -> Activity:
    """Cancel an activity for a reason that everybody reads, and tell those who signed up.

    Raises ValidationError where it is over, and where it was cancelled before.
    """
    activity = lock(activity)
    if activity.cancelled_at:
        raise already(activity, "cancelled", f"It is cancelled already: {activity.cancelled_because}.")
    if activity.ends_on < timezone.localdate():
        raise ValidationError("It is over. Say how many came, or that nobody did.")
    activity.cancelled_at, activity.cancelled_by, activity.cancelled_because = timezone.now(), by, reason
    activity.save()
    audit.record(by, "cancelled", activity, because=reason)
    showing_activities.show(activity)
    for sign_up in SignUp.objects.standing().filter(activity=activity):
        tell_cancelled(sign_up, activity)
    return activity


@transaction.atomic
def copy(activity: Activity, *, starts_on: datetime.date, by: User) -> Activity:
    """Return a draft of the same activity for the next cycle, as long as this one, with the same audiences."""
    moved = starts_on - activity.starts_on
    days = {name: getattr(activity, name) for name in ("sign_up_until", *STAGES)}
    made = Activity(
        **{name: getattr(activity, name) for name in COPIED},
        starts_on=starts_on,
        ends_on=activity.ends_on + moved,
        **{name: day + moved if day else None for name, day in days.items()},
    )
    return keep_activity(made, overlapping.audiences_of(activity), by=by)
