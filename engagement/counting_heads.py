"""Staff write down how many took part, in all and by group, never by name. Source: checklist D13, D18."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from engagement.models import Activity, Audience, HeadCount, rules_of
from engagement.withholding import withhold
from foundation import audit
from foundation.locking import lock
from foundation.models import User


@transaction.atomic
def count_heads(activity: Activity, *, in_all: int, groups: Mapping[Audience, int], by: User) -> Activity:
    """Keep how many took part, in place of what was counted before; one person may belong to several groups.

    Raises ValidationError where it has not begun, is cancelled, or a group is larger than all.
    """
    activity = lock(activity, "locality")
    if activity.cancelled_at or activity.starts_on > timezone.localdate():
        raise ValidationError("Nobody can have taken part: it has not begun, or it is cancelled.")
    if larger := [audience.name for audience, people in groups.items() if people > in_all]:
        raise ValidationError(f"More people than took part in all: {', '.join(larger)}.")
    HeadCount.objects.filter(activity=activity).delete()
    facts = {"activity": activity, "locality_id": activity.locality_id, "counted_by": by}
    HeadCount.objects.bulk_create(
        [HeadCount(people=in_all, **facts)]
        + [HeadCount(audience=audience, people=people, **facts) for audience, people in groups.items()]
    )
    activity.took_part = withhold(in_all, {}, rules_of(activity.locality).smallest_shown).in_all
    activity.save()
    audit.record(by, "counted who took part in", activity)
    return activity


def counts_of(activity: Activity) -> dict[int | None, int]:
    """Return how many took part by the id of their group; None stands for all."""
    return dict(HeadCount.objects.filter(activity=activity).values_list("audience_id", "people"))
