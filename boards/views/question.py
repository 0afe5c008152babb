"""What the public sent, as officers see it: the queue of a meeting, one question, what is done with it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boards import access as roles
from boards import answering, asking, screening
from boards.forms.question import (
    AcceptForm,
    AnswerForm,
    ChangeForm,
    EnterForm,
    RefuseForm,
    SeenForm,
    WithdrawAnswerForm,
)
from boards.models import Meeting, PublicQuestion
from foundation import access
from foundation.refusal import done, told

METHODS = ["GET", "HEAD", "POST"]
QUESTIONS = PublicQuestion.objects.select_related(
    "board__locality", "board__kind", "meeting__board", "meeting__agenda_edition", "item", "screened_by", "received_by"
)
MEETINGS = Meeting.objects.select_related("board__kind", "board__locality", "agenda_edition")


@require_safe
def manage_questions(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """List what the public sent to a meeting: what waits for an officer first."""
    meeting = access.fetch(request, MEETINGS, roles.SCREEN, pk=meeting_id)
    rows = list(PublicQuestion.objects.received().filter(meeting=meeting).select_related("item"))
    waiting = [row for row in rows if row.state == "To be looked at"]
    owed = [row for row in rows if row.is_owed]
    rest = [row for row in rows if row not in waiting and row not in owed]
    groups = [("Waits for you", waiting), ("An answer is owed", owed), ("Dealt with", rest)]
    context = {"meeting": meeting, "groups": [group for group in groups if group[1]]}
    return render(request, "boards/question/list.html", context)


@require_http_methods(METHODS)
def manage_question_new(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Enter what came on paper or by telephone."""
    meeting = access.fetch(request, MEETINGS, roles.SCREEN, pk=meeting_id)
    form = EnterForm.of(request)

    def act() -> HttpResponse:
        sent = asking.enter(meeting, by=request.user, **form.cleaned_data)
        messages.success(request, f"{sent.get_kind_display()} entered.")
        return redirect("manage_question", sent.pk)

    if answer := done(request, form, act):
        return answer
    return render(request, "boards/question/enter.html", {"meeting": meeting, "form": form})


@require_safe
def manage_question(request: HttpRequest, question_id: int) -> HttpResponse:
    """Show one question with what may be done with it."""
    return _show(request, _of_officer(request, question_id))


@require_POST
def question_acceptance(request: HttpRequest, question_id: int) -> HttpResponse:
    """Put it on the agenda."""

    def accept(sent: PublicQuestion, form: Any) -> str:
        data = form.cleaned_data
        screening.accept(sent, item=form.chosen(), seen=data["seen"], reason=data["reason"], by=request.user)
        published = " Publish a supplement so that all can read it." if sent.meeting.agenda_edition_id else ""
        return f"Accepted, under “{form.chosen()}”. The asker is told.{published}"

    return _settled(request, question_id, AcceptForm, "accept_form", accept)


@require_POST
def question_change(request: HttpRequest, question_id: int) -> HttpResponse:
    """Ask the asker to change it."""

    def ask(sent: PublicQuestion, form: Any) -> str:
        screening.ask_to_change(sent, by=request.user, **form.cleaned_data)
        return "The asker is asked to change it. It comes back here when they have."

    return _settled(request, question_id, ChangeForm, "change_form", ask)


@require_POST
def question_refusal(request: HttpRequest, question_id: int) -> HttpResponse:
    """Refuse it for a lawful reason."""

    def refuse(sent: PublicQuestion, form: Any) -> str:
        screening.refuse(sent, by=request.user, **form.cleaned_data)
        return "Refused. The asker is told why."

    return _settled(request, question_id, RefuseForm, "refuse_form", refuse)


@require_POST
def question_answer(request: HttpRequest, question_id: int) -> HttpResponse:
    """Keep the answer, or by when it is owed."""

    def answer(sent: PublicQuestion, form: Any) -> str:
        data = form.cleaned_data
        answering.answer(
            sent, words=data["answer"], answered_by=data["answered_by"], due_on=data["due_on"], by=request.user,
            supplementary_answer=data.get("supplementary_answer", ""), seen=data["seen"],
        )  # fmt: skip
        return "The answer is kept." if data["answer"] else "Kept: an answer is owed."

    return _settled(request, question_id, AnswerForm, "answer_form", answer)


@require_POST
def question_publication(request: HttpRequest, question_id: int) -> HttpResponse:
    """Publish a written answer and send it to the asker."""
    sent = _of_officer(request, question_id)
    with told(request):
        answering.publish(sent, by=request.user)
        messages.success(request, "The answer is published on the meeting’s page, and sent to the asker.")
    return redirect("manage_question", sent.pk)


@require_http_methods(METHODS)
def question_answer_withdrawal(request: HttpRequest, question_id: int) -> HttpResponse:
    """Take a published answer off the meeting's page, with the reason."""
    sent = _of_officer(request, question_id)
    form = WithdrawAnswerForm.of(request)

    def act() -> HttpResponse:
        answering.withdraw(sent, because=form.cleaned_data["because"], by=request.user)
        messages.success(request, "The answer is withdrawn. The meeting’s page says so, and why.")
        return redirect("manage_question", sent.pk)

    words = {"question": sent, "meeting": sent.meeting, "form": form}
    return done(request, form, act) or render(request, "boards/question/answer_withdrawal.html", words)


def _of_officer(request: HttpRequest, question_id: int) -> PublicQuestion:
    return access.fetch(request, QUESTIONS.received(), roles.SCREEN, pk=question_id)


def _settled(
    request: HttpRequest, question_id: int, kind: type[SeenForm], name: str, act: Callable[[PublicQuestion, Any], str]
) -> HttpResponse:
    sent = _of_officer(request, question_id)
    form = kind.of(request, question=sent)

    def settle() -> HttpResponse:
        messages.success(request, act(sent, form))
        return redirect("manage_question", sent.pk)

    return done(request, form, settle) or _show(request, sent, **{name: form})


def _show(request: HttpRequest, sent: PublicQuestion, **tried: SeenForm) -> HttpResponse:
    """Show the question as it stands now, with the form that was refused in its place."""
    kinds = {"accept_form": AcceptForm, "change_form": ChangeForm, "refuse_form": RefuseForm, "answer_form": AnswerForm}
    forms = {name: tried.get(name) or form(question=sent) for name, form in kinds.items()}
    is_taken = sent.accepted_at or sent.how == PublicQuestion.How.MEETING
    context = {
        "question": sent,
        "meeting": sent.meeting,
        "is_taken": is_taken,
        "form": next(iter(tried.values()), None),
    }
    return render(request, "boards/question/detail.html", {**context, **forms}, status=422 if tried else 200)
