"""A survey as its respondents will meet it, page by page in each language; nothing that is answered here is kept."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from boards.views.order import number
from engagement import access as roles
from engagement import asking, translating
from engagement.forms.answer import AnswersForm
from engagement.models import Survey
from engagement.views.survey import METHODS, survey_of
from engagement.wording import around

# No question has a name with a colon.
GIVEN, HERE = "preview:given", "preview:here"


@require_http_methods(METHODS)
def survey_preview(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Show one page; what was answered before travels with the form and is forgotten at the end."""
    survey = survey_of(request, survey_id, roles.READ)
    code = request.GET.get("language", "en")
    code = code if code in survey.languages else "en"
    given = _given(request)
    here, form = _opened(request, survey, given, code)
    if here and form.is_bound and form.is_valid():
        given = asking.kept(survey, {**given, **form.cleaned_data})
        here, form = _after(survey, given, code, here.number)
    context = {
        "survey": survey, "form": form, "here": here, "say": around(code), "code": code, "given": json.dumps(given),
        "pages": len(asking.pages(survey, given, code)), "about": translating.about(survey, code),
        "direction": "rtl" if code in translating.RIGHT_TO_LEFT else "ltr", "names": (GIVEN, HERE),
        "languages": [("en", "English"), *((each, translating.LANGUAGES.get(each, each)) for each in survey.languages)],
    }  # fmt: skip
    return render(request, "engagement/survey/preview.html", context, status=422 if form and form.errors else 200)


def _opened(request: HttpRequest, survey: Survey, given: dict[str, Any], code: str) -> tuple[asking.Page | None, Any]:
    """Return the page that was sent, with its answers, else the first."""
    pages = asking.pages(survey, given, code)
    sent = number(request.POST.get(HERE))
    here = next((page for page in pages if page.number == sent), None)
    if here:
        return here, _form(survey, here, code, request.POST)
    return _after(survey, given, code, 0)


def _after(survey: Survey, given: dict[str, Any], code: str, before: int) -> tuple[asking.Page | None, Any]:
    """Return the next page that these answers open, None at the end."""
    here = next((page for page in asking.pages(survey, given, code) if page.number > before), None)
    return here, _form(survey, here, code) if here else None


def _form(survey: Survey, here: asking.Page, code: str, *data: Any) -> AnswersForm:
    return AnswersForm(*data, questions=here.questions, say=around(code), survey=survey)


def _given(request: HttpRequest) -> dict[str, Any]:
    """Return what the pages before carried here; whatever else was sent is as though nothing was."""
    try:
        found = json.loads(request.POST.get(GIVEN, "{}"))
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
