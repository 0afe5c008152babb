"""The public register of decisions."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from boards import drafting
from boards.access import REFER
from boards.forms.action import DecisionFilter, boards_of
from boards.models import Action, Decision, Referral
from foundation import access
from foundation.models import EditionPart
from foundation.paging import page_of
from localities.describing import linked_from

PAGE = 25


@login_not_required
@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    """List what was decided, newest first."""
    rows = Decision.objects.public()
    form = DecisionFilter(request.GET or None, boards=boards_of(rows))
    found = form.narrow(rows.select_related("board")) if request.GET else rows.select_related("board")
    page = page_of(request, found, PAGE)
    return render(request, "boards/decision/list.html", {"page": page, "filter": form})


@login_not_required
@require_safe
def decision(request: HttpRequest, key: int) -> HttpResponse:
    """Show one decision: what, why, who took part, where it is minuted, what follows."""
    rows = Decision.objects.public().select_related("board", "meeting__minutes_edition")
    with_entries = rows.annotate(entries=linked_from("decision", "pk"))
    decision = access.fetch(request, with_entries, access.PUBLIC, pk=key)
    minute = _minute(decision)
    actions = Action.objects.public().heard().filter(meeting=decision.meeting, item_id=decision.item_id)
    words = {
        "decision": decision,
        "minute": minute,
        "versions": _versions(rows, decision),
        "anchor": drafting.anchor(decision.minute),
        "actions": actions.select_related("owner") if decision.item_id else [],
        "referrals": Referral.objects.public().filter(decision=decision).select_related("from_board", "to_board"),
        "refers": request.access.may(REFER, decision),
        "others": rows.filter(meeting=decision.meeting, item_id=decision.item_id).exclude(pk=key),
    }
    return render(request, "boards/decision/detail.html", words)


def _versions(rows: QuerySet[Decision], decision: Decision) -> QuerySet[Decision]:
    """Return what became of the version before this one, and of the one after it. Source: checklist J3."""
    key = decision.recommendation_id or 0
    return rows.filter(Q(recommendation=decision.how.get("reworks") or 0) | Q(how__reworks=key)).order_by("decided_on")


def _minute(decision: Decision) -> dict[str, Any]:
    """Return what was published of the item: the roll itself is not open to the public."""
    parts = EditionPart.objects.filter(edition=decision.meeting.minutes_edition_id, key=f"minute:{decision.item_id}")
    part = parts.first() if decision.item_id else None
    return part.content if part else {}
