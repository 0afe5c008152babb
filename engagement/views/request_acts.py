"""What an agency does with a request, by its link or from its own account, and what officers do with it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from engagement import access as roles
from engagement import answering_requests, requesting, routing
from engagement.forms.request import AnswerForm, CloseForm, PassOnForm, QuestionForm, ReplyForm, TakeBackForm
from engagement.models import ServiceRequest
from foundation import access
from foundation.forms import Form
from foundation.refusal import done, status, told
from foundation.secret_link import ended, private, unknown
from localities.views.form_page import form_page

from .request import REQUESTS, STEPS, story

WRITTEN = ("answer", "question", "because")
PAGE = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class Way:
    """One thing that can be done with a request: its form, its act, and the words around them."""

    form: type[Form]
    act: Callable[..., ServiceRequest]
    title: str
    submit: str
    said: str
    lead: str = ""
    is_for: Callable[[ServiceRequest], bool] = lambda asked: asked.is_waiting


AGENCY = {
    "answer": Way(
        AnswerForm, answering_requests.answer, "Answer the request", "Send the answer",
        "Your answer is kept. This is how everybody reads it.", is_for=lambda asked: asked.takes_answer,
    ),
    "question": Way(
        QuestionForm, answering_requests.ask_more, "Ask what you need to know", "Send the question",
        "Your question is sent. You are told when it is answered.",
        "The answer stays due on the same day, unless the rules of this place let the clock stand.",
        is_for=lambda asked: asked.is_waiting and not asked.question_at,
    ),
    "passing-on": Way(
        PassOnForm, routing.pass_on, "It belongs to another service", "Pass it on",
        "It is passed on, and everybody sees with whom it lies now.",
        "Name the service that it belongs to. It must lie with somebody, so “it is not ours” alone is no answer.",
    ),
}  # fmt: skip
OFFICER = {
    "answer": Way(
        AnswerForm, answering_requests.answer, "Record the agency’s answer", "Save the answer", "The answer is kept.",
        "For an answer that came by telephone or letter.", is_for=lambda asked: asked.takes_answer,
    ),
    "reply": Way(
        ReplyForm, answering_requests.reply, "Answer the agency’s question", "Send the answer", "The agency is told.",
        is_for=lambda asked: asked.is_waiting and bool(asked.question_at),
    ),
    "passing-on": Way(
        PassOnForm, routing.pass_on, "Pass it on to another service", "Pass it on", "It is passed on.",
        "It is due by the standard of that service, counted from today.",
    ),
    "taking-back": Way(
        TakeBackForm, routing.take_back, "Take the request back", "Take it back", "The request is taken back.",
        "It stays on record with the reason.",
    ),
    "closing": Way(
        CloseForm, routing.close, "Close the request", "Close it", "The request is closed.",
        is_for=lambda asked: asked.closed_at is None and asked.answered_at is not None,
    ),
}  # fmt: skip


def _form(request: HttpRequest, way: Way, asked: ServiceRequest, answered_by: str) -> Form:
    more = {"asked": asked} if way.form is PassOnForm else {}
    return way.form.of(request, initial={"answered_by": answered_by}, **more)


def _closed(request: HttpRequest, asked: ServiceRequest, way: Way, then: str) -> HttpResponse | None:
    """Send away from what can be done no longer, and say why."""
    if way.is_for(asked):
        return None
    messages.error(request, requesting.already(asked) if not asked.is_waiting else "That cannot be done now.")
    return redirect(then)


@login_not_required
@never_cache
@PAGE
def by_link(request: HttpRequest, token: str, act: str = "answer") -> HttpResponse:
    """Let the holder of the link answer, ask or pass on without an account; opening the page changes nothing."""
    asked = requesting.by_link(token)
    if asked is None:
        return unknown(request, token, "a request")
    if not requesting.is_open(asked):
        typed = next((request.POST[name] for name in WRITTEN if request.POST.get(name)), "")
        return ended(request, asked, "a request", "engagement/request/ended.html", asked=asked, typed=typed)
    paths = {name: reverse(_named("request_link", name), args=[token]) for name in AGENCY}
    return private(_agency(request, asked, act, paths, {"by": None, "link": token}))


@never_cache
@require_safe
def my_requests(request: HttpRequest) -> HttpResponse:
    """List what waits for the person, who answers for a service."""
    mine = REQUESTS.public().filter(manager__user=request.user)
    rows = list(mine.with_managers().order_by("due_on", "pk"))
    answered = mine.filter(answered_at__isnull=False).exclude(pk__in=[asked.pk for asked in rows])
    return render(
        request, "engagement/request/mine.html", {"waiting": rows, "answered": answered.order_by("-answered_at")[:10]}
    )


@never_cache
@PAGE
def my_request(request: HttpRequest, request_id: int, act: str = "answer") -> HttpResponse:
    """Let whoever answers for the service answer, ask or pass on from their own account."""
    rows = REQUESTS.public().filter(manager__user=request.user)
    asked = access.fetch(request, rows, access.OWN, pk=request_id)
    paths = {name: reverse(_named("my_request", name), args=[request_id]) for name in AGENCY}
    return _agency(request, asked, act, paths, {"by": request.user})


def _named(first: str, act: str) -> str:
    return first if act == "answer" else f"{first}_{act.replace('-', '_')}"


def _agency(
    request: HttpRequest, asked: ServiceRequest, act: str, paths: dict[str, str], who: dict[str, Any]
) -> HttpResponse:
    way, public = AGENCY[act], asked.get_absolute_url()
    if away := _closed(request, asked, way, public if act == "answer" else paths["answer"]):
        return away
    form = _form(request, way, asked, str(asked.manager or ""))

    def done_so() -> HttpResponse:
        way.act(asked, **who, **form.cleaned_data)
        messages.success(request, way.said)
        return redirect(paths["answer"] if act == "question" else public)

    others = [(paths[name], other.title) for name, other in AGENCY.items() if name != act and other.is_for(asked)]
    page = {"form": form, "asked": asked, "way": way, "others": others, **story(asked)}
    shown = done(request, form, done_so)
    return shown or render(request, "engagement/request/agency.html", page, status=status(form))


@PAGE
def manage_request_act(request: HttpRequest, request_id: int, act: str) -> HttpResponse:
    """Do one thing with a request as its officer."""
    asked = access.fetch(request, REQUESTS.prefetch_related(STEPS), roles.HANDLE, pk=request_id)
    way, back = OFFICER[act], reverse("manage_request", args=[request_id])
    if away := _closed(request, asked, way, back):
        return away
    form = _form(request, way, asked, str(asked.manager or asked.owner))
    who = {"by": request.user, **({"by_team": True} if act == "passing-on" else {})}

    def done_so() -> HttpResponse:
        way.act(asked, **who, **form.cleaned_data)
        messages.success(request, way.said)
        return redirect(back)

    lead = f"{asked.owner} asks: {asked.question}" if act == "reply" else way.lead
    page = {"title": way.title, "caption": asked.title, "lead": lead, "submit": way.submit, "back": back}
    return form_page(request, form, done_so, **page)


@require_POST
def manage_request_link(request: HttpRequest, request_id: int) -> HttpResponse:
    """Send a new link to whoever answers."""
    asked = access.fetch(request, REQUESTS, roles.HANDLE, pk=request_id)
    with told(request):
        requesting.send_link(asked, by=request.user)  # type: ignore[arg-type]
        messages.success(request, "A new link is sent. The one before leads nowhere now.")
    return redirect("manage_request", request_id)
