"""Sign-offs as officers follow them: of all reports of a meeting, and of one report with its advice."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boards import access as roles
from boards import signed, signing
from boards.forms.sign_off import SignerForm
from boards.models import Meeting, Report, SignOff, SignOffStep
from boards.views.authoring import REPORTS
from foundation import access
from foundation.refusal import done, told


@require_safe
def of_meeting(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Show how far each report of a meeting is in the chain."""
    meetings = Meeting.objects.select_related("board__locality", "board__kind")
    meeting = access.fetch(request, meetings, roles.VIEW_DRAFTS, pk=meeting_id)
    reports = list(signed.reports_of([meeting.pk]))
    found = signed.chains(reports)
    context = {
        "meeting": meeting,
        "rows": [(report, found[report.pk]) for report in reports],
        "has_chain": SignOffStep.objects.standing().filter(board=meeting.board).exists(),
        "may_edit": request.access.may(roles.EDIT_BOARD, meeting.board),  # type: ignore[attr-defined]
    }
    return render(request, "boards/sign_off/meeting.html", context)


@require_safe
def of_report(request: HttpRequest, report_id: int) -> HttpResponse:
    """Show the sign-offs of a report with their advice, those before a change among them."""
    report = access.fetch(request, REPORTS, roles.VIEW_DRAFTS, pk=report_id)
    earlier = SignOff.objects.filter(report=report, ended_at__isnull=False, answered_at__isnull=False)
    context = {
        "report": report,
        "stages": signed.chain(report),
        "earlier": earlier.select_related("step", "person").order_by("-answered_at"),
        "may_ask": request.access.may(roles.EDIT_REPORTS, report),  # type: ignore[attr-defined]
        "may_edit": request.access.may(roles.EDIT_BOARD, report),  # type: ignore[attr-defined]
    }
    return render(request, "boards/sign_off/report.html", context)


@require_POST
def start(request: HttpRequest, report_id: int) -> HttpResponse:
    """Ask whoever is next in the chain."""
    report = access.fetch(request, REPORTS, roles.EDIT_REPORTS, pk=report_id)
    with told(request):
        signing.start(report, by=request.user)  # type: ignore[arg-type]
        messages.success(request, "Whoever is next in the chain has been asked.")
    return redirect("report_sign_offs", report.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def signer(request: HttpRequest, report_id: int, step_id: int) -> HttpResponse:
    """Name who signs a step of the report, or send them a new link."""
    report = access.fetch(request, REPORTS, roles.EDIT_REPORTS, pk=report_id)
    steps = SignOffStep.objects.standing().filter(board=report.board_id).select_related("board__locality")
    step = access.fetch(request, steps, roles.EDIT_REPORTS, pk=step_id)
    form = SignerForm.of(request, initial=_proposed(report, step))

    def act() -> HttpResponse:
        signing.ask(report, step, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, f"{form.cleaned_data['name']} is named for {step.name}.")
        return redirect("report_sign_offs", report.pk)

    context = {"form": form, "report": report, "step": step}
    return done(request, form, act) or render(request, "boards/sign_off/signer.html", context)


def _proposed(report: Report, step: SignOffStep) -> dict[str, str]:
    """Return whom the form starts with: whoever was named, or whom the chain names."""
    stage = next(stage for stage in signed.chain(report) if stage.step == step)
    person = stage.sign_off.person if stage.sign_off else signing.signer(report, stage)
    return {"name": person.name, "email": person.email} if person else {}
