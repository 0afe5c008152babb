"""Similar priorities: found, proposed, accepted, shared with other partnerships; and read by everybody once agreed."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation import access
from foundation.paging import page_of
from foundation.refusal import told
from localities.access import anywhere
from localities.views.form_page import form_page
from plans import access as roles
from plans import matching, pairing, sharing_priorities
from plans.forms.match import BecauseForm, SharedPlanForm, SharingForm
from plans.models import Priority, PriorityMatch, SharedPriority

PAGE = require_http_methods(["GET", "HEAD", "POST"])
PRIORITIES = Priority.objects.select_related("board", "locality", "theme", "partnership", "set__cycle", "set__board")
MATCHES = PriorityMatch.objects.select_related(
    "priority__board", "priority__locality", "priority__set", "other__board", "other__locality", "other__set",
    "shared__origin", "board", "locality", "partnership", "plan", "proposed_by",
)  # fmt: skip


def waits(request: HttpRequest) -> str:
    """Return how many proposals wait for an answer of the person's boards, in words."""
    number = _asked(request, PriorityMatch.objects.waiting()).count()
    return f"{number} proposal{'s wait' if number > 1 else ' waits'} for your answer." if number else ""


def _asked(request: HttpRequest, rows: Any) -> Any:
    """Keep the matches that a board of the person's is to answer."""
    mine = Priority.objects.filter(roles.where(request.access, roles.PLAN))  # type: ignore[attr-defined]
    return rows.filter(Q(other__in=mine) | Q(priority__in=mine, is_ours=False))


@login_not_required
@require_safe
def priority_matches(request: HttpRequest, priority_id: int) -> HttpResponse:
    """Show with whom the board works on a priority: what both agreed, and why the two are alike."""
    priority = access.fetch(request, PRIORITIES.public(), access.PUBLIC, pk=priority_id)
    rows = MATCHES.of(priority).agreed().filter(published_at__isnull=False)
    pairs = [(match, match.other if match.priority_id == priority.pk else match.priority) for match in rows]
    return render(request, "plans/match/public.html", {"priority": priority, "pairs": pairs})


@anywhere(roles.READ)
@require_safe
def manage_matches(request: HttpRequest) -> HttpResponse:
    """List what waits for an answer here, every other match, and what other partnerships share."""
    own = Priority.objects.filter(roles.where(request.access, roles.READ))  # type: ignore[attr-defined]
    rows = MATCHES.filter(Q(priority__in=own) | Q(other__in=own))
    asked = list(_asked(request, MATCHES.waiting()))
    shared = SharedPriority.objects.filter(withdrawn_at__isnull=True)
    mine = PRIORITIES.filter(pk__in=own).public().standing().filter(closed_at=None)[:50]
    found = matching.most_alike(mine)
    words = {
        "asked": asked, "page": page_of(request, rows.exclude(pk__in=[match.pk for match in asked]), 25),
        "shared": shared[:50], "priorities": [(one, found.get(one.pk)) for one in mine],
    }  # fmt: skip
    return render(request, "plans/match/manage_list.html", words)


@require_safe
def manage_priority_matches(request: HttpRequest, priority_id: int) -> HttpResponse:
    """Show the priorities that are like one, why, and what became of each."""
    priority = access.fetch(request, PRIORITIES, roles.READ, pk=priority_id)
    words = {
        "priority": priority, "alike": matching.alike(priority), "matches": MATCHES.of(priority),
        "sharings": priority.sharings.select_related("other"),
        "may_plan": request.access.may(roles.PLAN, priority),  # type: ignore[attr-defined]
    }  # fmt: skip
    return render(request, "plans/match/manage.html", words)


@require_POST
def match_new(request: HttpRequest, priority_id: int) -> HttpResponse:
    """Propose a match to the board of another priority."""
    priority = access.fetch(request, PRIORITIES, roles.PLAN, pk=priority_id)
    kind, _, key = request.POST.get("with", "").partition("-")
    rows: Any = SharedPriority.objects.all() if kind == "shared" else PRIORITIES
    counterpart = access.fetch(request, rows, access.OWN, pk=int(key) if key.isdecimal() and len(key) < 15 else 0)
    with told(request):
        pairing.propose(priority, counterpart, by=request.user)  # type: ignore[arg-type]
        messages.success(request, "The match is proposed. The clerks of the other board are told by email.")
    return redirect("manage_priority_matches", priority_id)


@PAGE
def priority_sharing(request: HttpRequest, priority_id: int) -> HttpResponse:
    """Choose the partnerships that may read a priority."""
    priority = access.fetch(request, PRIORITIES, roles.PLAN, pk=priority_id)
    now = list(priority.sharings.filter(ended_at__isnull=True).select_related("other"))
    form = SharingForm.of(request, priority=priority, initial={"partnerships": [each.other_id for each in now]})

    def act() -> HttpResponse:
        chosen = form.cleaned_data["partnerships"]
        for other in chosen:
            sharing_priorities.share(priority, other, by=request.user)  # type: ignore[arg-type]
        for sharing in now:
            if sharing.other not in chosen:
                sharing_priorities.stop(sharing, by=request.user)  # type: ignore[arg-type]
        messages.success(request, "Kept. What is shared arrives in a minute, with its words of today.")
        return redirect("manage_priority_matches", priority_id)

    return form_page(request, form, act, title="Share with other partnerships", caption=priority, back=_back(priority))


@require_safe
def manage_match(request: HttpRequest, match_id: int) -> HttpResponse:
    """Show both priorities, why they match, and what can be done now."""
    match = access.fetch(request, MATCHES, access.OWN, pk=match_id)
    held = request.access  # type: ignore[attr-defined]
    _require(request, match, roles.READ)
    side = pairing.answering(match)
    words = {
        "match": match, "may_answer": bool(side and held.may(roles.PLAN, side)),
        "may_end": any(held.may(roles.PLAN, each) for each in pairing.sides(match)),
    }  # fmt: skip
    return render(request, "plans/match/detail.html", words)


@require_POST
def match_acceptance(request: HttpRequest, match_id: int) -> HttpResponse:
    """Accept for the board that was asked."""
    match = access.fetch(request, MATCHES, access.OWN, pk=match_id)
    access.require(request, roles.PLAN, pairing.answering(match))
    with told(request):
        pairing.accept(match, by=request.user)  # type: ignore[arg-type]
        messages.success(request, "Both boards agree. Everybody can read it now.")
    return redirect("manage_match", match_id)


@PAGE
def match_refusal(request: HttpRequest, match_id: int) -> HttpResponse:
    """Decline for the board that was asked, with a reason."""
    match = access.fetch(request, MATCHES, access.OWN, pk=match_id)
    access.require(request, roles.PLAN, pairing.answering(match))
    return _because(request, match, pairing.decline, "Decline a match", "Declined. The other board is told why.")


@PAGE
def match_ending(request: HttpRequest, match_id: int) -> HttpResponse:
    """End what was agreed or proposed, with a reason."""
    match = access.fetch(request, MATCHES, access.OWN, pk=match_id)
    _require(request, match, roles.PLAN)
    return _because(request, match, pairing.end, "End a match", "The match has ended.")


@PAGE
def match_plan(request: HttpRequest, match_id: int) -> HttpResponse:
    """Choose the plan that both boards deliver."""
    match = access.fetch(request, MATCHES, access.OWN, pk=match_id)
    _require(request, match, roles.PLAN)
    form = SharedPlanForm.of(request, match=match, initial={"plan": match.plan_id})

    def act() -> HttpResponse:
        pairing.deliver_by(match, form.cleaned_data["plan"], by=request.user)  # type: ignore[arg-type]
        messages.success(request, "The plan is kept.")
        return redirect("manage_match", match_id)

    return form_page(request, form, act, title="The plan that both boards deliver", caption=match, back=_of(match))


def _require(request: HttpRequest, match: PriorityMatch, permission: str) -> None:
    """Refuse who may do this for neither board."""
    held = request.access  # type: ignore[attr-defined]
    side = next((each for each in pairing.sides(match) if held.may(permission, each)), match)
    access.require(request, permission, side)


def _because(request: HttpRequest, match: PriorityMatch, act: Any, title: str, said: str) -> HttpResponse:
    form = BecauseForm.of(request)

    def run() -> HttpResponse:
        act(match, **form.cleaned_data, by=request.user)
        messages.success(request, said)
        return redirect("manage_match", match.pk)

    return form_page(request, form, run, title=title, caption=match, submit=title, back=_of(match))


def _of(match: PriorityMatch) -> str:
    return reverse("manage_match", args=[match.pk])


def _back(priority: Priority) -> str:
    return reverse("manage_priority_matches", args=[priority.pk])
