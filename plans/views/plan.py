"""A plan as everybody reads it: what its newest edition says, how its actions stand, the editions before."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from foundation import access, panels, uploads
from foundation.models import Edition, EditionPart, Rendering
from plans import adopting, saying_plans
from plans.models import CommentRound, Plan, PlanAction

PLANS = Plan.objects.select_related("locality", "board", "edition")


def _public(request: HttpRequest, plan_id: int) -> Plan:
    rows = panels.beside("plans.plan", PLANS.public().filter(edition__isnull=False))
    found: Plan = access.fetch(request, rows, access.PUBLIC, pk=plan_id)
    return found


def _editions(plan: Plan) -> QuerySet[Edition]:
    """Return the editions of a plan and of its drafts, the newest first, each with whether it was withdrawn."""
    gone = EditionPart.objects.filter(edition=OuterRef("pk"), withdrawn_at__isnull=False)
    both = (adopting.series(plan), adopting.series(plan, draft=True))
    pdf = Rendering.objects.filter(kind=adopting.PDF, file__isnull=False)
    rows = Edition.objects.filter(series__in=both).annotate(is_withdrawn=Exists(gone))
    return rows.prefetch_related(Prefetch("renderings", pdf, to_attr="printed")).order_by("-published_at", "-pk")


@login_not_required
@require_safe
def plan(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Show what the plan says now, and how each of its actions stands."""
    found = _public(request, plan_id)
    return _show(request, found, found.edition)  # type: ignore[arg-type]


@login_not_required
@require_safe
def edition(request: HttpRequest, plan_id: int, number: int) -> HttpResponse:
    """Show one edition of the plan as it was adopted, or changed."""
    return _numbered(request, plan_id, number, draft=False)


@login_not_required
@require_safe
def draft(request: HttpRequest, plan_id: int, number: int) -> HttpResponse:
    """Show one edition of the draft that was open for comment."""
    return _numbered(request, plan_id, number, draft=True)


def _numbered(request: HttpRequest, plan_id: int, number: int, *, draft: bool) -> HttpResponse:
    found = _public(request, plan_id)
    return _show(request, found, _edition(found, number, draft=draft))


def _edition(found: Plan, number: int, *, draft: bool = False) -> Edition:
    kept = Edition.objects.filter(series=adopting.series(found, draft=draft), number=number).first()
    if kept is None:
        raise Http404
    return kept


def _show(request: HttpRequest, found: Plan, shown: Edition) -> HttpResponse:
    parts = list(shown.parts.order_by("position"))
    is_newest = shown == found.edition
    said = saying_plans.words(parts)
    if is_newest and found.adopted_at:
        _tell_standing(said["objectives"])
    words = {
        **said, "plan": found, "edition": shown, "is_newest": is_newest, "editions": list(_editions(found)),
        "gone": next((part for part in parts if part.withdrawn_at), None),
        "is_draft": shown.series != adopting.series(found), "round": _round(found),
        "panels": panels.shown(found, "plans.plan") if is_newest else [],
    }  # fmt: skip
    return render(request, "plans/plan/detail.html", words)


def _tell_standing(objectives: list[dict]) -> None:
    """Say at each action of an edition how it stands today."""
    keys = [action["id"] for each in objectives for action in each["actions"]]
    rows = {row.pk: saying_plans.standing(row) for row in PlanAction.objects.filter(pk__in=keys)}
    for each in objectives:
        for action in each["actions"]:
            action["standing"] = rows.get(action["id"], "")


def _round(found: Plan) -> CommentRound | None:
    """Return the time for comments that stands with a draft, where there is one."""
    return None if found.adopted_at else found.rounds.filter(published_at__isnull=False).first()


@login_not_required
@require_safe
def plan_pdf(request: HttpRequest, plan_id: int, number: int) -> HttpResponseBase:
    """Return an edition of the plan as PDF; while it is made the page says so."""
    found = _public(request, plan_id)
    kept = _edition(found, number)
    made = Rendering.objects.filter(edition=kept, kind=adopting.PDF).select_related("file").first()
    if made is None or made.file is None:
        return render(request, "plans/plan/waiting.html", {"plan": found, "edition": kept}, status=404)
    return uploads.serve(made.file, inline=True, request=request)
