"""Building a survey: its questions page by page, in an order that the keyboard and the mouse change."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from boards.views.order import number
from engagement import access as roles
from engagement import building, conditions, starting
from engagement.asking import page_title
from engagement.forms.question import BankForm, PageTitlesForm, QuestionForm
from engagement.forms.survey import AddQuestionForm
from engagement.models import Question, Survey
from engagement.presets.questions import BANKS
from engagement.views.survey import METHODS, survey_of, while_unopened
from foundation import access
from foundation.refusal import done, status, told

QUESTIONS = Question.objects.select_related("survey__activity", "survey__locality", "locality")


@require_http_methods(["GET", "HEAD"])
def survey_questions(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Show every question on its page, with what can be done to it."""
    survey = survey_of(request, survey_id, roles.READ)
    questions = list(survey.questions.all())
    pages = _pages(survey, questions)
    banks = _banks(questions)
    may = request.access.may(roles.SURVEY, survey) and not survey.opened_at  # type: ignore[attr-defined]
    context = {
        "survey": survey, "pages": pages, "may": may,
        "add": AddQuestionForm(kinds=Question.Kind.choices, pages=len(pages)),
        "banks": BankForm(banks=banks) if banks else None,
    }  # fmt: skip
    return render(request, "engagement/survey/builder.html", context)


@require_http_methods(METHODS)
@while_unopened
def survey_question_new(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Add a question of the kind, and on the page, that the address names."""
    questions = list(survey.questions.all())
    kind = request.GET.get("kind", "")
    kind = kind if kind in Question.Kind.values else Question.Kind.ONE
    page = number(request.GET.get("page")) or max((question.page for question in questions), default=1)
    instance = Question(survey=survey, locality=survey.locality, kind=kind, page=page)
    form = QuestionForm.of(request, instance=instance, questions=questions)

    def act() -> HttpResponse:
        added = building.add_question(survey, by=request.user, kind=kind, **form.facts())
        messages.success(request, f"“{added}” is added.")
        return redirect(f"{_address(survey)}#question-{added.pk}")

    return done(request, form, act) or _form(request, survey, form, f"New question: {instance.get_kind_display()}")


@require_http_methods(METHODS)
@while_unopened
def survey_question(request: HttpRequest, survey: Survey, question_id: int) -> HttpResponse:
    """Change a question."""
    question = access.fetch(request, QUESTIONS, roles.SURVEY, pk=question_id, survey=survey)
    if building.is_fixed(question, survey):
        messages.error(request, building.COMPARED)
        return redirect("survey_questions", survey.pk)
    form = QuestionForm.of(request, instance=question, questions=list(survey.questions.all()))

    def act() -> HttpResponse:
        form.must_be_as_seen()
        building.change_question(question, by=request.user, **form.facts())
        messages.success(request, "The question is changed.")
        return redirect(f"{_address(survey)}#question-{question.pk}")

    return done(request, form, act) or _form(request, survey, form, f"Question: {question.get_kind_display()}")


@require_POST
@while_unopened
def survey_question_copy(request: HttpRequest, survey: Survey, question_id: int) -> HttpResponse:
    """Put a copy of a question after it."""
    question = access.fetch(request, QUESTIONS, roles.SURVEY, pk=question_id, survey=survey)
    copy = building.copy_question(question, by=request.user)
    messages.success(request, f"“{copy}” is there twice now. Change the copy.")
    return redirect(f"{_address(survey)}#question-{copy.pk}")


@require_POST
@while_unopened
def survey_question_removal(request: HttpRequest, survey: Survey, question_id: int) -> HttpResponse:
    """Remove a question."""
    question = access.fetch(request, QUESTIONS, roles.SURVEY, pk=question_id, survey=survey)
    with told(request):
        building.remove_question(question, by=request.user)
        messages.success(request, f"“{question}” is removed.")
    return redirect(_address(survey))


@require_POST
@while_unopened
def survey_order(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Move one question: a step up or down, or to a place on its page."""
    key = number(request.POST.get("item"))
    question = access.fetch(request, QUESTIONS, roles.SURVEY, pk=key, survey=survey)
    with told(request):
        if "place" in request.POST:
            building.place_question(question, to=number(request.POST["place"]), by=request.user)
        else:
            # Over the end of a page the button has another name, for both lists of the page are then drawn anew.
            way = request.POST.get("move") or request.POST.get("over")
            building.step_question(question, down=way == "down", by=request.user)
    return redirect(f"{_address(survey)}#question-{question.pk}")


@require_http_methods(METHODS)
@while_unopened
def survey_pages(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Give the pages their titles."""
    numbers = sorted({question.page for question in survey.questions.all()})
    form = PageTitlesForm.of(request, titles={each: page_title(survey, each) for each in numbers})

    def act() -> HttpResponse:
        building.title_pages(survey, form.titles(), by=request.user)
        messages.success(request, "The titles are saved.")
        return redirect("survey_questions", survey.pk)

    return done(request, form, act) or _form(request, survey, form, "Titles of the pages")


@require_POST
@while_unopened
def survey_bank(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Add a bank of questions as a page."""
    form = BankForm(request.POST, banks=[(key, bank["name"]) for key, bank in BANKS.items()])
    if form.is_valid():
        with told(request):
            starting.add_bank(survey, form.cleaned_data["bank"], by=request.user)
            messages.success(request, "The questions are added as a page at the end.")
    return redirect("survey_questions", survey.pk)


def _form(request: HttpRequest, survey: Survey, form: Any, title: str) -> HttpResponse:
    context = {"form": form, "title": title, "caption": survey.title, "back": _address(survey)}
    return render(request, "localities/manage/form.html", context, status=status(form))


def _pages(survey: Survey, questions: list[Question]) -> list[dict[str, Any]]:
    by_key = {question.key: question for question in questions}
    pages: dict[int, dict[str, Any]] = {}
    for question in questions:
        if question.page not in pages:
            pages[question.page] = {"number": question.page, "title": page_title(survey, question.page), "rows": []}
        row = {
            "question": question, "when": conditions.condition_words(question, by_key),
            "is_fixed": building.is_fixed(question, survey),
        }  # fmt: skip
        pages[question.page]["rows"].append(row)
    for page in pages.values():
        page["may_go_on"] = page["number"] != max(pages) or len(page["rows"]) > 1
    return list(pages.values())


def _banks(questions: list[Question]) -> list[tuple[str, str]]:
    taken = {question.key for question in questions}
    return [
        (key, bank["name"]) for key, bank in BANKS.items() if not taken & {facts["key"] for facts in bank["questions"]}
    ]


def _address(survey: Survey) -> str:
    return f"/manage/engagement/surveys/{survey.pk}/questions/"
