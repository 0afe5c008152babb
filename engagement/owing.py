"""Which activities owe people an account of what changed, since when, and how late it is. Source: E30; R31."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format

from engagement.models import Activity, Feedback, rules_by_locality
from foundation.panels import Panel

RELATED = ("locality", "owner", "theme")


@dataclass(frozen=True)
class Owed:
    """One activity, the day on which its feedback is due, and the feedback where it is published."""

    activity: Activity
    due_on: datetime.date
    feedback: Feedback | None = None

    @property
    def days_late(self) -> int:
        """Return for how many days it has been late; 0 where it is not."""
        return 0 if self.feedback else max((timezone.localdate() - self.due_on).days, 0)

    @property
    def is_over(self) -> bool:
        """Say whether the activity has taken place."""
        return self.activity.ends_on < timezone.localdate()

    @property
    def words(self) -> str:
        """Return where it stands, as everybody reads it."""
        day = date_format(self.due_on, "j F Y")
        if self.feedback and self.feedback.published_at:
            told = date_format(timezone.localtime(self.feedback.published_at), "j F Y")
            return f"We said on {told} what changed, what did not and why."
        if self.days_late:
            return f"Feedback was due on {day}; it is {self.days_late} day{'s' * (self.days_late != 1)} late."
        return f"Feedback is due by {day}: what changed, what did not and why."


def owed(activities: Iterable[Activity]) -> dict[int, Owed]:
    """Return where the feedback of each activity stands, by the activity's id, in two queries."""
    rows = list(activities)
    told = {row.activity_id: row for row in Feedback.objects.public().filter(activity__in=rows)}
    return _due(rows, told)


def _due(rows: list[Activity], told: dict[int, Feedback]) -> dict[int, Owed]:
    rules, found = rules_by_locality(), {}
    for activity in rows:
        after = datetime.timedelta(days=rules(activity.locality_id).feedback_days)
        found[activity.pk] = Owed(activity, activity.ends_on + after, told.get(activity.pk))
    return found


def waiting(where: Q | None = None) -> list[Owed]:
    """Return the public activities that are over and have no feedback yet, the most overdue first."""
    rows = Activity.objects.public().over().exclude(feedback__published_at__isnull=False).select_related(*RELATED)
    rows = rows.filter(where) if where else rows
    return sorted(_due(list(rows), {}).values(), key=lambda one: one.due_on)


def _of_activities(activities: list[Any]) -> dict[int, Owed]:
    return {key: one for key, one in owed(activities).items() if not one.activity.cancelled_at}


OF_AN_ACTIVITY = Panel("What changes because of it", "engagement/feedback/_of_activity.html", _of_activities)
