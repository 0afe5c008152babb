"""Officers look after the answers to a survey: how many came and how, what looks odd, and what came on paper.

An answer is shown by itself only where somebody has to judge it, or typed it in. Source: checklist D18; standards R35.
"""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from engagement import answering, judging
from engagement.access import READ, SURVEY
from engagement.answered import in_words, names_of_places
from engagement.forms.answer import CODE, HOW, AsideForm, EntryForm
from engagement.models import Question, Response, Survey
from engagement.wording import around
from foundation import access
from foundation.forms import Form
from foundation.paging import page_of
from foundation.refusal import done, status
from localities.views.form_page import form_page

SURVEYS = Survey.objects.select_related("activity", "locality", "partnership").prefetch_related("questions")
SINGLE = Response.objects.filter(~Q(signals=[]) | Q(set_aside_at__isnull=False) | Q(number__isnull=False))
ANSWERS = SINGLE.select_related("survey__locality", "locality", "partnership", "set_aside_by", "judged_by")


@require_safe
def survey_answers(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Count what came in and how, and list what an officer has to judge, has set aside, or typed in."""
    survey = access.fetch(request, SURVEYS, READ, pk=survey_id)
    state = request.GET.get("state", "")
    rows = ANSWERS.filter(survey=survey).order_by("-sent_at", "-pk")
    shown = {"aside": rows.set_aside(), "entered": rows.filter(number__isnull=False)}.get(state, rows.to_judge())
    context = {
        "survey": survey, "page": page_of(request, shown), "state": state, "sums": _sums(survey),
        "hows": _hows(survey), "may_judge": request.access.may(SURVEY, survey),  # type: ignore[attr-defined]
        "states": {"": "To look at", "aside": "Set aside", "entered": "Entered by staff"},
        "is_invited": survey.who_answers == Survey.WhoAnswers.INVITED,
    }  # fmt: skip
    return render(request, "engagement/answers/list.html", context)


def _sums(survey: Survey) -> dict[str, int]:
    sums = Response.objects.filter(survey=survey).aggregate(
        counted=Count("pk", filter=Q(set_aside_at__isnull=True)), aside=Count("set_aside_at"),
        odd=Count("pk", filter=~Q(signals=[]) & Q(judged_at__isnull=True)),
    )  # fmt: skip
    return sums | survey.invitations.aggregate(invited=Count("pk"), used=Count("pk", filter=Q(is_used=True)))


def _hows(survey: Survey) -> list[tuple[str, int]]:
    came = Response.objects.filter(survey=survey).counted().values("how").annotate(many=Count("pk"))
    return [(Response.How(row["how"]).label, row["many"]) for row in came.order_by("-many", "how")]


@require_safe
def survey_answer(request: HttpRequest, answer_id: int) -> HttpResponse:
    """Show one answer that has to be judged, without what is about equality."""
    return _show(request, access.fetch(request, ANSWERS, READ, pk=answer_id), AsideForm())


def _show(request: HttpRequest, response: Response, form: Form) -> HttpResponse:
    questions = [q for q in response.survey.questions.all() if q.kind != Question.Kind.HEADING and not q.is_equality]
    given, places = response.answers, names_of_places(questions, response.answers)
    context = {
        "survey": response.survey, "answer": response, "form": form,
        "answers": [(question, in_words(question, given.get(question.key), places)) for question in questions],
        "may_judge": request.access.may(SURVEY, response),  # type: ignore[attr-defined]
    }  # fmt: skip
    return render(request, "engagement/answers/detail.html", context, status=status(form))


@require_POST
def survey_answer_setting_aside(request: HttpRequest, answer_id: int) -> HttpResponse:
    """Leave an answer out of every count, for a reason."""
    response, form = access.fetch(request, ANSWERS, SURVEY, pk=answer_id), AsideForm(request.POST)

    def act() -> HttpResponse:
        judging.set_aside(response, because=form.cleaned_data["because"], by=request.user)  # type: ignore[arg-type]
        messages.success(request, "It is set aside and not counted. You can let it count again.")
        return redirect("survey_answers", response.survey_id)

    return done(request, form, act) or _show(request, response, form)


@require_POST
def survey_answer_counting(request: HttpRequest, answer_id: int) -> HttpResponse:
    """Let an answer count, whether it was set aside or only looked odd."""
    response = access.fetch(request, ANSWERS, SURVEY, pk=answer_id)
    judging.let_count(response, by=request.user)  # type: ignore[arg-type]
    messages.success(request, "It counts.")
    return redirect("survey_answers", response.survey_id)


@require_http_methods(["GET", "HEAD", "POST"])
def survey_answer_new(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Enter an answer from paper, the telephone or the meeting room: the whole survey on one page."""
    survey = access.fetch(request, SURVEYS.filter(opened_at__isnull=False), SURVEY, pk=survey_id)
    asked, how = survey.questions.all(), {HOW: request.GET.get("how")}
    form = EntryForm.of(request, survey=survey, questions=asked, say=around("en"), initial=how)

    def act() -> HttpResponse:
        data = form.cleaned_data
        entered = answering.enter(
            survey, form.answers, by=request.user, how=data[HOW], code=data.get(CODE, "")  # type: ignore[arg-type]
        )  # fmt: skip
        messages.success(request, f"It is kept. Write number {entered.number} on the paper.")
        return redirect(f"{reverse('survey_answer_new', args=[survey.pk])}?how={entered.how}")

    return form_page(request, form, act, template="engagement/answers/new.html", survey=survey)
