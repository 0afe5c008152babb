"""The surveys of an activity, on its public page."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from engagement.models import Activity, Survey
from foundation.panels import Panel


def _of_activities(activities: list[Activity]) -> Mapping[int, Any]:
    found: dict[int, list[Survey]] = defaultdict(list)
    opened = Survey.objects.filter(activity__in=activities, opened_at__isnull=False)
    for survey in opened.order_by("-opened_at"):
        found[survey.activity_id].append(survey)
    return found


OF_AN_ACTIVITY = Panel("Answer the questions", "engagement/survey/_of_activity.html", _of_activities)
