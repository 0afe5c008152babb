"""Who is invited to a survey, by mail and by letter, and who has answered; never what they answered."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from engagement import access as roles
from engagement import inviting
from engagement.forms.survey_invitation import InviteForm, LettersForm
from engagement.models import Survey, SurveyInvitation
from engagement.printing_letters import as_pdf, as_table
from engagement.views.survey import METHODS, survey_of
from foundation import access
from foundation.downloads import table
from foundation.paging import page_of
from foundation.refusal import done, status, told

INVITATIONS = SurveyInvitation.objects.select_related("survey__activity", "survey__locality", "locality")


@require_http_methods(METHODS)
def survey_invitations(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Show who is invited and who has answered, and invite more people by mail."""
    survey = survey_of(request, survey_id)
    form = InviteForm.of(request)

    def act() -> HttpResponse:
        number = inviting.invite(survey, form.cleaned_data["invitees"], by=request.user)
        when = "Their mails are on the way." if survey.is_open else "Their mails go when the survey opens."
        messages.success(request, f"{number} invited. {when}")
        return redirect("survey_invitations", survey.pk)

    return done(request, form, act) or _page(request, survey, form)


@require_http_methods(METHODS)
def survey_letters(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Make letters with codes; the file is given once, for the codes are kept nowhere."""
    survey = survey_of(request, survey_id)
    form = LettersForm.of(request)

    def act() -> HttpResponse:
        letters = inviting.make_letters(survey, form.cleaned_data["people"], by=request.user)
        name = f"letters-{survey.pk}"
        if form.cleaned_data["form"] == "csv":
            return table(as_table(survey, letters, request.partnership), name)  # type: ignore[attr-defined]
        pdf = as_pdf(survey, letters, request.partnership)  # type: ignore[attr-defined]
        headers = {"Content-Disposition": f'attachment; filename="{name}.pdf"', "Cache-Control": "no-store"}
        return HttpResponse(pdf, content_type="application/pdf", headers=headers)

    if answer := done(request, form, act):
        return answer
    warning = "The file is made once: the codes are kept nowhere. Save it before you leave the page."
    context = {
        "form": form, "title": "Letters with a code", "caption": survey.title, "warning": warning,
        "back": f"/manage/engagement/surveys/{survey.pk}/invitations/", "submit": "Make the letters",
    }  # fmt: skip
    return render(request, "localities/manage/form.html", context, status=status(form))


@require_POST
def survey_reminders(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Remind whoever was invited by mail and has not answered."""
    survey = survey_of(request, survey_id)
    with told(request):
        number = inviting.remind(survey, by=request.user)
        messages.success(request, f"{number} reminded." if number else "Nobody is to be reminded today.")
    return redirect("survey_invitations", survey.pk)


@require_POST
def survey_invitation_removal(request: HttpRequest, survey_id: int, invitation_id: int) -> HttpResponse:
    """Take an invitation back that was not used."""
    invitation = access.fetch(request, INVITATIONS, roles.SURVEY, pk=invitation_id, survey_id=survey_id)
    with told(request):
        inviting.take_back(invitation, by=request.user)
        messages.success(request, "The invitation is taken back; its link opens nothing now.")
    return redirect("survey_invitations", survey_id)


def _page(request: HttpRequest, survey: Survey, form: InviteForm) -> HttpResponse:
    used = Count("pk", filter=Q(is_used=True))
    context = {
        "survey": survey, "form": form, "page": page_of(request, survey.invitations.all()),
        "counts": survey.invitations.aggregate(every=Count("pk"), used=used),
        "to_remind": inviting.to_remind(survey).count() if survey.is_open else 0,
    }  # fmt: skip
    return render(request, "engagement/survey/invitations.html", context, status=status(form))
