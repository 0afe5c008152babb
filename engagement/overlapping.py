"""Which planned activities ask the same people in the same weeks, or about the same subject, and whom nobody asks.

Source: checklist A18, A43, C30.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from engagement.models import Activity, Audience, Theme

WEEK = datetime.timedelta(days=7)


@dataclass(frozen=True)
class Overlap:
    """Two activities in the same weeks of one place, and what they have in common."""

    first: Activity
    second: Activity
    audiences: tuple[Audience, ...]
    theme: Theme | None


@dataclass(frozen=True)
class Gaps:
    """Whom nobody plans to hear, those heard too seldom first, and what nobody asks about."""

    audiences: list[Audience]
    themes: list[Theme]


def week_of(day: datetime.date) -> datetime.date:
    """Return the Monday of a day's week."""
    return day - datetime.timedelta(days=day.weekday())


def share_weeks(one: Activity, other: Activity) -> bool:
    """Say whether two activities go on in at least one week together."""
    return week_of(one.starts_on) <= week_of(other.ends_on) and week_of(other.starts_on) <= week_of(one.ends_on)


def share_place(one: Activity, other: Activity) -> bool:
    """Say whether two activities mean people of one place: what is for everywhere meets each locality."""
    return None in (one.locality_id, other.locality_id) or one.locality_id == other.locality_id


def audiences_of(activity: Activity) -> list[Audience]:
    """Return whom an activity means to hear, from what was read with it."""
    return [link.audience for link in activity.audience_links.all()]


def in_common(one: Activity, other: Activity) -> Overlap | None:
    """Return what two activities of the same weeks and place have in common; None where that is nothing."""
    if not (share_weeks(one, other) and share_place(one, other)):
        return None
    wanted = {audience.pk for audience in audiences_of(other)}
    audiences = tuple(audience for audience in audiences_of(one) if audience.pk in wanted)
    theme = one.theme if one.theme_id and one.theme_id == other.theme_id else None
    return Overlap(one, other, audiences, theme) if audiences or theme else None


def overlaps(activities: Iterable[Activity]) -> list[Overlap]:
    """Return each pair of activities that has something in common, once, in order of time."""
    rows = sorted(activities, key=lambda one: (one.starts_on, one.pk or 0))
    found = []
    for place, one in enumerate(rows):
        for other in rows[place + 1 :]:
            if week_of(other.starts_on) > week_of(one.ends_on):
                break  # and so are all that start later
            if overlap := in_common(one, other):
                found.append(overlap)
    return found


def gaps(activities: Sequence[Activity], audiences: Iterable[Audience], themes: Iterable[Theme]) -> Gaps:
    """Return the audiences and subjects that none of these activities is for."""
    heard = {audience.pk for activity in activities for audience in audiences_of(activity)}
    asked = {activity.theme_id for activity in activities}
    unheard = [audience for audience in audiences if audience.pk not in heard]
    unheard.sort(key=lambda audience: not audience.is_seldom_heard)
    return Gaps(unheard, [theme for theme in themes if theme.pk not in asked])


@dataclass(frozen=True)
class Crowd:
    """An audience that several partners ask in the same weeks."""

    audience: Audience
    partners: int
    others: list[Activity]


def crowds(activity: Activity, others: Iterable[Activity]) -> list[Crowd]:
    """Return which audiences of an activity others ask in its weeks; its own partner counts as one."""
    near = [other for other in others if share_weeks(activity, other) and share_place(activity, other)]
    found = []
    for audience in audiences_of(activity):
        same = [other for other in near if any(one.pk == audience.pk for one in audiences_of(other))]
        if same:
            partners = {activity.owner_id, *(other.owner_id for other in same)}
            found.append(Crowd(audience, len(partners), same))
    return found
