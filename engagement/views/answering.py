"""Before and after a survey is answered: what it is about, an invitation, the link to come back by, the thanks."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from engagement import answering, following, inviting
from engagement.answered import minutes_of
from engagement.forms.answer import BeginForm, FollowForm, LinkForm
from engagement.models import AnswerDraft, Survey, SurveyInvitation
from engagement.telling_links import post_link
from engagement.views.answer import TOO_FAST, by_link, open_to_all, page_of_draft, spoken, survey_of
from foundation import pacing
from foundation.forms import Form
from foundation.refusal import done, status
from foundation.secret_link import private, unknown


@open_to_all
def survey(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Say what a survey is about, how long it takes and what becomes of the answers, and begin one."""
    return _about(request, survey_of(request, survey_id))


@open_to_all
def survey_invited(request: HttpRequest, survey_id: int, token: str) -> HttpResponse:
    """Say the same to somebody who was invited, and begin their one answer."""
    invitation = inviting.find(token)
    if invitation is None or invitation.survey_id != survey_id:
        return unknown(request, token, "an invitation to a survey", "engagement/answer/unknown.html")
    return private(_about(request, survey_of(request, survey_id), invitation))


def _about(request: HttpRequest, survey: Survey, invitation: SurveyInvitation | None = None) -> HttpResponse:
    is_invited = survey.who_answers == Survey.WhoAnswers.INVITED
    form = BeginForm.of(request, survey=survey, asks_code=is_invited and invitation is None)

    def begin() -> HttpResponse:
        return _begin(request, survey, form, invitation)

    code = request.GET.get("language", "en")
    is_slowed = _is_slowed(request, form, "begin an answer", burst=60, every=1)
    response = done(request, form, begin)
    context = {
        "survey": survey, "form": form, "minutes": minutes_of(survey), "is_open": answering.is_open(survey),
        "is_invited": is_invited, "invitation": invitation, "closes_at": answering.closes_at(survey),
        **spoken(survey, code if code in survey.languages else "en"),
    }  # fmt: skip
    answer = 429 if is_slowed else status(form)
    return response or render(request, "engagement/answer/about.html", context, status=answer)


def _is_slowed(request: HttpRequest, form: Form, what: str, *, burst: int, every: float) -> bool:
    """Say on a form that this address must wait, where it sends too fast."""
    seconds = pacing.wait(request, what, burst, every) if form.is_bound and form.is_valid() else 0
    if seconds:
        form.add_error(None, TOO_FAST % seconds)
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
    form = LinkForm.of(request)
    token = draft.token

    def post() -> HttpResponse:
        post_link(draft, path=f"/surveys/{draft.survey_id}/answer/{token}/", email=form.cleaned_data["email"])
        return page_of_draft(request, draft, "later", form=LinkForm(), is_posted=True)

    if _is_slowed(request, form, "mail a link", burst=5, every=60):
        return page_of_draft(request, draft, "later", status=429, form=form)
    return done(request, form, post) or page_of_draft(request, draft, "later", status=status(form), form=form)


@open_to_all
def survey_thanks(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Thank whoever has answered, and take an address to tell what changed: nothing joins it to an answer."""
    survey = survey_of(request, survey_id)
    form = FollowForm.of(request)

    def follow() -> HttpResponse:
        following.follow(survey.activity, email=form.cleaned_data["email"])
        return render(request, "engagement/answer/thanks.html", {**context, "is_followed": True})

    code = request.GET.get("language", "en")
    context: dict[str, Any] = {
        "survey": survey, "form": form, **spoken(survey, code if code in survey.languages else "en"),
    }  # fmt: skip
    is_slowed = _is_slowed(request, form, "follow", burst=10, every=30)
    answered = done(request, form, follow)
    return answered or render(
        request, "engagement/answer/thanks.html", context, status=429 if is_slowed else status(form)
    )
