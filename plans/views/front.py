"""The front page for everybody: what boards want to change, what they do for it, and whether it works."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from plans.models import Plan, PrioritySet


@dataclass(frozen=True)
class Door:
    """A page that leads on: its words, the name of its address, and what is to be found there."""

    words: str
    name: str
    about: str

    @property
    def path(self) -> str:
        """Return its address."""
        return reverse(self.name)


# In the order of the work: what is known, what is wanted, what is done, whether it works.
DOORS: dict[str, list[Door]] = {
    "What is known": [
        Door("Each place in figures", "profiles", "How it stands beside the area around it, and how that changes."),
        Door("What is counted", "indicators", "Every indicator, with its values."),
        Door("Evidence", "evidence_list", "What is known about places, and where it comes from."),
        Door("Needs", "needs", "What people and places need, as the evidence shows it."),
        Door("Needs analyses", "needs_analyses", "What each place needs most, signed by county and district."),
    ],
    "What is wanted": [
        Door("Strategies and their aims", "strategies", "What councils and partners want to reach."),
        Door("Aims of working together", "aims", "The aims as objectives that are measured."),
        Door("Priorities", "priorities", "What each board sets out to change, step by step."),
        Door("Fewer, leaner partnerships", "partnership_reviews", "What is proposed for each: keep, merge or close."),
        Door("Comment on drafts", "comment_rounds", "What boards plan before they decide, and what people said of it."),
    ],
    "What is done": [
        Door("Timeline", "timeline", "What happens when: actions, meetings, the yearly cycle, where people are heard."),
        Door("By subject", "plan_themes", "What all partners do about safety, health, jobs and more."),
        Door("Quick wins", "quick_wins", "What shows within months: done, and to come."),
        Door("Services to commission together", "candidates", "What partners could pay for together, and why."),
    ],
    "Whether it works": [
        Door("Is it working?", "measures", "Each measure, its target, and what is done where it is behind."),
        Door("How far we have come", "maturity", "The stage that each place has reached, and what is missing."),
        Door("How boards see themselves", "self_assessments", "What they say they do well, and what shows it."),
        Door("Lessons", "lessons", "What was learned, plan by plan and pilot by pilot."),
    ],
}

STANDING = Count("priorities", filter=Q(priorities__withdrawn_at__isnull=True, priorities__published_at__isnull=False))


@login_not_required
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Show the priorities of each board now, the plans of each locality, and the other doors."""
    sets = PrioritySet.objects.filter(shared_at__isnull=False, closed_at__isnull=True).annotate(number=STANDING)
    plans = Plan.objects.public().filter(ended_at__isnull=True)
    context = {
        "sets": sets.select_related("board", "cycle").order_by("board__name", "-cycle__starts_on"),
        "plans": plans.select_related("locality", "board").order_by("locality__name", "-starts_on"),
        "doors": DOORS,
    }
    return render(request, "plans/front/front.html", context)
