"""The public answers a survey: without an account, a cookie or a script, one page after the other behind one link.

The link's secret stands in the address, so that it works where cookies are refused and on another device. It stands
for the token against forgery too: nobody else can know it. What begins an answer refuses other sites by itself.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from engagement import answering, asking, doubting, translating
from engagement.answered import in_words, names_of_places
from engagement.forms.answer import AnswersForm
from engagement.models import AnswerDraft, Survey
from engagement.wording import around, day, languages, page_language, said, spoken_codes
from foundation import access, pacing
from foundation.links import address
from foundation.secret_link import private, row_of, unknown

SURVEYS = Survey.objects.filter(opened_at__isnull=False).select_related("activity", "locality")
DRAFTS = AnswerDraft.objects.select_related("survey__activity", "survey__locality").prefetch_related(
    "survey__questions"
)
TOO_FAST = (
    "Very much is being sent from your network just now. Nothing is lost: wait %(seconds)s seconds and press again."
)
View = Callable[..., HttpResponse]


def open_to_all(view: View) -> View:
    """Let anybody ask, by GET or POST and without a cookie, but no form of another site."""

    @login_not_required
    @never_cache
    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and _is_from_elsewhere(request):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return asked


def _is_from_elsewhere(request: HttpRequest) -> bool:
    """Say whether a browser tells that another site's page sent this."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = request.headers.get("Origin", "")
    return origin not in ("", "null") and urlsplit(origin).netloc != request.get_host()


def survey_of(request: HttpRequest, survey_id: int) -> Survey:
    """Return a survey that was opened."""
    return access.fetch(request, SURVEYS.prefetch_related("questions"), access.PUBLIC, pk=survey_id)


def by_link(view: View) -> View:
    """Give the view the draft that a secret opens, or answer that there is none, or that it was sent."""

    @open_to_all
    @wraps(view)
    def asked(request: HttpRequest, survey_id: int, token: str, **kwargs: Any) -> HttpResponse:
        draft = row_of(token, DRAFTS.filter(survey=survey_id))
        if draft is None:
            return leads_nowhere(request, survey_id, token, "an answer")
        draft.token = token
        if draft.sent_on:
            if request.method == "POST":  # the button was pressed twice
                return _thanks(draft)
            return private(page_of_draft(request, draft, "sent", status=410))
        return private(view(request, draft, **kwargs))

    return asked


def leads_nowhere(request: HttpRequest, survey_id: int, token: str, what: str) -> HttpResponse:
    """Say that a link opens nothing, in each language of the survey: whose it was is not known."""
    survey = SURVEYS.filter(pk=survey_id).first()
    codes = spoken_codes(survey.languages if survey else [])
    parts = [(page_language(code), around(code)) for code in codes]
    return unknown(request, token, what, "engagement/answer/unknown.html", parts=parts)


@by_link
def answer(request: HttpRequest, draft: AnswerDraft) -> HttpResponse:
    """Lead whoever comes back to where they stopped."""
    return _goes_on(draft)


@by_link
def answer_page(request: HttpRequest, draft: AnswerDraft, page: int) -> HttpResponse:
    """Show one page of questions and keep what is answered on it."""
    pages = asking.pages(draft.survey, draft.answers, draft.language)
    here = next((one for one in pages if one.number == page), None)
    first = answering.unfinished(draft.survey, draft.answers)
    if here is None or (first and first.number < page):
        return _goes_on(draft)
    if request.method != "POST":
        return _ask(request, draft, pages, here, _form(draft, here, initial=_initial(here, draft)))
    if not answering.may_send(draft):
        return closed(request, draft, here)
    return _keep(request, draft, pages, here)


def _keep(request: HttpRequest, draft: AnswerDraft, pages: list[asking.Page], here: asking.Page) -> HttpResponse:
    form, post = _form(draft, here, request.POST), request.POST
    signals = (doubting.HIDDEN,) if post.get("website") else ()
    if post.get("language"):
        draft = answering.keep(draft, {}, language=post["language"], signals=signals)
        pages = asking.pages(draft.survey, draft.answers, draft.language)
        here = next(page for page in pages if page.number == here.number)
        return _ask(request, draft, pages, here, _form(draft, here, initial=form.read(post)))
    if not form.is_valid() and not ("later" in post and form.is_only_unfinished):
        return _ask(request, draft, pages, here, form)
    draft = answering.keep(draft, form.answers, signals=signals)
    if "later" in post:
        return redirect("answer_later", draft.survey_id, draft.token)
    return _follow(draft, pages, here, is_change="check" in request.GET)


def _follow(draft: AnswerDraft, before: list[asking.Page], here: asking.Page, *, is_change: bool) -> HttpResponse:
    """Go on to the next page: this one again where an answer on it opened a question, else the next, else the check."""
    pages = asking.pages(draft.survey, draft.answers)
    known = {key for page in before for key in _keys(page)}
    opened = [page for page in pages if page.number >= here.number and _keys(page) - known]
    later = [page for page in pages if page.number > here.number]
    if following := opened or ([] if is_change else later):
        return redirect("answer_page", draft.survey_id, draft.token, following[0].number)
    return redirect("answer_check", draft.survey_id, draft.token)


def _keys(page: asking.Page) -> set[str]:
    return {question.key for question in page.questions}


@by_link
def answer_check(request: HttpRequest, draft: AnswerDraft) -> HttpResponse:
    """Show all answers before they are sent, and send them."""
    if answering.unfinished(draft.survey, draft.answers):
        return _goes_on(draft)
    if not answering.may_send(draft):
        return closed(request, draft)
    if request.method == "POST" and "language" in request.POST:
        draft = answering.keep(draft, {}, language=request.POST["language"])
    elif request.method == "POST":
        return _send(request, draft)
    return _check(request, draft)


def _send(request: HttpRequest, draft: AnswerDraft) -> HttpResponse:
    """Send it unless this address sends too fast; what was answered is kept either way."""
    if seconds := pacing.wait(request, "answer"):
        response = _check(request, draft, refused=too_fast(seconds), status=429)
        response["Retry-After"] = str(seconds)
        return response
    signals = (doubting.HIDDEN,) if request.POST.get("website") else ()
    try:
        draft = answering.keep(draft, {}, signals=signals) if signals else draft
        answering.send(draft, fingerprint=pacing.fingerprint(request))
    except ValidationError as refused:
        return _check(request, draft, refused=refused, status=422)
    return _thanks(draft)


def _thanks(draft: AnswerDraft) -> HttpResponse:
    """Lead to the thanks, which know nothing of the answer but its language."""
    language = "" if draft.language == "en" else f"?language={draft.language}"
    return redirect(f"{reverse('survey_thanks', args=[draft.survey_id])}{language}")


def too_fast(seconds: int) -> ValidationError:
    """Return what is said to somebody whose address has to wait."""
    return ValidationError(TOO_FAST, params={"seconds": seconds})


def _check(
    request: HttpRequest, draft: AnswerDraft, *, refused: ValidationError | None = None, status: int = 200
) -> HttpResponse:
    pages = asking.pages(draft.survey, draft.answers, draft.language)
    told = said(refused, around(draft.language)).messages if refused else []
    context = {"pages": answers_of(draft, pages), "refused": " ".join(told), "before": f"../{pages[-1].number}/"}
    return page_of_draft(request, draft, "check", status=status, **context)


def answers_of(draft: AnswerDraft, pages: list[asking.Page]) -> list[dict[str, Any]]:
    """Return each page with its questions and what was answered to them, in words."""
    questions = [question for page in pages for question in page.questions if question.kind != question.Kind.HEADING]
    places = names_of_places(questions, draft.answers)
    return [
        {"page": page, "answers": [
            (question, in_words(question, draft.answers.get(question.key), places, draft.language))
            for question in page.questions if question.kind != question.Kind.HEADING
        ]}
        for page in pages
    ]  # fmt: skip


def closed(request: HttpRequest, draft: AnswerDraft, here: asking.Page | None = None) -> HttpResponse:
    """Say that the survey has closed, and show what was typed so that it is not lost."""
    typed = _form(draft, here, request.POST).typed() if here else []
    pages = [page for page in asking.pages(draft.survey, draft.answers, draft.language) if page != here]
    kept = answers_of(draft, pages)
    return page_of_draft(request, draft, "closed", status=410, typed=typed, pages=kept)


def _goes_on(draft: AnswerDraft) -> HttpResponse:
    """Lead to the first page that needs an answer, else to the one after the last that has any, else to the check."""
    pages = asking.pages(draft.survey, draft.answers)
    if not pages:
        raise Http404
    answered = [place for place, page in enumerate(pages, 1) if _keys(page) & set(draft.answers)]
    after = pages[max(answered, default=0) :]
    if page := answering.unfinished(draft.survey, draft.answers) or (after[0] if after else None):
        return redirect("answer_page", draft.survey_id, draft.token, page.number)
    return redirect("answer_check", draft.survey_id, draft.token)


def _form(draft: AnswerDraft, here: asking.Page, *args: Any, **kwargs: Any) -> AnswersForm:
    kwargs |= {"questions": here.questions, "say": around(draft.language), "survey": draft.survey}
    return AnswersForm(*args, **kwargs)


def _initial(here: asking.Page, draft: AnswerDraft) -> dict[str, Any]:
    return {question.key: draft.answers[question.key] for question in here.questions if question.key in draft.answers}


def _ask(
    request: HttpRequest, draft: AnswerDraft, pages: list[asking.Page], here: asking.Page, form: AnswersForm
) -> HttpResponse:  # fmt: skip
    place = pages.index(here)
    context = {
        "form": form, "here": here, "place": place + 1, "count": len(pages),
        "before": f"../{pages[place - 1].number}/" if place else "",
        "is_equality": any(question.is_equality for question in here.questions),
        "is_said": any(question.is_equality and question.kind == question.Kind.HEADING for question in here.questions),
    }  # fmt: skip
    return page_of_draft(request, draft, "page", status=422 if form.errors else 200, **context)


def page_of_draft(
    request: HttpRequest, draft: AnswerDraft, name: str, *, status: int = 200, **context: Any
) -> HttpResponse:
    """Draw a page for whoever holds the link, in their language."""
    link = f"/surveys/{draft.survey_id}/answer/{draft.token}/"
    context |= {
        "survey": draft.survey, "draft": draft, "token": draft.token,
        "link": address(request.partnership, link), "path": link, **spoken(draft.survey, draft.language),  # type: ignore[attr-defined]
    }  # fmt: skip
    return render(request, f"engagement/answer/{name}.html", context, status=status)


def spoken(survey: Survey, code: str) -> dict[str, Any]:
    """Return what every page says of its language: its words, its code and the others to choose from."""
    return {
        "say": around(code), "code": code, "languages": languages(survey.languages) if survey.languages else [],
        "page_language": page_language(code), "direction": "rtl" if code in translating.RIGHT_TO_LEFT else "ltr",
        "closes_on": day(survey.closes_at, code),
        **translating.about(survey, code),
    }  # fmt: skip
