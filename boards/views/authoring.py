"""Who writes a report: an officer, an author who signed in, or an author who came by the link."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from boards import access as roles
from boards import authoring, chasing
from boards.forms.report import HandBackForm, InviteForm
from boards.handing_in import hand_in
from boards.models import Report
from boards.notice import notice_clock
from foundation import access
from foundation.forms import once
from foundation.models import User
from foundation.refusal import done, status, told
from foundation.secret_link import ended, private, unknown
from foundation.working_days import working_days_before

REPORTS = Report.objects.select_related("board__locality", "template", "author", "item__meeting__board")
CLOSED = "This report has been handed in or withdrawn, so it cannot be changed here."
READS = "reads_only"  # pages that stay open when the author has handed the report in


@dataclass(frozen=True)
class Writing:
    """One person at one report: where its pages are and what they may do there."""

    report: Report
    base: str
    user: User | None
    name: str
    is_officer: bool

    @property
    def may_write(self) -> bool:
        """Say whether the text can be changed: by officers always, by the author until it is handed in."""
        return self.report.withdrawn_at is None and (self.is_officer or self.report.handed_in_at is None)

    @property
    def by(self) -> dict[str, Any]:
        """Return who acts, as the acts ask for it."""
        return {"by": self.user, "by_name": self.name}


View = Callable[..., HttpResponse]


def reads(view: View) -> View:
    """Mark a page of a report that only shows."""
    setattr(view, READS, True)
    return view


def officers(view: View) -> View:
    """Keep a page of a report for its officers."""

    @wraps(view)
    def run(request: HttpRequest, writing: Writing, **kwargs: Any) -> HttpResponse:
        if not writing.is_officer:
            raise Http404
        return view(request, writing, **kwargs)

    return run


def for_people(view: View) -> View:
    """Make a page of a report for somebody who signed in: an officer of the board or the author."""

    @wraps(view)
    @never_cache
    def run(request: HttpRequest, report_id: int, **kwargs: Any) -> HttpResponse:
        return _serve(view, request, _of_person(request, report_id), kwargs)

    return run


def by_link(view: View) -> View:
    """Make the same page for an author who came by the link and has no account."""

    @wraps(view)
    @never_cache
    def run(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponse:
        report = authoring.by_link(token)
        if report is None:
            return unknown(request, token, "a report")
        if not authoring.is_open(report):
            return ended(request, report, "a report")
        writing = Writing(report, f"/write/{token}/", None, str(report.author), False)
        return private(_serve(view, request, writing, kwargs))

    return login_not_required(run)


def _of_person(request: HttpRequest, report_id: int) -> Writing:
    base, user = f"/manage/reports/{report_id}/", request.user
    report = REPORTS.filter(pk=report_id).first()
    if report and request.access.may(roles.EDIT_REPORTS, report):  # type: ignore[attr-defined]
        return Writing(report, base, user, str(user), True)  # type: ignore[arg-type]
    if own := authoring.by_author(user, report_id):  # type: ignore[arg-type]
        return Writing(own, base, user, str(user), False)  # type: ignore[arg-type]
    report = access.fetch(request, REPORTS, roles.EDIT_REPORTS, pk=report_id)
    return Writing(report, base, user, str(user), True)  # type: ignore[arg-type]


def _serve(view: View, request: HttpRequest, writing: Writing, kwargs: dict[str, Any]) -> HttpResponse:
    if not writing.may_write and not getattr(view, READS, False):
        if request.accepts("text/html"):
            messages.info(request, CLOSED)
            return redirect(writing.base)
        return JsonResponse({"error": f"{CLOSED} Your text is kept on this device."}, status=422)
    return view(request, writing, **kwargs)


def mine(request: HttpRequest) -> HttpResponse:
    """List the reports that a signed-in person was asked to write."""
    reports = authoring.reports_of(request.user)  # type: ignore[arg-type]
    return render(request, "boards/report/mine.html", {"reports": reports})


def invitation(request: HttpRequest, report_id: int) -> HttpResponse:
    """Ask somebody to write the report by a day."""
    report = access.fetch(request, REPORTS, roles.EDIT_REPORTS, pk=report_id)
    form = InviteForm.of(request, initial=_proposed(report))
    if request.method == "POST" and form.is_valid():
        return once(request, form, lambda: _invited(request, report, form.cleaned_data))
    context = {"form": form, "report": report, "base": f"/manage/reports/{report.pk}/"}
    return render(request, "boards/report/invite.html", context)


@require_POST
def invitation_end(request: HttpRequest, report_id: int) -> HttpResponse:
    """End the author's link."""
    report = access.fetch(request, REPORTS, roles.EDIT_REPORTS, pk=report_id)
    authoring.end_invitation(report, by=request.user)
    messages.success(request, "The invitation has ended. The link in the mail leads nowhere now.")
    return redirect("report", report.pk)


@require_POST
def chase(request: HttpRequest, report_id: int) -> HttpResponse:
    """Remind the author and the lead officer at once."""
    report = access.fetch(request, REPORTS, roles.EDIT_REPORTS, pk=report_id)
    with told(request):
        made = chasing.chase_now(report, by=request.user)  # type: ignore[arg-type]
        messages.success(request, f"Reminded: {made.told}.")
    return redirect("report", report.pk)


@reads
@require_POST
def handing_in(request: HttpRequest, writing: Writing) -> HttpResponse:
    """Hand the report in."""
    try:
        hand_in(writing.report, **writing.by)
        messages.success(request, "The report is handed in. The clerk has been told.")
    except ValidationError as refused:
        messages.error(request, f"Not handed in yet. {'. '.join(refused.messages)}.")
    return redirect(writing.base)


def handing_back(request: HttpRequest, report_id: int) -> HttpResponse:
    """Give the report back to its author and say why."""
    report = access.fetch(request, REPORTS, roles.EDIT_REPORTS, pk=report_id)
    form = HandBackForm.of(request)

    def act() -> HttpResponse:
        authoring.hand_back(report, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, "The report is back with its author, who reads on its page what you wrote.")
        return redirect("report", report.pk)

    context = {"form": form, "report": report, "base": f"/manage/reports/{report.pk}/"}
    return done(request, form, act) or render(request, "boards/report/hand_back.html", context, status=status(form))


def _proposed(report: Report) -> dict[str, Any]:
    """Return what the form starts with: the author that there is, and the day that the board's rule names."""
    author = report.author
    due = report.due_on
    if due is None and report.meeting:
        publish_by = notice_clock(report.meeting).publish_by
        due = working_days_before(publish_by, report.board.report_lead_days)
    return {"name": author.name if author else "", "email": author.email if author else "", "due_on": due}


def _invited(request: HttpRequest, report: Report, fields: dict[str, Any]) -> HttpResponse:
    authoring.invite_author(report, by=request.user, **fields)  # type: ignore[arg-type]
    messages.success(request, f"{fields['name']} has been asked, by mail to {fields['email']}.")
    return redirect("report", report.pk)
