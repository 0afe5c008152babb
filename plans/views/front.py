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


# Each noun that the public reads adds its own line.
DOORS: list[Door] = [
    Door("How far we have come", "maturity", "The stage that each place has reached, and what is missing."),
    Door("Comment on drafts", "comment_rounds", "What boards plan before they decide, and what people said of it."),
    Door("Each place in figures", "profiles", "How it stands beside the area around it, and how that changes."),
    Door("What is counted", "indicators", "Every indicator, with its values."),
]

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
