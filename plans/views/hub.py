"""The planning officer's first page: what there is to do, and where."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from localities.access import anywhere
from plans import access as roles
from plans import showing_gates
from plans.views import (
    analysis_admin,
    comment_admin,
    delivery_admin,
    evidence_admin,
    framework,
    match,
    measuring,
    outlook_admin,
    strategy_admin,
    value,
)


@dataclass(frozen=True)
class Room:
    """A page of the officers', and what they do there."""

    words: str
    path: str
    about: str
    waits: Callable[[HttpRequest], str] | None = None  # what is to be done there now, in words


# In the order of the work: what is known, what is wanted, what is done, whether it works.
ROOMS: dict[str, list[Room]] = {
    "What is known": [
        Room("Evidence", "/manage/plans/evidence/", "What is known, where it comes from and who may read it."),
        Room("Needs", evidence_admin.NEEDED, "What people and places need, and the evidence that shows it."),
        Room("Needs analyses", analysis_admin.LIST, "What each place needs most, signed by both tiers."),
        Room("Indicators", "/manage/plans/indicators/", "What is counted, how, and its values."),
        Room("Values from files", "/manage/plans/imports/", "Import values, see what is wrong with a file, undo it."),
        Room("Values that are due", "/manage/plans/values/", "Who was asked, who has not answered.", waits=value.waits),
    ],
    "What is wanted": [
        Room("Strategies", strategy_admin.LIST,
             "Corporate plans, ambitions and targets, with the aims that priorities and plans serve."),
        Room("Yearly cycle", "/manage/plans/cycles/", "By when priorities are chosen, shared, agreed and delivered."),
        Room("Priorities", "/manage/plans/priorities/", "What each board sets out to change, step by step.",
             waits=showing_gates.waits),
        Room("Similar priorities", "/manage/plans/matches/",
             "Find boards that want the same, and agree to work together.", waits=match.waits),
        Room("Overlaps and reviews", "/manage/plans/reviews/", "Which partnerships do the same: keep, merge or close."),
        Room("Comments on drafts", "/manage/plans/comments/", "Open drafts for comment and answer what people say.",
             waits=comment_admin.waits),
    ],
    "What is done": [
        Room("Plans of localities", "/manage/plans/plans/",
             "Write a plan, test it with local people, have it adopted, and publish what changes."),
        Room("Plans in delivery", "/manage/plans/delivery/", "What became of each action, each year.",
             waits=delivery_admin.late_words),
        Room("What ends soon", outlook_admin.ENDING, "Posts, access, money and pilots that end, and what follows.",
             waits=outlook_admin.ending_words),
        Room("Pilots", outlook_admin.PILOTS, "Which come to their end, and whether they go on.",
             waits=outlook_admin.pilot_words),
        Room("Services to commission together", outlook_admin.CANDIDATES,
             "What was raised from plans, and what came of it."),
    ],
    "Whether it works": [
        Room("Measures", "/manage/plans/measures/", "Targets, how they stand, and what is done about them.",
             waits=measuring.waits),
        Room("How far we have come", "/manage/plans/maturity/", "Strategies in stages: assess each place by them.",
             waits=framework.waits),
        Room("Self-assessments", "/manage/plans/self-assessments/", "A board judges itself by five statements."),
        Room("An organisation’s part", "/manage/plans/parts/", "What one partner did, for its inspection."),
        Room("What is linked to nothing", "/manage/plans/orphans/",
             "Priorities and objectives that serve no aim, aims that nothing serves, strategies nobody carries out."),
        Room("Rules", "/manage/plans/rules/", "Every period and threshold, for the partnership or for one place."),
    ],
}  # fmt: skip


@anywhere(roles.READ)
@require_safe
def hub(request: HttpRequest) -> HttpResponse:
    """Show an officer the pages of plans, and what waits there."""
    parts = {
        part: [(room, room.waits(request) if room.waits else "") for room in rooms] for part, rooms in ROOMS.items()
    }
    return render(request, "plans/hub/hub.html", {"parts": parts})
