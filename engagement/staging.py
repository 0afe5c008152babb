"""The stages of a co-design project, each until the next begins. Source: checklist A37, E19, E23, E26."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from django.utils import timezone

from engagement.models import Activity
from engagement.models.activity import STAGES
from engagement.presets.stages import WORDS
from foundation.panels import Panel

DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Stage:
    """One stage: its name, what happens in it, and its first and last day."""

    name: str
    about: str
    starts_on: datetime.date
    ends_on: datetime.date

    @property
    def is_now(self) -> bool:
        """Say whether it goes on today."""
        return self.starts_on <= timezone.localdate() <= self.ends_on


def stages_of(activity: Activity) -> list[Stage]:
    """Return the stages of an activity in order; none where it is no co-design project."""
    if not activity.understand_on:
        return []
    days = [getattr(activity, name) for name in STAGES]
    spans = pairwise([*days, activity.ends_on + DAY])
    return [Stage(*WORDS[name], since, until - DAY) for name, (since, until) in zip(STAGES, spans, strict=True)]


def _of_activities(activities: list[Activity]) -> Mapping[int, list[Stage]]:
    return {activity.pk: stages_of(activity) for activity in activities}


OF_AN_ACTIVITY = Panel("Stage by stage", "engagement/activity/_stages.html", _of_activities)
