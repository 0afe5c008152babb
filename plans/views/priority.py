"""Priorities for everybody to read: by board, a set with its gates and versions, one with its golden thread. B25."""

import datetime
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import JSONObject
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from foundation import access, panels
from foundation.models import EditionPart
from foundation.paging import page_of
from plans import gates, serving
from plans.composing_priorities import FRONT, series, table_of_principles
from plans.models import CommentRound, Measure, Objective, Plan, Priority, PrioritySet, PrioritySupport

SETS = PrioritySet.objects.filter(shared_at__isnull=False).select_related("board", "cycle", "edition", "decision")
HELPED = PrioritySupport.objects.filter(other=OuterRef("pk"), published_at__isnull=False).order_by("pk")
CARRIED = Priority.objects.public().filter(carried_from=OuterRef("pk")).order_by("pk")
# What leads here from other priorities comes with the query of the page.
PRIORITIES = (
    Priority.objects.public()
    .select_related("set__cycle", "set__edition", "board", "partnership")
    .annotate(
        helped_by=ArraySubquery(HELPED.values(facts=JSONObject(key="priority_id", title="priority__title", how="how"))),
        carried_into=ArraySubquery(CARRIED.values(facts=JSONObject(key="pk", cycle="set__cycle__name"))),
    )
)


@login_not_required
@require_safe
def priorities(request: HttpRequest) -> HttpResponse:
    """List the priorities of each board, the newest cycle first, drafts that are shared among them."""
    sets = SETS.order_by("board__name", "-cycle__starts_on").prefetch_related("priorities")
    page = page_of(request, sets)
    rows = [(taken, [one for one in taken.priorities.all() if not one.withdrawn_at]) for taken in page]
    return render(request, "plans/priority/list.html", {"rows": rows, "page": page})


@login_not_required
@require_safe
def priority_set(request: HttpRequest, set_id: int) -> HttpResponse:
    """Show a board's priorities for a cycle as they were published last, and the gates that they have passed."""
    found = access.fetch(request, SETS, access.PUBLIC, pk=set_id)
    return _set(request, found, found.edition.number if found.edition else 0)


@login_not_required
@require_safe
def priority_set_version(request: HttpRequest, set_id: int, number: int) -> HttpResponse:
    """Show an earlier version, which says that it was followed by another."""
    found = access.fetch(request, SETS, access.PUBLIC, pk=set_id)
    return _set(request, found, number)


def _set(request: HttpRequest, found: PrioritySet, number: int) -> HttpResponse:
    every = EditionPart.objects.filter(edition__series=series(found)).select_related("edition").order_by("position")
    parts = list(every.filter(edition__number=number))
    fronts = list(every.filter(kind=FRONT))
    if not parts:
        raise Http404
    contents = [part.content for part in parts if part.kind != FRONT and part.content]
    edition, gone = parts[0].edition, next((part for part in parts if part.withdrawn_at), None)
    context: dict[str, Any] = {
        "set": found,
        "front": next((part.content for part in parts if part.kind == FRONT), {}),
        "contents": contents,
        "principles": table_of_principles(contents),
        "steps": gates.steps(found),
        "next": gates.next_step(found),
        "edition": edition,
        "gone": gone,
        "is_older": edition.pk != found.edition_id,
        "versions": sorted((part.edition for part in fronts), key=lambda one: -one.number),
        "plans": Plan.objects.public().filter(board=found.board_id, ended_at__isnull=True),
        "rounds": found.rounds.filter(published_at__isnull=False),
    }
    return render(request, "plans/priority_set/detail.html", context)


@login_not_required
@require_safe
def priority(request: HttpRequest, priority_id: int) -> HttpResponse:
    """Show one priority with its golden thread: what it rests on, serves, leads to, and how it is measured."""
    rows = panels.beside("plans.priority", PRIORITIES).annotate(open_round=_open_round())
    found = access.fetch(request, rows, access.PUBLIC, pk=priority_id)
    versions = _versions(found)
    if not versions:
        raise Http404
    objectives = Objective.objects.filter(priority=found, published_at__isnull=False).select_related("plan")
    of_it = Q(priority=found) | Q(objective__priority=found)
    measures = Measure.objects.filter(of_it, published_at__isnull=False, ended_at__isnull=True)
    context = {
        "priority": found,
        "said": versions[0].content,
        "developed": [datetime.date.fromisoformat(one) for one in versions[0].content.get("developed", [])],
        "versions": _changed(versions),
        "objectives": objectives,
        "measures": measures.filter(Q(priority=found) | Q(objective__priority=found)).select_related(
            "indicator", "area"
        ),
        "business": serving.business_of(found),
        "panels": panels.shown(found, "plans.priority"),
    }
    return render(request, "plans/priority/detail.html", context)


def _open_round() -> Subquery:
    """Return the id of the round in which people may comment on a priority today."""
    rounds = CommentRound.objects.open(timezone.localdate()).filter(published_at__isnull=False)
    return Subquery(rounds.filter(set=OuterRef("set")).values("pk")[:1])


def _versions(found: Priority) -> list[EditionPart]:
    """Return what each version of its set said of a priority, the newest first."""
    said = EditionPart.objects.filter(edition__series=series(found.set), key=f"priority:{found.pk}")
    return list(said.select_related("edition").order_by("-edition__number"))


def _changed(versions: list[EditionPart]) -> list[dict[str, Any]]:
    """Return each version of a priority with what it says otherwise than the one before, the newest first."""
    before = [*versions[1:], None]
    labels = {
        "title": "title", "description": "what is to change", "root_cause": "what lies behind it", "level": "level",
        "rests_on": "what it rests on", "aims": "what it serves", "lead": "lead member", "organisation": "lead partner",
        "principles": "principles", "supports": "how it helps others", "horizon": "how soon",
    }  # fmt: skip

    def differs(now: EditionPart, was: EditionPart, name: str) -> bool:
        return now.content.get(name) != was.content.get(name)

    return [
        {
            "edition": now.edition,
            "changed": [words for name, words in labels.items() if was and was.content and differs(now, was, name)],
            "is_first": was is None,
        }
        for now, was in zip(versions, before, strict=True)
    ]  # fmt: skip
