"""Results from the officers' side: what is counted, what is owed, what would be published, and its publication."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from engagement import access as roles
from engagement import coding, comparing_waves, counting, publishing_results, showing_results
from engagement.forms.result import PublicationForm
from engagement.models import Survey, SurveyResult
from foundation import access
from foundation.paging import page_of
from foundation.refusal import done, status
from localities.access import anywhere
from localities.views.withdrawal import withdrawal_page


def survey_of(request: HttpRequest, survey_id: int, permission: str = roles.SURVEY) -> Survey:
    """Return a closed survey whose results the person may work on, or read."""
    rows = Survey.objects.select_related("activity", "locality", "partnership", "wave_of")
    survey = access.fetch(request, rows, permission, pk=survey_id)
    if survey.closed_at is None:
        raise Http404
    return survey


@anywhere(roles.READ)
@require_safe
def list_results(request: HttpRequest) -> HttpResponse:
    """List the surveys that are closed: what is still to be counted, read or published stands first."""
    rows = Survey.objects.filter(closed_at__isnull=False).select_related("result__edition", "locality", "partnership")
    page = page_of(request, rows.order_by("result__published_at", "-closed_at"), 25)
    held = [survey for survey in page if request.access.may(roles.READ, survey)]
    return render(request, "engagement/result/manage.html", {"page": page, "surveys": held})


@require_safe
def draft(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Show what was counted, as it would be published, and what is left to do before."""
    survey = survey_of(request, survey_id, roles.READ)
    result = SurveyResult.objects.filter(survey=survey).select_related("edition", "survey").first()
    words = {"survey": survey, "result": result, "may_publish": request.access.may(roles.SURVEY, survey)}
    if result and result.counted_at:
        parts = publishing_results.parts(survey, result, result.method)
        words |= showing_results.words(parts) | {"stands": counting.stands(result), "free": _free(survey)}
    return render(request, "engagement/result/draft.html", words)


def _free(survey: Survey) -> list[dict]:
    return [{"question": each, "themes": coding.themes(each)} for each in coding.questions(survey)]


@require_POST
def count(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Have the answers counted again, by a worker."""
    survey = survey_of(request, survey_id)
    counting.ask(survey)
    messages.success(request, "The answers are being counted. Open this page again in a minute.")
    return redirect("manage_survey_results", survey_id=survey.pk)


def publication(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Check once more what would be published, and publish it."""
    survey = survey_of(request, survey_id)
    result = access.fetch(
        request, SurveyResult.objects.filter(counted_at__isnull=False).select_related("edition", "survey"),
        roles.SURVEY, survey=survey,
    )  # fmt: skip
    now = publishing_results.seen(publishing_results.parts(survey, result))
    form = PublicationForm.of(
        request, is_correction=bool(result.edition), initial={"method": result.method, "read": now}
    )  # fmt: skip
    answer = done(request, form, lambda: _publish(request, survey, form))
    words = {"survey": survey, "result": result, "form": form, "free": _free(survey), "stands": counting.stands(result)}
    return answer or render(request, "engagement/result/publication.html", words, status=status(form))


def _publish(request: HttpRequest, survey: Survey, form: PublicationForm) -> HttpResponse:
    edition = publishing_results.publish(survey, by=request.user, **form.cleaned_data)
    words = " What was published before is withdrawn." if form.cleaned_data.get("withdraws") else ""
    messages.success(request, f"The results are published as edition {edition.number}.{words}")
    return redirect("survey_results", survey_id=survey.pk)


def withdrawal(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Withdraw an earlier edition that says what it must not."""
    survey = survey_of(request, survey_id)
    back = reverse("manage_survey_results", args=[survey.pk])
    return withdrawal_page(request, survey, [comparing_waves.series(survey.pk)], back=back, of="of the results of")


@anywhere(roles.READ)
@require_safe
def outcomes(request: HttpRequest) -> HttpResponse:
    """Show the outcomes that are asked wave after wave, all on one page. Source: checklist C14."""
    firsts = Survey.objects.filter(opened_at__isnull=False, waves__opened_at__isnull=False).distinct()
    return render(request, "engagement/result/outcomes.html", {"series": comparing_waves.outcomes(firsts)})
