"""Officers keep the engagement plan: list, draft, check, publish, cancel, copy. Source: checklist A18, A43."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from engagement import overlapping, scheduling
from engagement.access import PLAN, READ, choice_of
from engagement.forms.activity import ActivityFilter, ActivityForm, CancelForm, CopyForm
from engagement.models import Activity
from engagement.presets.levels import LEVELS
from engagement.views.front import ACTIVITIES, WHOM
from engagement.views.hub import ROOMS, Room
from foundation import access, panels
from foundation.paging import page_of
from foundation.refusal import done, status, told
from localities.access import anywhere
from localities.views.form_page import form_page

FORM = ["GET", "HEAD", "POST"]
WHOLE = ACTIVITIES.select_related("board", "meeting__board").prefetch_related(WHOM)
STATES = {"": "To come", "over": "Over", "draft": "Drafts", "cancelled": "Cancelled"}
ROOMS += [
    Room("Engagement plan", "/manage/engagement/activities/", "Activities of all partners: plan, publish, copy."),
    Room("Calendar", "/manage/engagement/calendar/", "What all partners do, by month or by week, with drafts."),
]


@require_safe
@anywhere(READ)
def manage_activities(request: HttpRequest) -> HttpResponse:
    """List the activities that an officer may read, to come first, in the state asked for."""
    asked, state = ActivityFilter(request.GET), request.GET.get("state", "")
    page = page_of(request, asked.narrow(_in_state(state)))
    held = request.access  # type: ignore[attr-defined]
    context = {"page": page, "filter": asked, "states": STATES, "state": state, "may_plan": held.may_anywhere(PLAN)}
    return render(request, "engagement/activity/list.html", context)


def _in_state(state: str) -> QuerySet[Activity]:
    if state == "draft":
        return ACTIVITIES.filter(published_at__isnull=True, cancelled_at__isnull=True)
    if state == "cancelled":
        return ACTIVITIES.filter(cancelled_at__isnull=False)
    return ACTIVITIES.over().order_by("-ends_on", "-pk") if state == "over" else ACTIVITIES.open()


@require_http_methods(FORM)
@anywhere(PLAN)
def activity_new(request: HttpRequest) -> HttpResponse:
    """Plan an activity; whom it hears may come with the address, from the page of gaps."""
    new = Activity(partnership=request.partnership)  # type: ignore[attr-defined]
    back = reverse("manage_activities")
    return _edit(request, new, {"title": "Plan an activity", "submit": "Save as a draft", "back": back})


@require_http_methods(FORM)
def activity_change(request: HttpRequest, activity_id: int) -> HttpResponse:
    """Change an activity; what is public changes for everybody at once."""
    found = access.fetch(request, WHOLE, PLAN, pk=activity_id)
    back = reverse("manage_activity", args=[found.pk])
    return _edit(request, found, {"title": f"Change {found}", "back": back})


def _edit(request: HttpRequest, activity: Activity, page: dict[str, Any]) -> HttpResponse:
    places = choice_of(request.access, PLAN)  # type: ignore[attr-defined]
    form = ActivityForm.of(request, instance=activity, places=places)
    if not activity.pk and request.method != "POST":
        given = {name: request.GET[name] for name in ("theme", "meeting") if name in request.GET}
        form.initial |= {**given, "audiences": request.GET.getlist("audiences")}

    def act() -> HttpResponse:
        form.must_be_as_seen()
        kept = scheduling.keep_activity(
            form.save(commit=False), form.cleaned_data["audiences"], by=request.user  # type: ignore[arg-type]
        )  # fmt: skip
        messages.success(request, f"{kept} is saved.")
        return redirect("manage_activity", kept.pk)

    return form_page(request, form, act, template="engagement/activity/form.html", **page)


@require_safe
def manage_activity(request: HttpRequest, activity_id: int) -> HttpResponse:
    """Show an officer one activity: where it stands, what is missing, who else asks the same people, what is next."""
    found = access.fetch(request, WHOLE, READ, pk=activity_id)
    held, today = request.access, timezone.localdate()  # type: ignore[attr-defined]
    is_draft = not (found.published_at or found.cancelled_at)
    context = {
        "activity": found,
        "audiences": overlapping.audiences_of(found),
        "level": LEVELS[Activity.Level(found.level)],
        "may_plan": held.may(PLAN, found),
        "is_draft": is_draft,
        "has_begun": found.starts_on <= today,
        "is_over": found.ends_on < today,
        "missing": scheduling.missing(found) if is_draft else [],
        "advice": scheduling.advice(found) if is_draft else [],
        "crowds": _crowds(found) if not found.cancelled_at else [],
        "panels": panels.read("manage.activity", [found])[found.pk] if found.is_public else [],
    }
    return render(request, "engagement/activity/detail.html", context)


def _crowds(activity: Activity) -> list[overlapping.Crowd]:
    others = ACTIVITIES.standing().exclude(pk=activity.pk)
    if activity.locality_id:
        others = others.of_place(activity.locality_id)
    week = overlapping.WEEK
    near = others.between(activity.starts_on - week, activity.ends_on + week).prefetch_related(WHOM)
    return overlapping.crowds(activity, near)


@require_POST
def activity_publication(request: HttpRequest, activity_id: int) -> HttpResponse:
    """Put an activity on the public calendar; the page before is where it is checked."""
    found = access.fetch(request, ACTIVITIES, PLAN, pk=activity_id)
    with told(request):
        scheduling.publish(found, by=request.user)  # type: ignore[arg-type]
        messages.success(request, f"{found} is public.")
    return redirect("manage_activity", found.pk)


@require_http_methods(FORM)
def activity_cancellation(request: HttpRequest, activity_id: int) -> HttpResponse:
    """Cancel an activity for a reason that everybody reads."""
    found = access.fetch(request, ACTIVITIES, PLAN, pk=activity_id)
    form = CancelForm.of(request)

    def act() -> HttpResponse:
        scheduling.cancel(found, form.cleaned_data["reason"], by=request.user)  # type: ignore[arg-type]
        messages.success(request, f"{found} is cancelled.")
        return redirect("manage_activity", found.pk)

    page = {"title": "Cancel this activity", "caption": str(found), "submit": "Cancel the activity"}
    return _one_form(request, found, form, act, {**page, "submit_kind": "warning"})


@require_http_methods(FORM)
def activity_copy(request: HttpRequest, activity_id: int) -> HttpResponse:
    """Plan the same activity for the next cycle."""
    found = access.fetch(request, WHOLE, PLAN, pk=activity_id)
    form = CopyForm.of(request)

    def act() -> HttpResponse:
        made = scheduling.copy(found, starts_on=form.cleaned_data["starts_on"], by=request.user)  # type: ignore[arg-type]
        messages.success(request, "This is the draft of the next one. Change what is different, then publish it.")
        return redirect("manage_activity", made.pk)

    page = {"title": "Copy for the next cycle", "caption": str(found), "submit": "Make the draft"}
    return _one_form(request, found, form, act, page)


def _one_form(request: HttpRequest, found: Activity, form: Any, act: Any, page: dict[str, Any]) -> HttpResponse:
    words = {"form": form, "back": reverse("manage_activity", args=[found.pk]), **page}
    answer = done(request, form, act)
    return answer or render(request, "localities/manage/form.html", words, status=status(form))
