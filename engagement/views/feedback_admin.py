"""Officers write feedback theme by theme, check it and publish it. Source: checklist E30; standards R31."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from engagement import access as roles
from engagement import feeding_back, owing
from engagement.forms.feedback import PointForm, PublishForm, SummaryForm
from engagement.models import Activity, Feedback, FeedbackPoint
from foundation import access
from foundation.refusal import done, status
from localities.access import anywhere
from localities.views.form_page import form_page

PAGE = require_http_methods(["GET", "HEAD", "POST"])
ROWS = Feedback.objects.select_related("activity__owner", "activity__locality", "locality", "edition", "saved_by")
POINTS = FeedbackPoint.objects.select_related("feedback__activity", "locality")


@anywhere(roles.READ)
@require_safe
def manage_feedback_list(request: HttpRequest) -> HttpResponse:
    """List what is over and owes its feedback, the most overdue first, and what was told."""
    mine = roles.where(request.access, roles.READ)  # type: ignore[attr-defined]
    over = Activity.objects.filter(mine).over().exclude(feedback__published_at__isnull=False)
    waiting = sorted(owing.owed(over.select_related(*owing.RELATED)).values(), key=lambda one: one.due_on)
    told = ROWS.filter(mine).public()[:50]
    return render(request, "engagement/feedback/manage_list.html", {"waiting": waiting, "told": told})


@PAGE
def manage_feedback(request: HttpRequest, activity_id: int) -> HttpResponse:
    """Show the draft with what it lacks; keep who took part."""
    wanted = roles.PLAN if request.method == "POST" else roles.READ
    activity = access.fetch(request, Activity.objects.select_related(*owing.RELATED), wanted, pk=activity_id)
    feedback = ROWS.filter(activity=activity).first()
    form = SummaryForm.of(request, initial={"summary": feedback.summary if feedback else ""})

    def act() -> HttpResponse:
        feeding_back.save_summary(activity, **form.cleaned_data, by=request.user)  # type: ignore[arg-type]
        messages.success(request, "Saved. Now write about each theme.")
        return redirect("manage_feedback", activity_id)

    points = [(point, feeding_back.said(point)) for point in _points(feedback)] if feedback else []
    words = {
        "activity": activity, "feedback": feedback, "points": points,
        "owed": owing.owed([activity])[activity.pk], "may_write": request.access.may(roles.PLAN, activity),  # type: ignore[attr-defined]
    }  # fmt: skip
    return form_page(request, form, act, template="engagement/feedback/manage.html", **words)


@PAGE
def feedback_point_new(request: HttpRequest, feedback_id: int) -> HttpResponse:
    """Write about one more theme."""
    feedback = access.fetch(request, ROWS, roles.PLAN, pk=feedback_id)
    return _point(request, feedback, FeedbackPoint(feedback=feedback), "Write about a theme")


@PAGE
def feedback_point(request: HttpRequest, point_id: int) -> HttpResponse:
    """Change what is written on one theme."""
    point = access.fetch(request, POINTS, roles.PLAN, pk=point_id)
    return _point(request, point.feedback, point, "Change what is written on a theme")


def _point(request: HttpRequest, feedback: Feedback, point: FeedbackPoint, title: str) -> HttpResponse:
    form = PointForm.of(request, instance=point, feedback=feedback)

    def act() -> HttpResponse:
        feeding_back.save_point(feedback, form.save(commit=False), by=request.user)  # type: ignore[arg-type]
        messages.success(request, "The theme is saved.")
        return redirect("manage_feedback", feedback.activity_id)

    return form_page(request, form, act, title=title, caption=feedback.activity, back=_back(feedback))


@require_POST
def feedback_point_removal(request: HttpRequest, point_id: int) -> HttpResponse:
    """Take a theme out of the draft."""
    point = access.fetch(request, POINTS, roles.PLAN, pk=point_id)
    feeding_back.remove_point(point, by=request.user)  # type: ignore[arg-type]
    messages.success(request, "The theme is taken out of the draft.")
    return redirect("manage_feedback", point.feedback.activity_id)


@PAGE
def feedback_publication(request: HttpRequest, feedback_id: int) -> HttpResponse:
    """Check the draft as everybody would read it, and publish it."""
    feedback = access.fetch(request, ROWS, roles.PLAN, pk=feedback_id)
    form = PublishForm.of(request)
    points = list(_points(feedback))

    def act() -> HttpResponse:
        edition = feeding_back.publish_feedback(feedback, **form.cleaned_data, by=request.user)  # type: ignore[arg-type]
        messages.success(request, f"Published as edition {edition.number}. Whoever asked to be told is told by email.")
        return redirect(feedback)

    words: dict[str, Any] = {
        "feedback": feedback, "activity": feedback.activity, "form": form, "back": _back(feedback),
        "points": [feeding_back.said(point) for point in points],
        "lacks": feeding_back.missing(feedback, points),
    }  # fmt: skip
    sent = done(request, form, act)
    return sent or render(request, "engagement/feedback/publication.html", words, status=status(form))


def _points(feedback: Feedback) -> QuerySet[FeedbackPoint]:
    return feedback.points.select_related("theme", "decision", "action")


def _back(feedback: Feedback) -> str:
    return f"/manage/engagement/feedback/{feedback.activity_id}/"
