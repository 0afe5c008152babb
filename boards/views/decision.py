"""The public register of decisions."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from boards import confirming, drafting, listing_decisions
from boards.access import RECORD, REFER, myself
from boards.asking_owners import spoken_for
from boards.forms.action import AnswerForm, DecisionFilter, boards_of, members_of
from boards.models import Action, Decision, DecisionMember, Referral
from foundation import access, downloads, links, panels
from foundation.meanwhile import ChangedMeanwhile
from foundation.models import EditionPart
from foundation.paging import page_of
from foundation.refusal import done
from localities.describing import linked_from

PAGE = 25
HELD = "hold__organisation"
MOST = 10_000  # rows of one table


@login_not_required
@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    """List what was decided, newest first."""
    form, found = _found(request)
    page = page_of(request, found, PAGE)
    return render(request, "boards/decision/list.html", {"page": page, "filter": form})


def _found(request: HttpRequest) -> tuple[DecisionFilter, QuerySet[Decision]]:
    """Return the filter, and the published decisions that fit it."""
    rows = Decision.objects.public()
    form = DecisionFilter(request.GET or None, boards=boards_of(rows), members=members_of(rows))
    shown = rows.select_related("board", "awaiting", HELD)
    return form, form.narrow(shown) if request.GET else shown


@login_not_required
@require_safe
def decisions_csv(request: HttpRequest) -> HttpResponse:
    """Return the decisions that fit the filters as a file for spreadsheets."""
    _, found = _found(request)
    members = Prefetch("members", DecisionMember.objects.select_related("person"))
    text = listing_decisions.table(found.prefetch_related(members)[:MOST], site=_site(request))
    return downloads.table(text, "decisions")


@login_not_required
@require_safe
def decisions_feed(request: HttpRequest) -> HttpResponse:
    """Return the newest decisions that fit the filters as an Atom feed."""
    _, found = _found(request)
    title = f"Decisions: {request.partnership}"  # type: ignore[attr-defined]
    newest = found.order_by("-published_at")[:PAGE]
    text = listing_decisions.feed(newest, title=title, site=_site(request))
    return downloads.feed(text)


def _site(request: HttpRequest) -> str:
    return links.address(request.partnership)  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
def decision_answer(request: HttpRequest, key: int) -> HttpResponse:
    """Record what the body that a decision waits for made of it."""
    rows = Decision.objects.public().select_related("board", "awaiting", "meeting")
    decision = access.fetch(request, rows, RECORD, pk=key)
    form = AnswerForm.of(request)

    def act() -> HttpResponse:
        try:
            confirming.record_answer(decision, **form.cleaned_data, by=request.user)
            messages.success(request, "The answer is recorded.")
        except ChangedMeanwhile as newer:
            messages.error(request, f"Somebody has recorded already: {newer.current.status}. Yours was not saved.")
        return redirect("decision", key)

    if answer := done(request, form, act):
        return answer
    context = {"decision": decision, "form": form}
    return render(request, "boards/decision/answer.html", context, status=422 if form.errors else 200)


@login_not_required
@require_safe
def decision(request: HttpRequest, key: int) -> HttpResponse:
    """Show one decision: what, why, who took part, where it is minuted, what follows."""
    rows = Decision.objects.public().select_related("board", "awaiting", "meeting__minutes_edition", HELD)
    whole = panels.beside("boards.decision", rows.annotate(entries=linked_from("decision", "pk")))
    decision = access.fetch(request, whole, access.PUBLIC, pk=key)
    minute = _minute(decision)
    actions = Action.objects.public().heard().filter(meeting=decision.meeting, item_id=decision.item_id)
    near = _near(rows, decision)
    words = {
        "decision": decision,
        "minute": minute,
        "others_there": _others_there(decision, minute),
        "versions": [other for other in near if _is_version(other, decision)],
        "anchor": drafting.anchor(decision.minute),
        "actions": actions.select_related("owner") if decision.item_id else [],
        "referrals": Referral.objects.public().filter(decision=decision).select_related("from_board", "to_board"),
        "may_answer": bool(decision.awaiting and not decision.answer) and request.access.may(RECORD, decision),
        **_held(decision),
        "refers": request.access.may(REFER, decision),
        "notices": decision.notices.select_related("organisation"),
        "may_keep": request.access.may(RECORD, decision),
        "speaks_for": _speaks_for(request, decision),
        "others": [other for other in near if _is_beside(other, decision)],
        "panels": [panel for panel in panels.read("boards.decision", [decision])[decision.pk] if panel.found],
    }
    return render(request, "boards/decision/detail.html", words)


def _speaks_for(request: HttpRequest, decision: Decision) -> set[int]:
    return spoken_for(myself(request.user), decision.board) if request.user.is_authenticated else set()


def _held(decision: Decision) -> dict[str, Any]:
    """Return the hold of a decision with its clock. Source: standards R11."""
    today, hold = timezone.localdate(), getattr(decision, "hold", None)
    if hold is None:
        return {}
    return {"hold": hold, "held_until": hold.until(today), "days_left": hold.days_left(today)}


def _near(rows: QuerySet[Decision], decision: Decision) -> QuerySet[Decision]:
    """Return the decisions beside this one, the version before it and the one after it. Source: checklist J3."""
    key = decision.recommendation_id or 0
    versions = Q(recommendation=decision.how.get("reworks") or 0) | Q(how__reworks=key)
    beside = Q(meeting=decision.meeting_id, item=decision.item_id)
    return rows.filter(versions | beside).exclude(pk=decision.pk).order_by("decided_on", "pk")


def _is_version(other: Decision, decision: Decision) -> bool:
    before, key = decision.how.get("reworks"), decision.recommendation_id
    return bool((before and other.recommendation_id == before) or (key and other.how.get("reworks") == key))


def _is_beside(other: Decision, decision: Decision) -> bool:
    return (other.meeting_id, other.item_id) == (decision.meeting_id, decision.item_id)


def _others_there(decision: Decision, minute: dict[str, Any]) -> list[dict[str, str]]:
    """Return who took part without having been elected."""
    elected = {one["name"] for one in decision.record.get("elected", [])}
    return [person for person in minute.get("took_part", []) if person["name"] not in elected]


def _minute(decision: Decision) -> dict[str, Any]:
    """Return what was published of the item: the roll itself is not open to the public."""
    parts = EditionPart.objects.filter(edition=decision.meeting.minutes_edition_id, key=f"minute:{decision.item_id}")
    part = parts.first() if decision.item_id else None
    return part.content if part else {}
