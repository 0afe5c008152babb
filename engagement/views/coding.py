"""An officer reads what people wrote, says what it is about, and chooses what may be quoted."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from engagement import access as roles
from engagement import coding
from engagement.forms.result import MergeForm, QuoteForm, ThemeForm
from engagement.models import Code, Question, Quote
from foundation import access
from foundation.paging import page_of
from foundation.refusal import told
from foundation.templatetags.words import counted
from localities.views.form_page import form_page

from .result_admin import survey_of

A_PAGE = 10  # answers that are read together


def _question(request: HttpRequest, survey_id: int, question_id: int, permission: str = roles.SURVEY) -> Question:
    survey = survey_of(request, survey_id, permission)
    rows = coding.questions(survey).select_related("survey", "locality", "partnership")
    return access.fetch(request, rows, permission, pk=question_id)


def _back(question: Question) -> HttpResponse:
    return redirect("survey_themes", survey_id=question.survey_id, question_id=question.pk)


def code(request: HttpRequest, survey_id: int, question_id: int) -> HttpResponse:
    """Show the answers that are still to be read, or all, and take what each is about."""
    if request.method == "POST":
        question = _question(request, survey_id, question_id)
        count = coding.code_answers(question, _sent(request), by=request.user)
        messages.success(request, f"{counted(count, 'answer')} saved.")
        return redirect(request.get_full_path())
    question = _question(request, survey_id, question_id, roles.READ)
    is_all = "all" in request.GET
    rows = coding.answers(question)
    page = page_of(request, rows if is_all else rows.filter(is_read=False), A_PAGE)
    words = {
        "question": question, "survey": question.survey, "page": page, "is_all": is_all,
        "themes": coding.themes(question), "answers": _with_themes(question, page), "form": ThemeForm(),
        "quotes": question.quotes.select_related("code"),
        "may_code": request.access.may(roles.SURVEY, question),
    }  # fmt: skip
    return render(request, "engagement/result/themes.html", words)


def _sent(request: HttpRequest) -> dict[str, list[int]]:
    """Return the themes that were ticked for each answer of the page, by its mark."""
    marks = request.POST.getlist("answer")[:A_PAGE]
    return {mark: [int(key) for key in request.POST.getlist(f"theme-{mark}") if _is_key(key)] for mark in marks}


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 19


def _with_themes(question: Question, page) -> list[dict]:
    """Return the answers of a page, each with the themes that were found in it."""
    rows = question.coded.filter(response__in=[row.pk for row in page]).prefetch_related("themes")
    found = {row.response_id: {theme.code_id for theme in row.themes.all()} for row in rows}
    return [{"mark": row.mark, "said": row.said, "codes": found.get(row.pk, set())} for row in page]


@require_POST
def new_theme(request: HttpRequest, survey_id: int, question_id: int) -> HttpResponse:
    """Add a theme."""
    question = _question(request, survey_id, question_id)
    form = ThemeForm(request.POST)
    with told(request):
        if not form.is_valid():
            raise ValidationError(coding.NO_WORDS)
        coding.add_code(question, name=form.cleaned_data["name"], by=request.user)
    return _back(question)


def _theme(request: HttpRequest, survey_id: int, question_id: int, code_id: int) -> Code:
    question = _question(request, survey_id, question_id)
    rows = question.codes.select_related("question__survey", "locality", "partnership")
    return access.fetch(request, rows, roles.SURVEY, pk=code_id)


def theme(request: HttpRequest, survey_id: int, question_id: int, code_id: int) -> HttpResponse:
    """Give a theme another name; merging it and dropping it stand beside."""
    found = _theme(request, survey_id, question_id, code_id)
    form = ThemeForm.of(request, initial={"name": found.name})

    def rename() -> HttpResponse:
        coding.rename_code(found, name=form.cleaned_data["name"], by=request.user)
        return _back(found.question)

    words = {"code": found, "merge": MergeForm(code=found), "question": found.question}
    return form_page(request, form, rename, template="engagement/result/theme.html", **words)


@require_POST
def merging(request: HttpRequest, survey_id: int, question_id: int, code_id: int) -> HttpResponse:
    """Merge a theme into another."""
    found = _theme(request, survey_id, question_id, code_id)
    form = MergeForm(request.POST, code=found)
    if not form.is_valid():
        messages.error(request, "Choose the theme with which to merge it.")
        return redirect("survey_theme", survey_id=survey_id, question_id=question_id, code_id=code_id)
    with told(request):
        coding.merge_codes(found, form.cleaned_data["into"], by=request.user)
    return _back(found.question)


@require_POST
def removal(request: HttpRequest, survey_id: int, question_id: int, code_id: int) -> HttpResponse:
    """Drop a theme."""
    found = _theme(request, survey_id, question_id, code_id)
    with told(request):
        coding.drop_code(found, by=request.user)
    return _back(found.question)


def new_quote(request: HttpRequest, survey_id: int, question_id: int, mark: str) -> HttpResponse:
    """Choose words of one answer for publication, with what tells who wrote them taken out."""
    question = _question(request, survey_id, question_id)
    answer = coding.answers(question).filter(mark=mark).first()
    if answer is None:
        raise Http404
    form = QuoteForm.of(request, question=question, initial={"text": answer.said})

    def keep() -> HttpResponse:
        coding.quote(question, mark, **form.cleaned_data, by=request.user)
        messages.success(request, "The quote is kept for publication.")
        return _back(question)

    template = "engagement/result/quote.html"
    return form_page(request, form, keep, template=template, question=question, said=answer.said)


@require_POST
def quote_removal(request: HttpRequest, survey_id: int, question_id: int, quote_id: int) -> HttpResponse:
    """Take a quote out of what will be published."""
    question = _question(request, survey_id, question_id)
    rows = Quote.objects.select_related("question__survey", "locality", "partnership")
    found = access.fetch(request, rows, roles.SURVEY, pk=quote_id, question=question)
    with told(request):
        coding.drop_quote(found, by=request.user)
    return _back(question)
