"""From building to closing: the four principles, the words in other languages, opening, a later end, closing early."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from engagement import opening, translating
from engagement.forms.survey import ChecklistForm, ClosingForm, ExtensionForm
from engagement.forms.translation import TranslationForm
from engagement.models import Survey
from engagement.views.survey import METHODS, survey_of, while_unopened
from foundation.refusal import done, status, told
from localities.views.form_page import form_page


@require_http_methods(METHODS)
@while_unopened
def survey_checklist(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Confirm the four principles of a fair consultation, each in words."""
    is_short = opening.is_short(survey)
    form = ChecklistForm.of(request, is_short=is_short, initial=dict(survey.checklist))

    def act() -> HttpResponse:
        opening.confirm(survey, by=request.user, **form.cleaned_data)
        messages.success(request, "The checklist is saved.")
        return redirect("manage_survey", survey.pk)

    lead = "A consultation is fair when these four hold. Say how, in words that you could give to a court."
    warning = _short_words(survey) if is_short else ""
    return _one_form(request, survey, form, act, title="Is it fair?", lead=lead, warning=warning)


@require_http_methods(METHODS)
@while_unopened
def survey_translation(request: HttpRequest, survey: Survey, code: str) -> HttpResponse:
    """Translate the survey: each text beside its English; what is missing is listed."""
    if code not in survey.languages:
        raise Http404
    parts = translating.parts(survey, code)
    form = TranslationForm.of(request, parts=parts)

    def act() -> HttpResponse:
        missing = translating.translate(survey, code, form.told(), by=request.user)
        lacks = f"{len(missing)} texts are still to be translated." if missing else "Every text is translated."
        messages.success(request, f"Saved. {lacks}")
        return redirect("manage_survey", survey.pk)

    if answer := done(request, form, act):
        return answer
    context = {
        "form": form, "survey": survey, "language": translating.LANGUAGES.get(code, code), "code": code,
        "rows": form.rows(), "missing": [part for part in parts if not part.words],
        "direction": "rtl" if code in translating.RIGHT_TO_LEFT else "ltr",
    }  # fmt: skip
    return render(request, "engagement/survey/translation.html", context, status=status(form))


@require_http_methods(METHODS)
@while_unopened
def survey_opening(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Show all that people will meet, what is missing, and open the survey."""
    if request.method == "POST":
        with told(request):
            opening.open_survey(survey, by=request.user)
            messages.success(request, "The survey is open. Its questions stand from now on.")
        return redirect("manage_survey", survey.pk)
    context = {
        "survey": survey, "needs": opening.needs(survey), "weeks": opening.weeks(survey),
        "weeks_needed": opening.weeks_needed(survey), "is_short": opening.is_short(survey),
        "least_age": opening.least_age(survey), "asked": survey.questions.exclude(kind="heading").count(),
        "languages": [translating.LANGUAGES.get(code, code) for code in survey.languages],
        "principles": [(words, survey.checklist.get(name, "")) for name, words in opening.PRINCIPLES.items()],
    }  # fmt: skip
    return render(request, "engagement/survey/opening.html", context)


@require_http_methods(METHODS)
def survey_extension(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Put the end of an open survey off, for a reason."""
    survey = survey_of(request, survey_id)
    form = ExtensionForm.of(request)

    def act() -> HttpResponse:
        opening.extend(survey, by=request.user, **form.cleaned_data)
        messages.success(request, "The closing date is put off.")
        return redirect("manage_survey", survey.pk)

    return _one_form(request, survey, form, act, title="Give more time")


@require_http_methods(METHODS)
def survey_closing(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Close a survey before its day, for a reason."""
    survey = survey_of(request, survey_id)
    form = ClosingForm.of(request)

    def act() -> HttpResponse:
        opening.close(survey, by=request.user, **form.cleaned_data)
        messages.success(request, "The survey is closed. Its answers are being counted.")
        return redirect("manage_survey", survey.pk)

    warning = "A closed survey cannot be opened again. Answers that people have begun can no longer be sent."
    more = {"warning": warning, "submit": "Close the survey", "submit_kind": "warning"}
    return _one_form(request, survey, form, act, title="Close the survey early", **more)


def _one_form(
    request: HttpRequest, survey: Survey, form: Any, act: Callable[[], HttpResponse], **page: Any
) -> HttpResponse:  # fmt: skip
    back = f"/manage/engagement/surveys/{survey.pk}/"
    return form_page(request, form, act, caption=survey.title, back=back, **page)


def _short_words(survey: Survey) -> str:
    return (
        f"People have {opening.weeks(survey)} weeks to answer if it opens today; the rule here is "
        f"{opening.weeks_needed(survey)}. Choose a later closing date, or say why less is enough."
    )
