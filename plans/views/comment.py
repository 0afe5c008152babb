"""Drafts that are open for comment, and the answers: read by everybody, commented on without an account."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation import access, pacing, tenancy
from foundation.models import Edition
from foundation.paging import page_of
from foundation.refusal import told
from foundation.resending import same
from foundation.secret_link import private, row_of, unknown
from localities.views.form_page import form_page
from plans import answering_comments, commenting
from plans.access import EVERYWHERE
from plans.forms.comment import CommentForm
from plans.models import Commenter, CommentRound

ROWS = CommentRound.objects.select_related("set__board", "set__cycle", "plan", "board", "locality").filter(
    published_at__isnull=False
)
WHAT = "a comment"
OF_A_SENDER = (
    "comment__round__set__board", "comment__round__set__cycle", "comment__round__plan", "comment__priority",
    "comment__objective", "comment__organisation",
)  # fmt: skip


@login_not_required
@require_safe
def comment_rounds(request: HttpRequest) -> HttpResponse:
    """List what is open for comment now, what is being answered, and the answers."""
    today, number = timezone.localdate(), Count("comments", filter=Q(comments__published_at__isnull=False))
    answered = ROWS.filter(answered_at__isnull=False).order_by("-answered_at", "-pk").annotate(number=number)
    words = {
        "open": ROWS.open(today).order_by("closes_on"), "waiting": ROWS.unanswered(today),
        "page": page_of(request, answered, 25),
    }  # fmt: skip
    return render(request, "plans/comment/list.html", words)


@login_not_required
@require_safe
def comment_round(request: HttpRequest, round_id: int, number: int | None = None) -> HttpResponse:
    """Show what is asked and until when; once it is answered each comment with its answer, as it was published."""
    opened = access.fetch(request, ROWS, access.PUBLIC, pk=round_id)
    editions = list(Edition.objects.filter(series=answering_comments.series(opened)).order_by("-number"))
    edition = next((each for each in editions if number in (None, each.number)), None)
    if number and edition is None:
        raise Http404
    parts = list(edition.parts.order_by("position")) if edition else []
    open_parts = [] if parts else commenting.parts_of(opened)
    words = {
        "round": opened, "edition": edition, "editions": editions, "summary": parts[0] if parts else None,
        "comments": parts[1:], "parts": [(commenting.part_key(part), part) for part in open_parts],
        "is_current": not editions or edition == editions[0],
    }  # fmt: skip
    return render(request, "plans/comment/detail.html", words)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def comment_new(request: HttpRequest, round_id: int) -> HttpResponse:
    """Comment; what was typed stays on the page where it cannot be taken."""
    opened = access.fetch(request, ROWS, access.PUBLIC, pk=round_id)
    user = request.user if request.user.is_authenticated else None
    known = {"name": user.name, "email": user.email} if user else {}
    form = CommentForm.of(request, opened=opened, initial={"part": request.GET.get("part", ""), **known})

    def act() -> HttpResponse:
        if not request.POST.get("website"):  # a box that people do not see: a program filled it in
            commenting.comment(opened, user=user, **form.cleaned_data)
        return redirect("comment_sent", round_id)

    pacing.slow(request, form, "comment", burst=10, every=6)
    if form.is_bound and form.is_valid():
        same(form, opened.pk, pacing.fingerprint(request))
    return form_page(request, form, act, template="plans/comment/new.html", round=opened)


@login_not_required
@require_safe
def comment_sent(request: HttpRequest, round_id: int) -> HttpResponse:
    """Say what happens to a comment now."""
    opened = access.fetch(request, ROWS, access.PUBLIC, pk=round_id)
    return render(request, "plans/comment/sent.html", {"round": opened})


@login_not_required
@never_cache
@require_safe
def comment_mine(request: HttpRequest, token: str) -> HttpResponse:
    """Show the holder of the link what they sent; opening the page changes nothing."""
    sender = _by_link(request, token)
    if isinstance(sender, HttpResponse):
        return sender
    return private(render(request, "plans/comment/mine.html", {"sender": sender, "token": token}))


@login_not_required
@never_cache
@require_POST
def comment_confirmation(request: HttpRequest, token: str) -> HttpResponse:
    """Take the address as the sender's own."""
    said = "Thank you. We write to you when our answer is published."
    return _act(request, token, commenting.confirm, said, lambda sender: redirect("comment_mine", token))


@login_not_required
@never_cache
@require_POST
def comment_withdrawal(request: HttpRequest, token: str) -> HttpResponse:
    """Delete what somebody sent."""
    said = "Your comment is deleted, and so are your name and address."
    return _act(request, token, commenting.take_back, said, lambda sender: redirect(sender.comment.round))


def _by_link(request: HttpRequest, token: str) -> Commenter | HttpResponse:
    found = row_of(token, Commenter.objects.all())
    if found is None:
        return unknown(request, token, WHAT, "plans/comment/unknown.html")
    with tenancy.glance(found.partnership_id, [EVERYWHERE]):  # the link opens the sender's row alone
        return Commenter.objects.select_related(*OF_A_SENDER).get(pk=found.pk)


def _act(
    request: HttpRequest, token: str, act: Callable[[Commenter], object], said: str,
    leads: Callable[[Commenter], HttpResponse],
) -> HttpResponse:  # fmt: skip
    sender = _by_link(request, token)
    if isinstance(sender, HttpResponse):
        return sender
    with told(request):
        act(sender)
        messages.success(request, said)
    return private(leads(sender))
