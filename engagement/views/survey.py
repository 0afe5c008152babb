"""Surveys as officers keep them: the list, one survey, how it begins and what it says of itself."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boards.views.order import number
from engagement import access as roles
from engagement import building, opening, starting, translating
from engagement.forms.survey import NewSurveyForm, SurveyForm
from engagement.models import Activity, Question, Survey
from foundation import access, panels
from foundation.paging import page_of
from foundation.refusal import done, status, told
from localities.access import anywhere

METHODS = ["GET", "HEAD", "POST"]
SURVEYS = Survey.objects.select_related("activity", "locality", "wave_of", "opened_by", "closed_by")
ASKED = ~Q(questions__kind=Question.Kind.HEADING)


def survey_of(request: HttpRequest, survey_id: int, permission: str = roles.SURVEY) -> Survey:
    """Return a survey on which the person may do this."""
    return access.fetch(request, SURVEYS, permission, pk=survey_id)


def while_unopened(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view the survey that can still be changed; whoever is too late is told so on the survey's page."""

    @wraps(view)
    def guarded(request: HttpRequest, survey_id: int, **more: Any) -> HttpResponse:
        survey = survey_of(request, survey_id)
        with told(request):
            return view(request, building.must_be_unopened(survey), **more)
        return redirect("manage_survey", survey.pk)

    return guarded


@anywhere(roles.READ)
@require_safe
def manage_surveys(request: HttpRequest) -> HttpResponse:
    """List every survey of the officer's localities, the newest first."""
    mine = SURVEYS.filter(roles.where(request.access, roles.READ))  # type: ignore[attr-defined]
    rows = mine.annotate(asked=Count("questions", filter=ASKED)).order_by("-created_at", "-id")
    may = request.access.may_anywhere(roles.SURVEY)  # type: ignore[attr-defined]
    return render(request, "engagement/survey/list.html", {"page": page_of(request, rows), "may_begin": may})


@require_safe
def manage_survey(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Show one survey: what is done, what is to be done, and what became of it."""
    survey = survey_of(request, survey_id, roles.READ)
    invited = survey.invitations.aggregate(every=Count("pk"), used=Count("pk", filter=Q(is_used=True)))
    may = request.access.may(roles.SURVEY, survey)  # type: ignore[attr-defined]
    baseline = survey.wave_of_id or survey.pk
    context = {
        "survey": survey, "tasks": _tasks(survey, may), "invited": invited,
        "waves": Survey.objects.filter(Q(pk=baseline) | Q(wave_of=baseline)).exclude(pk=survey.pk),
        "languages": [translating.LANGUAGES.get(code, code) for code in survey.languages],
        "panels": panels.read("engagement.survey", [survey])[survey.pk],
        "may": may,
    }  # fmt: skip
    return render(request, "engagement/survey/survey.html", context)


@anywhere(roles.SURVEY)
@require_http_methods(METHODS)
def survey_new(request: HttpRequest) -> HttpResponse:
    """Begin a survey: empty, from questions that are often asked, as a copy or as a new wave."""
    mine = roles.where(request.access, roles.SURVEY)  # type: ignore[attr-defined]
    activities = Activity.objects.standing().filter(mine).order_by("-starts_on")
    chosen = {"activity": number(request.GET.get("activity"))}
    form = NewSurveyForm.of(request, activities=activities, surveys=SURVEYS.filter(mine), initial=chosen)

    def act() -> HttpResponse:
        survey = _begun(form, by=request.user)
        messages.success(request, f"“{survey}” is begun. Nobody sees it until you open it.")
        return redirect("survey_questions", survey.pk)

    if answer := done(request, form, act):
        return answer
    context = {"form": form, "title": "New survey", "back": "/manage/engagement/surveys/", "submit": "Begin"}
    return render(request, "localities/manage/form.html", context, status=status(form))


@require_http_methods(METHODS)
@while_unopened
def survey_settings(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Change what a survey says of itself, and on what terms it is answered."""
    made = opening.notice_of(survey, request.partnership)  # type: ignore[attr-defined]
    form = SurveyForm.of(request, instance=survey)

    def act() -> HttpResponse:
        form.must_be_as_seen()
        facts = {name: form.cleaned_data[name] for name in form.Meta.fields}
        if facts["privacy"].replace("\r\n", "\n").strip() in ("", made):  # nobody wrote one of their own
            facts["privacy"] = opening.notice_of(form.instance, request.partnership)  # type: ignore[attr-defined]
        building.change_survey(survey, by=request.user, **facts)
        messages.success(request, "The settings are saved.")
        return redirect("manage_survey", survey.pk)

    if answer := done(request, form, act):
        return answer
    context = {
        "form": form,
        "title": "Settings",
        "caption": survey.title,
        "back": f"/manage/engagement/surveys/{survey.pk}/",
    }
    return render(request, "localities/manage/form.html", context, status=status(form))


@require_POST
def survey_removal(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Remove a survey that was never opened."""
    survey = survey_of(request, survey_id)
    with told(request):
        building.remove_survey(survey, by=request.user)
        messages.success(request, f"“{survey}” is removed.")
        return redirect("manage_surveys")
    return redirect("manage_survey", survey.pk)


def _begun(form: NewSurveyForm, *, by: Any) -> Survey:
    said = form.cleaned_data
    how, earlier = form.origin
    if earlier and how == "wave":
        return starting.start_wave(earlier, said["activity"], title=said["title"], wave=said["wave"], by=by)
    if earlier:
        return starting.copy_survey(earlier, said["activity"], title=said["title"], by=by)
    return starting.start_from_banks(said["activity"], said["banks"], title=said["title"], by=by)


def _tasks(survey: Survey, may: bool) -> list[dict[str, Any]]:
    """Return what is to be done before it opens, each with its page and how far it is."""
    if survey.opened_at:
        return []
    lacking: dict[str, list[str]] = {}
    for need in opening.needs(survey):
        lacking.setdefault(need.page, []).append(need.words)
    here = f"/manage/engagement/surveys/{survey.pk}"
    asked = sum(1 for question in survey.questions.all() if question.kind != Question.Kind.HEADING)
    terms = "Who answers, until when, on what basis"
    tasks = [
        ("Questions", f"{here}/questions/", "survey_questions", f"{asked} so far"),
        ("Settings", f"{here}/settings/", "survey_settings", terms),
    ]
    tasks += [
        (f"Translation: {translating.LANGUAGES.get(code, code)}", f"{here}/translations/{code}/", f"in:{code}", "")
        for code in survey.languages
    ]
    tasks.append(("Is it fair? Four principles", f"{here}/checklist/", "survey_checklist", ""))
    if survey.who_answers == Survey.WhoAnswers.INVITED:
        tasks.append(("Invitations", f"{here}/invitations/", "survey_invitations", ""))
    return [_task(words, href if may else "", lacking.get(key, []), hint) for words, href, key, hint in tasks]


def _task(words: str, href: str, lacking: list[str], hint: str) -> dict[str, Any]:
    done_already = not lacking
    return {
        "words": words, "href": href, "hint": " ".join(lacking) or hint,
        "status": "Complete" if done_already else "To do", "colour": "" if done_already else "blue",
    }  # fmt: skip
