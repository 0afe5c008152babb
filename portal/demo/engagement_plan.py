"""The engagement plan of an example partnership: a year of activities of all its partners."""

import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from boards.models import Board
from engagement import scheduling, signing_up
from engagement.models import Activity, Audience, GroupShare, HeadCount, Theme
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
    starts_on = timezone.localdate() + datetime.timedelta(days=entry["at"])
    ends_on = starts_on + datetime.timedelta(days=entry["for"] - 1)
    return Activity(
        **{name: entry[name] for name in PLAIN if name in entry},
        locality=locality, owner=owner, theme=theme, starts_on=starts_on, ends_on=ends_on,
        venue=Venue.objects.filter(locality=locality).first() if "venue" in entry else None,
        statute=USUAL[entry["duty"]] if "duty" in entry else "", access=entry.get("access", ACCESS),
        sign_up_until=ends_on if "places" in entry else None,
        board=board if entry["kind"] == "meeting" and locality == board.locality else None,
        contact_name="The engagement team", contact_email=owner.contact_email,
    )  # fmt: skip


def _hold(entry: dict[str, Any], made: Activity, audiences: dict[str, Audience], clerk: User) -> None:
    scheduling.keep_activity(made, [audiences[key] for key in entry["audiences"]], by=clerk)
    scheduling.publish(made, by=clerk)
    if because := entry.get("cancelled"):
        scheduling.cancel(made, because, by=clerk)
    made.refresh_from_db()
    for people, needs in entry.get("sign_ups", ()):
        signing_up.sign_up(made, people=people, needs=needs)
    HeadCount.objects.bulk_create(
        HeadCount(activity=made, locality=made.locality, audience=audiences.get(key), people=people, counted_by=clerk)
        for key, people in entry.get("came", {}).items()
    )
