"""Officers deal with issues: the queue with the days that are left, one issue, each act on a page of its own.

Source: issue 4, section 3; D18, D36, E55.
"""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from engagement import access as roles
from engagement import naming, placing, raising
from engagement.forms.handling import SHOWN, QueueFilter
from engagement.forms.issue import EnterForm
from engagement.listing_issues import SHOWN as RELATED
from engagement.models import Issue
from engagement.views.issue_acts import DEEDS, Deed, may, offered
from foundation import access, panels
from foundation.paging import page_of
from foundation.refusal import done, status
from localities.access import anywhere

METHODS = ["GET", "HEAD", "POST"]
ISSUES = Issue.objects.select_related(
    *RELATED, "photo", "meeting__board", "item", "proposal", "joined_to", "activity", "entered_by", "decision"
)
STATE = Issue.State
OURS = Q(state__in=[STATE.RECEIVED, STATE.SORTED, STATE.ANSWERED])


@anywhere(roles.READ)
@require_safe
def manage_issues(request: HttpRequest) -> HttpResponse:
    """List the issues of the officer's places: what waits for them first, the longest overdue on top."""
    form = QueueFilter(request.GET or None)
    asked = form.cleaned_data if form.is_valid() else {}
    rows, show = _of_officer(request), asked.get("show") or "due"
    found = _shown(rows.select_related(*RELATED), show)
    if words := asked.get("q", "").strip():
        found = rows.select_related(*RELATED).filter(Q(title__icontains=words) | Q(reference__iexact=words))
    order = "-closed_at" if show == "closed" else "due_on"
    context = {
        "page": page_of(request, found.order_by(order, "raised_at", "pk")), "filter": form, "show": show,
        "counts": _counts(rows), "words_of": SHOWN, "title": SHOWN[show],
        "may_enter": request.access.may_anywhere(roles.HANDLE),  # type: ignore[attr-defined]
    }  # fmt: skip
    return render(request, "engagement/issue/manage_list.html", context)


def _of_officer(request: HttpRequest) -> QuerySet[Issue]:
    """Return the issues of the localities of which the person reads more than everybody, and of none yet."""
    mine = roles.where(request.access, roles.READ)  # type: ignore[attr-defined]
    return Issue.objects.apart().filter(mine | Q(locality=None) if mine else mine)


def _shown(rows: QuerySet[Issue], show: str) -> QuerySet[Issue]:
    if show == "aside":
        return rows.filter(refused_at__isnull=False)
    rows = rows.filter(refused_at=None)
    return rows.filter(OURS) if show == "due" else rows.filter(state=show)


def _counts(rows: QuerySet[Issue]) -> list[tuple[str, str, int]]:
    """Return each way to look at the queue with its number."""
    kept = Q(refused_at=None)
    conditions = {show: kept & (OURS if show == "due" else Q(state=show)) for show in SHOWN if show != "aside"}
    conditions["aside"] = ~kept
    found = rows.order_by().aggregate(**{
        show.replace("-", "_"): Count("pk", filter=condition) for show, condition in conditions.items()
    })  # fmt: skip
    return [(show, words, found[show.replace("-", "_")]) for show, words in SHOWN.items()]


def _issue(request: HttpRequest, issue_id: int, permission: str) -> Issue:
    """Return an issue of the officer's places; one of no place yet is any officer's."""
    of_none = Issue.objects.filter(pk=issue_id, locality=None).exists()
    theirs = of_none and request.access.may_anywhere(permission)  # type: ignore[attr-defined]
    return access.fetch(request, ISSUES, access.OWN if theirs else permission, pk=issue_id)


@anywhere(roles.READ)
@require_safe
def manage_issue(request: HttpRequest, issue_id: int) -> HttpResponse:
    """Show an officer all of an issue: what people said, where it stands, and what may be done."""
    issue = _issue(request, issue_id, roles.READ)
    handles = request.access.may_anywhere(roles.HANDLE)  # type: ignore[attr-defined]
    context = {
        "issue": issue, "contacts": list(issue.contacts.all()), "steps": issue.steps.select_related("by"),
        "joined": issue.joined.all(), "deeds": offered(issue) if handles else [],
        "suspect": naming.suspect(issue, issue.title, issue.about, issue.where) if issue.is_public else [],
        "panels": panels.shown(issue, "engagement.issue", "manage.issue"),
        "next": placing.next_meeting(issue) if issue.state == STATE.SORTED else None,
    }  # fmt: skip
    return render(request, "engagement/issue/manage.html", context)


@anywhere(roles.HANDLE)
@require_http_methods(METHODS)
def issue_act(request: HttpRequest, issue_id: int, act: str) -> HttpResponse:
    """Do one thing with an issue, on a page of its own."""
    deed = DEEDS.get(act)
    if deed is None:
        raise Http404
    issue = _issue(request, issue_id, roles.HANDLE)
    if not may(issue, act):
        state = "set aside" if issue.refused_at else issue.get_state_display().lower()
        messages.error(request, f"“{deed.words}” is not possible: it is {state} now.")
        return redirect("manage_issue", issue_id)
    return _act(request, issue, deed)


def _act(request: HttpRequest, issue: Issue, deed: Deed) -> HttpResponse:
    form = deed.form.of(request, issue=issue)

    def run() -> HttpResponse:
        messages.success(request, deed.run(issue, form.cleaned_data, request.user))  # type: ignore[arg-type]
        return redirect(_after(request, issue.pk))

    if answer := done(request, form, run):
        return answer
    context = {
        "form": form, "title": deed.words, "caption": f"{issue.reference}: {issue.title}", "lead": deed.lead,
        "submit": deed.words, "submit_kind": deed.kind if deed.kind == "warning" else "",
        "back": reverse("manage_issue", args=[issue.pk]),
    }  # fmt: skip
    return render(request, "localities/manage/form.html", context, status=status(form))


def _after(request: HttpRequest, issue_id: int) -> str:
    """Return where an officer goes on: to the list where another team has the issue now, which reads it alone."""
    now = Issue.objects.select_related("locality", "partnership").filter(pk=issue_id).first()
    may_read = now is not None and request.access.may(roles.READ, now)  # type: ignore[attr-defined]
    return reverse("manage_issue", args=[issue_id]) if may_read else reverse("manage_issues")


@anywhere(roles.HANDLE)
@require_http_methods(METHODS)
def manage_issue_new(request: HttpRequest) -> HttpResponse:
    """Enter what came on paper, by telephone or in the meeting room; several in a row keep how and where they came."""
    given = {name: request.GET[name] for name in ("how", "activity", "where_area") if name in request.GET}
    form = EnterForm.of(request, initial=given)

    def run() -> HttpResponse:
        contact = raising.raise_issue(by=request.user, **raised(form))
        messages.success(request, f"Entered as {contact.issue.reference}.")
        if "again" not in request.POST:
            return redirect("manage_issue", contact.issue_id)
        kept = {name: request.POST[name] for name in ("how", "activity", "where_area") if request.POST.get(name)}
        return redirect(f"{reverse('manage_issue_new')}?{urlencode(kept)}")

    if answer := done(request, form, run):
        return answer
    context = {"form": form, "back": reverse("manage_issues"), "again": "Enter it, and another one"}
    return render(request, "engagement/issue/enter.html", context, status=status(form))


def raised(form: Any) -> dict[str, Any]:
    """Return what a form of staff or of a councillor says of an issue, as the act takes it."""
    own = {name: value for name, value in form.cleaned_data.items() if not name.startswith("where_")}
    return {**own, **form.where}
