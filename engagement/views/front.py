"""The front door for everybody: take part now, what comes next, and every other way to be heard. Source: A20, A43."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.db.models import F, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from engagement import signing_up
from engagement.forms.activity import ActivityFilter
from engagement.models import Activity, ActivityAudience, Issue
from engagement.presets.levels import LEVELS
from foundation import access, panels
from foundation.paging import page_of

A_PAGE = 20
LATELY = 5
WHOM = Prefetch("audience_links", ActivityAudience.objects.select_related("audience").order_by("audience__position"))
ACTIVITIES = Activity.objects.select_related("locality", "partnership", "owner", "theme", "venue")
PUBLIC = ACTIVITIES.public()


@dataclass(frozen=True)
class Door:
    """Another way to be heard: its words, the name of its address, and when one goes there."""

    words: str
    name: str
    about: str

    @property
    def path(self) -> str:
        """Return its address."""
        return reverse(self.name)


# What most people come for stands before the lists, on a phone too.
FIRST: tuple[Door, ...] = (
    Door("Raise an issue", "issue_new", "Tell us what is wrong, or what would make things better."),
    Door("Find a service", "services", "Who does what, whom to ask, and how fast they answer."),
)
# Each slice that makes a way for residents adds its own line.
DOORS: tuple[Door, ...] = (
    Door("Ask a question at a meeting", "meetings", "Choose the meeting. You need no account."),
    Door("See what changed", "feedback_list", "What came of what people said, and why."),
    Door("See what others raised", "issues", "And how far each issue is."),
    Door("See what was asked of services", "requests", "With whom each request lies, and by when it is answered."),
    Door("Join community leaders and champions", "network", "Whom we ask first when something is planned."),
    Door("See what we answer to others", "outside_list", "What councils and governments consult on, and until when."),
    Door("See what the partners agreed", "agreed_list", "How they hear people, and who has signed it."),
    Door("See what boards ask of services", "challenges", "What their plans do for the place, and their answers."),
    Door("See what parishes asked on their precept", "precepts", "What was asked, said and set, by year."),
    Door("Who took part", "reach", "Who was heard, against who lives here."),
)


@login_not_required
@require_safe
def have_your_say(request: HttpRequest) -> HttpResponse:
    """Show what goes on now with its closing date, what comes next, what was cancelled, and the other doors."""
    asked, today = ActivityFilter(request.GET), timezone.localdate()
    rows = asked.narrow(PUBLIC.filter(ends_on__gte=today))
    page = page_of(
        request, rows.order_by(F("cancelled_at").asc(nulls_first=True), "starts_on", "ends_on", "pk"), A_PAGE
    )
    context = {
        "page": page,
        "now": sorted((one for one in page if one.is_open(today)), key=lambda one: one.ends_on),
        "next": [one for one in page if not one.cancelled_at and one.starts_on > today],
        "cancelled": [one for one in page if one.cancelled_at],
        "over": asked.narrow(PUBLIC.over()).order_by("-ends_on", "-pk")[:LATELY],
        "filter": asked,
        "first": FIRST,
        "doors": DOORS,
    }
    return render(request, "engagement/front/front.html", context)


@login_not_required
@require_safe
def activity(request: HttpRequest, activity_id: int) -> HttpResponse:
    """Show one activity: what it is about, how much people decide, where and when, and how to take part."""
    rows = PUBLIC.select_related("board", "meeting__board").prefetch_related(WHOM)
    found = access.fetch(request, panels.beside("public.activity", rows), access.PUBLIC, pk=activity_id)
    context = {
        "activity": found,
        "level": LEVELS[Activity.Level(found.level)],
        "audiences": [link.audience for link in found.audience_links.all()],
        "free": signing_up.free_places(found) if found.takes_signups else None,
        "issues": Issue.objects.public().filter(activity=found)[:A_PAGE],
        "panels": panels.shown(found, "engagement.activity", "public.activity"),
    }
    return render(request, "engagement/front/activity.html", context)
