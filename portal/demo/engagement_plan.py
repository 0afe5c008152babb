"""The engagement plan of an example partnership: a year of activities of all its partners."""

import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from boards.models import Board, Meeting
from engagement import counting_heads, scheduling, signing_up
from engagement.models import Activity, Audience, GroupShare, Theme
from engagement.presets.duties import USUAL
from foundation.models import User
from localities.models import Locality, Organisation, Venue

from .data.engagement_plan import ACCESS, SHARES, SOURCE, YEAR

PLAIN = ("title", "kind", "about", "level", "times", "place", "address", "duty", "places")


def plan_engagement(board: Board, clerk: User) -> None:
    """Plan, publish, cancel and count a year of activities in the main board's locality and its neighbours."""
    here = board.locality or Locality.objects.first()
    there = [here, *Locality.objects.exclude(pk=here.pk).order_by("pk")] if here else [None]
    audiences = {audience.key: audience for audience in Audience.objects.all()}
    themes = {theme.key: theme for theme in Theme.objects.all()}
    owners = {one.kind: one for one in Organisation.objects.order_by("-pk")}
    for number, entry in enumerate(YEAR):
        locality = here if "venue" in entry or "came" in entry else there[number % len(there)]
        owner = owners.get(entry["owner"]) or owners["district"]
        made = _plan(entry, locality, owner, board, themes[entry["theme"]])
        _hold(entry, made, audiences, clerk)
    GroupShare.objects.bulk_create(
        GroupShare(
            locality=here, audience=audiences[key], year=2021, percent=Decimal(str(percent)), source=SOURCE
        )
        for key, percent in SHARES.items()
    )  # fmt: skip


def _plan(entry: dict[str, Any], locality: Any, owner: Organisation, board: Board, theme: Theme) -> Activity:
    starts_on, meeting = _when(entry, board)
    ends_on = starts_on + datetime.timedelta(days=entry["for"] - 1)
    return Activity(
        **{name: entry[name] for name in PLAIN if name in entry},
        locality=locality, owner=owner, theme=theme, starts_on=starts_on, ends_on=ends_on,
        venue=Venue.objects.filter(locality=locality).first() if "venue" in entry else None,
        **{name: starts_on + datetime.timedelta(days=days) for name, days in entry.get("stages", {}).items()},
        statute=USUAL[entry["duty"]] if "duty" in entry else "", access=entry.get("access", ACCESS),
        sign_up_until=ends_on if "places" in entry else None,
        board=board if entry["kind"] == "meeting" and locality == board.locality else None, meeting=meeting,
        contact_name="The engagement team", contact_email=owner.contact_email,
    )  # fmt: skip


def _when(entry: dict[str, Any], board: Board) -> tuple[datetime.date, Meeting | None]:
    """Return the day on which it begins, and the community meeting that it is where the board follows one.

    The day is so many days from today, or else that of the community meeting, or a week before the board's.
    """
    today = timezone.localdate()
    if "at" in entry:
        return today + datetime.timedelta(days=entry["at"]), None
    ahead = entry["before_meeting"] > 0
    rows = (board.follows or board).meetings.going_ahead().order_by("starts_at" if ahead else "-starts_at")
    before = datetime.timedelta(days=0 if board.follows else 7)
    for meeting in rows:
        if (meeting.date - before > today) == ahead:
            return meeting.date - before, meeting if board.follows else None
    return today + datetime.timedelta(days=24 if ahead else -62), None


def _hold(entry: dict[str, Any], made: Activity, audiences: dict[str, Audience], clerk: User) -> None:
    scheduling.keep_activity(made, [audiences[key] for key in entry["audiences"]], by=clerk)
    scheduling.publish(made, by=clerk)
    if because := entry.get("cancelled"):
        scheduling.cancel(made, because, by=clerk)
    made.refresh_from_db()
    for people, needs in entry.get("sign_ups", ()):
        signing_up.sign_up(made, people=people, needs=needs)
    if came := entry.get("came"):
        groups = {audiences[key]: people for key, people in came.items() if key}
        counting_heads.count_heads(made, in_all=came[""], groups=groups, by=clerk)
