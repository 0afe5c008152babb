"""Before and after a survey is answered: what it is about, an invitation, the link to come back by, the thanks."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from engagement import answering, following, inviting
from engagement.answered import minutes_of
from engagement.forms.answer import AddressForm, BeginForm
from engagement.models import AnswerDraft, Survey, SurveyInvitation
from engagement.telling_links import post_link
from engagement.views.answer import by_link, leads_nowhere, open_to_all, page_of_draft, spoken, survey_of, too_fast
from engagement.wording import around, day, moment
from foundation import pacing
from foundation.forms import Form
from foundation.refusal import done, status
from foundation.secret_link import private


@open_to_all
def survey(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Say what a survey is about, how long it takes and what becomes of the answers, and begin one."""
    return _about(request, survey_of(request, survey_id))


@open_to_all
def survey_invited(request: HttpRequest, survey_id: int, token: str) -> HttpResponse:
    """Say the same to somebody who was invited, and begin their one answer."""
    invitation = inviting.find(token)
    if invitation is None or invitation.survey_id != survey_id:
        return leads_nowhere(request, survey_id, token, "an invitation to a survey")
    return private(_about(request, survey_of(request, survey_id), invitation))


def _about(request: HttpRequest, survey: Survey, invitation: SurveyInvitation | None = None) -> HttpResponse:
    is_invited = survey.who_answers == Survey.WhoAnswers.INVITED
    code = _code(request, survey)
    form = BeginForm.of(request, survey=survey, asks_code=is_invited and invitation is None, say=around(code))

    def begin() -> HttpResponse:
        return _begin(request, survey, form, invitation)

    closing = answering.closes_at(survey)
    is_slowed = _is_slowed(request, form, "begin an answer", burst=60, every=1)
    response = done(request, form, begin)
    context = {
        "survey": survey, "form": form, "minutes": minutes_of(survey), "is_open": answering.is_open(survey),
        "is_invited": is_invited, "invitation": invitation, "until": moment(closing, code),
        "basis": around(code)[survey.basis],
        "closed_on": day(closing, code),
        **spoken(survey, code),
    }  # fmt: skip
    answer = 429 if is_slowed else status(form)
    return response or render(request, "engagement/answer/about.html", context, status=answer)


def _code(request: HttpRequest, survey: Survey) -> str:
    """Return the language that the address asks for, where the survey is offered in it."""
    code = request.GET.get("language", "en")
    return code if code in survey.languages else "en"


def _is_slowed(request: HttpRequest, form: Form, what: str, *, burst: int, every: float) -> bool:
    """Say on a form that this address must wait, where it sends too fast."""
    seconds = pacing.wait(request, what, burst, every) if form.is_bound and form.is_valid() else 0
    if seconds:
        form.add_error(None, too_fast(seconds))
    return bool(seconds)


def _begin(
    request: HttpRequest, survey: Survey, form: BeginForm, invitation: SurveyInvitation | None
) -> HttpResponse:  # fmt: skip
    if typed := form.cleaned_data.get("code"):
        invitation = inviting.find(typed)
        if invitation is None or invitation.survey_id != survey.pk:
            raise ValidationError({"code": ["No invitation to this survey has this code. Look at your letter again"]})
        return redirect("survey_invited", survey.pk, typed)
    token = answering.begin(survey, language=request.GET.get("language", "en"), invitation=invitation)
    return redirect("answer", survey.pk, token)


@by_link
def answer_later(request: HttpRequest, draft: AnswerDraft) -> HttpResponse:
    """Show the link by which somebody comes back, and send it where they ask."""
    wording: dict[str, Any] = {"say": around(draft.language), "hint": "link_hint"}
    form, token = AddressForm.of(request, **wording), draft.token

    def post() -> HttpResponse:
        post_link(draft, path=f"/surveys/{draft.survey_id}/answer/{token}/", email=form.cleaned_data["email"])
        return page_of_draft(request, draft, "later", form=AddressForm(**wording), is_posted=True)

    if _is_slowed(request, form, "mail a link", burst=5, every=60):
        return page_of_draft(request, draft, "later", status=429, form=form)
    return done(request, form, post) or page_of_draft(request, draft, "later", status=status(form), form=form)


@open_to_all
def survey_thanks(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Thank whoever has answered, and take an address to tell what changed: nothing joins it to an answer."""
    survey = survey_of(request, survey_id)
    code = _code(request, survey)
    form = AddressForm.of(request, say=around(code), hint="follow_hint")

    def follow() -> HttpResponse:
        following.follow(survey.activity, email=form.cleaned_data["email"], language=code)
        return render(request, "engagement/answer/thanks.html", {**context, "is_followed": True})

    context: dict[str, Any] = {"survey": survey, "form": form, **spoken(survey, code)}
    is_slowed = _is_slowed(request, form, "follow", burst=10, every=30)
    answered = done(request, form, follow)
    return answered or render(
        request, "engagement/answer/thanks.html", context, status=429 if is_slowed else status(form)
    )
