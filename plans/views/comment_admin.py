"""Comments from the officers' side: opening a draft for them, reading, answering, publishing the answers."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation import access
from foundation.paging import page_of
from foundation.refusal import told
from foundation.templatetags.words import counted
from localities.access import anywhere
from localities.views.form_page import form_page
from plans import access as roles
from plans import answering_comments, asking_partners, commenting
from plans.forms.comment import (
    AnswerForm,
    CommentForm,
    ExtensionForm,
    RoundAnswerForm,
    RoundForm,
    SettingAsideForm,
    usual_last_day,
)
from plans.models import Comment, CommentRound, Plan, PrioritySet, rules_of

PAGE = require_http_methods(["GET", "HEAD", "POST"])
ROWS = CommentRound.objects.select_related("set__board", "set__cycle", "plan", "board", "locality", "partnership")
COMMENTS = Comment.objects.select_related(
    "round__set__board", "round__set__cycle", "round__plan", "board", "locality", "partnership", "priority",
    "objective", "organisation", "sender", "entered_by", "responded_by",
)  # fmt: skip
WAITING = Q(comments__responded_at__isnull=True, comments__set_aside_at__isnull=True)


def waits(request: HttpRequest) -> str:
    """Return how many comments wait for an answer, in words."""
    mine = roles.where(request.access, roles.PLAN)  # type: ignore[attr-defined]
    number = Comment.objects.filter(mine, responded_at__isnull=True, set_aside_at__isnull=True).count()
    return f"{counted(number, 'waits', 'wait')} for an answer." if number else ""


@anywhere(roles.READ)
@require_safe
def manage_comments(request: HttpRequest) -> HttpResponse:
    """List the rounds with what waits in each, and the drafts that could be opened for comment."""
    mine = roles.where(request.access, roles.READ)  # type: ignore[attr-defined]
    rows = ROWS.filter(mine).order_by("-opens_on", "-pk")
    rows = rows.annotate(number=Count("comments"), waiting=Count("comments", filter=WAITING))
    running = CommentRound.objects.filter(answered_at__isnull=True)
    sets = PrioritySet.objects.filter(mine, shared_at__isnull=False, closed_at__isnull=True)
    plans = Plan.objects.filter(mine, published_at__isnull=False, ended_at__isnull=True)
    words = {
        "page": page_of(request, rows, 25),
        "plans": plans.exclude(pk__in=running.filter(plan__isnull=False).values("plan")),
        "sets": sets.exclude(pk__in=running.filter(set__isnull=False).values("set")).select_related("board", "cycle"),
        "may_plan": request.access.may_anywhere(roles.PLAN),  # type: ignore[attr-defined]
    }  # fmt: skip
    return render(request, "plans/comment/manage_list.html", words)


@require_safe
def manage_comment_round(request: HttpRequest, round_id: int) -> HttpResponse:
    """Show what was sent: what waits first, then what is answered, then what was set aside."""
    opened = access.fetch(request, ROWS, roles.READ, pk=round_id)
    rows = COMMENTS.filter(round=opened).order_by("set_aside_at", "responded_at", "sent_at", "pk")
    words = {
        "round": opened, "page": page_of(request, rows, 25), "lacks": answering_comments.missing(opened),
        "partners": asking_partners.partners(opened),
        "may_plan": request.access.may(roles.PLAN, opened),  # type: ignore[attr-defined]
    }  # fmt: skip
    return render(request, "plans/comment/manage.html", words)


@PAGE
def comment_round_of_set(request: HttpRequest, set_id: int) -> HttpResponse:
    """Open the priorities of a board for comment."""
    rows = PrioritySet.objects.select_related("board", "cycle", "locality", "edition")
    return _open(request, access.fetch(request, rows, roles.PLAN, pk=set_id))


@PAGE
def comment_round_of_plan(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Open a draft plan for comment."""
    rows = Plan.objects.select_related("board", "locality", "edition")
    return _open(request, access.fetch(request, rows, roles.PLAN, pk=plan_id))


def _open(request: HttpRequest, draft: PrioritySet | Plan) -> HttpResponse:
    form = RoundForm.of(request, initial={"closes_on": usual_last_day(rules_of(draft.locality).comment_days)})

    def act() -> HttpResponse:
        opened = commenting.open_round(draft, **form.cleaned_data, by=request.user)  # type: ignore[arg-type]
        messages.success(request, f"It is open for comment until {opened.closes_on:%-d %B %Y}.")
        return redirect("manage_comment_round", opened.pk)

    return form_page(
        request, form, act, title="Open for comment", submit="Open it", back=reverse("manage_comments"), caption=draft
    )


@PAGE
def comment_extension(request: HttpRequest, round_id: int) -> HttpResponse:
    """Give people more time."""
    opened = access.fetch(request, ROWS, roles.PLAN, pk=round_id)
    form = ExtensionForm.of(request, initial={"closes_on": opened.closes_on})

    def act() -> HttpResponse:
        commenting.extend_round(opened, **form.cleaned_data, by=request.user)  # type: ignore[arg-type]
        messages.success(request, "People have more time.")
        return redirect("manage_comment_round", round_id)

    return form_page(request, form, act, title="Give more time", **_around(opened))


@PAGE
def comment_entry(request: HttpRequest, round_id: int) -> HttpResponse:
    """Enter a comment that came on paper, by telephone or at a meeting."""
    opened = access.fetch(request, ROWS, roles.PLAN, pk=round_id)
    form = CommentForm.of(request, opened=opened)

    def act() -> HttpResponse:
        commenting.comment(opened, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, "The comment is entered.")
        return redirect("manage_comment_round", round_id)

    return form_page(request, form, act, title="Enter a comment", **_around(opened))


@PAGE
def manage_comment(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Read one comment and answer it."""
    said = access.fetch(request, COMMENTS, roles.PLAN, pk=comment_id)
    known = {
        "outcome": said.outcome, "response": said.response, "shown": said.shown or said.text,
        "is_theirs": bool(said.responded_at),
    }  # fmt: skip
    form = AnswerForm.of(request, comment=said, initial=known)

    def act() -> HttpResponse:
        answering_comments.answer_comment(said, **form.cleaned_data, by=request.user)  # type: ignore[arg-type]
        messages.success(request, "Your answer is kept. It is published with the answer to all comments.")
        return redirect("manage_comment_round", said.round_id)

    template = "plans/comment/answer.html"
    return form_page(request, form, act, template=template, comment=said, **_around(said.round))


@PAGE
def comment_setting_aside(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Keep a comment from being published."""
    said = access.fetch(request, COMMENTS, roles.PLAN, pk=comment_id)
    form = SettingAsideForm.of(request)

    def act() -> HttpResponse:
        answering_comments.set_aside(said, **form.cleaned_data, by=request.user)  # type: ignore[arg-type]
        messages.success(request, "It is set aside. How many were set aside is published, and not what they said.")
        return redirect("manage_comment_round", said.round_id)

    title, lead = "Set a comment aside", said.text[:500]
    return form_page(request, form, act, title=title, submit="Set it aside", lead=lead, **_around(said.round))


@require_POST
def comment_taking_up(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Let a comment that was set aside count again."""
    said = access.fetch(request, COMMENTS, roles.PLAN, pk=comment_id)
    with told(request):
        answering_comments.take_up(said, by=request.user)  # type: ignore[arg-type]
        messages.success(request, "It counts again, and waits for an answer.")
    return redirect("manage_comment_round", said.round_id)


@PAGE
def comment_publication(request: HttpRequest, round_id: int) -> HttpResponse:
    """Check all answers once more, say what is made of them, and publish."""
    opened = access.fetch(request, ROWS, roles.PLAN, pk=round_id)
    is_correction = bool(opened.answered_at)
    form = RoundAnswerForm.of(request, is_correction=is_correction, initial={"answer": opened.answer})
    comments = opened.comments.filter(set_aside_at__isnull=True).select_related(*answering_comments.RELATED)

    def act() -> HttpResponse:
        edition = answering_comments.publish_answer(opened, **form.cleaned_data, by=request.user)  # type: ignore[arg-type]
        messages.success(request, f"The answers are published as edition {edition.number}.")
        return redirect(opened)

    words = {
        "lacks": answering_comments.missing(opened), **_around(opened),
        "comments": [answering_comments.published(each) for each in comments],
    }  # fmt: skip
    return form_page(request, form, act, template="plans/comment/publication.html", **words)


def _around(opened: CommentRound) -> dict[str, Any]:
    return {"caption": opened.draft, "round": opened, "back": reverse("manage_comment_round", args=[opened.pk])}
