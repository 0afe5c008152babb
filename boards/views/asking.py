"""The public asks: one thing a page without an account, then by the link in the mail."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boards import answering, asking, taking_part
from boards.forms.asking import STEPS, RewordForm, StepForm
from boards.models import Asked, Meeting, PublicQuestion
from boards.taking_part import Offer
from foundation import access, tenancy
from foundation.forms import Form, once
from foundation.links import hash_token
from foundation.refusal import done
from foundation.secret_link import ended, private, unknown

from .meeting import ANNOUNCED

# A library's or a school's computers share one address: this stops a machine, not a class.
MOST_AN_HOUR = 60
HOUR = 3600
CROWDED = "Very much was sent from your network within the last hour. Nothing is lost: wait an hour and press again."
QUESTIONS = PublicQuestion.objects.select_related("meeting__board__kind", "meeting__venue", "board")
OURS = ("csrfmiddlewaretoken", "step", "go", "sending")


@login_not_required
@require_safe
def questions(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Say what the public may put to a meeting, how and until when, and show the answers that were published."""
    meeting = _meeting(request, meeting_id)
    offers = taking_part.offers(meeting)
    context = {
        "meeting": meeting,
        "offers": [(offer, taking_part.said(offer.rule)) for offer in offers],
        "is_open": any(offer.is_open for offer in offers),
        "answers": answering.published(meeting),
    }
    return render(request, "boards/question/about.html", context)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def question_new(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Ask one thing a page; the answers so far travel in the page, so that a shared computer keeps nothing."""
    meeting = _meeting(request, meeting_id)
    offers = taking_part.offers(meeting)
    if not any(offer.is_open for offer in offers):
        return render(request, "boards/question/closed.html", {"meeting": meeting, "offers": offers})
    forms = _answered(request, offers)
    number = _wanted(request, forms)
    if number <= len(STEPS):
        return _ask(request, meeting, forms, number)
    if "send" not in request.POST:
        return _check(request, meeting, forms, Form())
    return _send(request, meeting, forms)


@login_not_required
@require_safe
def question_sent(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Say that a message was sent, and what to do with it."""
    return render(request, "boards/question/sent.html", {"meeting": _meeting(request, meeting_id)})


@login_not_required
@never_cache
@require_safe
def question(request: HttpRequest, token: str) -> HttpResponse:
    """Show the holder of the link where their question stands; opening the page changes nothing."""
    sent = _by_link(request, token)
    if isinstance(sent, HttpResponse):
        return sent
    return _show(request, sent, token, _reword_form(sent))


@login_not_required
@never_cache
@require_POST
def question_confirmation(request: HttpRequest, token: str) -> HttpResponse:
    """Take the question as the asker's own; sent twice is sent once."""
    return _done_by_link(request, token, asking.confirm)


@login_not_required
@never_cache
@require_POST
def question_withdrawal(request: HttpRequest, token: str) -> HttpResponse:
    """Take a question back."""
    return _done_by_link(request, token, asking.withdraw)


@login_not_required
@never_cache
@require_POST
def question_words(request: HttpRequest, token: str) -> HttpResponse:
    """Keep the words that an officer asked to be changed."""
    sent = _by_link(request, token)
    if isinstance(sent, HttpResponse):
        return sent
    form = RewordForm(request.POST)

    def act() -> HttpResponse:
        asking.reword(sent, form.cleaned_data["words"], seen=form.cleaned_data["seen"])
        messages.success(request, "Your words are changed. An officer looks at them again.")
        return redirect("question", token)

    return private(done(request, form, act) or _show(request, sent, token, form))


def _meeting(request: HttpRequest, meeting_id: int) -> Meeting:
    return access.fetch(request, ANNOUNCED.select_related("board__kind"), access.PUBLIC, pk=meeting_id)


def _answered(request: HttpRequest, offers: list[Offer]) -> list[StepForm]:
    """Return the pages with what was answered on them so far."""
    kind = request.POST.get("kind", "")
    rule = next((offer.rule for offer in offers if offer.rule.kind == kind), None)
    return [step(request.POST or None, offers=offers, rule=rule, initial=request.POST.dict()) for step in STEPS]


def _wanted(request: HttpRequest, forms: list[StepForm]) -> int:
    """Return the page to show: the one asked for, else the first without a good answer, else the last: check."""
    go, answered = (_number(request.POST.get(name)) for name in ("go", "step"))
    wrong = (number for number, form in enumerate(forms, 1) if number > answered or not form.is_valid())
    first = next(wrong, len(STEPS) + 1)
    return min(go, first) if go else first


def _number(text: str | None) -> int:
    return min(int(text), len(STEPS)) if text and text.isdecimal() and len(text) < 3 else 0


def _ask(request: HttpRequest, meeting: Meeting, forms: list[StepForm], number: int) -> HttpResponse:
    """Show one question with the answers before it; its errors only if it was answered."""
    was_asked = number <= _number(request.POST.get("step")) and "go" not in request.POST
    form = forms[number - 1]
    if not was_asked:
        form = type(form)(offers=form.offers, rule=form.rule, initial=request.POST.dict())
    kept = [(key, value) for key, value in request.POST.items() if key not in (*OURS, "send", *form.fields)]
    # Whoever goes back to change one answer does not answer the rest anew.
    reached = max(number, _number(request.POST.get("step")))
    context = {
        "meeting": meeting,
        "form": form,
        "number": number,
        "reached": reached,
        "steps": len(STEPS),
        "kept": kept,
    }
    return private(render(request, "boards/question/new.html", context, status=422 if form.errors else 200))


def _check(request: HttpRequest, meeting: Meeting, forms: list[StepForm], form: Form) -> HttpResponse:
    kept = [(key, value) for key, value in request.POST.items() if key not in (*OURS, "send")]
    answers = [
        (number, field.label, dict(getattr(field.field, "choices", ())).get(field.value(), field.value()))
        for number, step in enumerate(forms, 1)
        for field in step.visible_fields()
        if field.value()
    ]
    context = {"meeting": meeting, "form": form, "kept": kept, "answers": answers, "steps": len(STEPS)}
    return private(render(request, "boards/question/check.html", context, status=422 if form.errors else 200))


def _send(request: HttpRequest, meeting: Meeting, forms: list[StepForm]) -> HttpResponse:
    """Send what was checked; a rule of the board that it breaks is shown on the page that asked."""
    form = Form(request.POST)

    def act() -> HttpResponse:
        asking.ask(meeting, **_facts(forms))
        return redirect("question_sent", meeting.pk)

    if not form.is_valid() or _is_crowded(request):
        form.add_error(None, CROWDED)
        return _check(request, meeting, forms, form)
    try:
        return once(request, form, act)
    except ValidationError as refused:
        return _refused(request, meeting, forms, refused)


def _refused(
    request: HttpRequest, meeting: Meeting, forms: list[StepForm], refused: ValidationError
) -> HttpResponse:  # fmt: skip
    for number, form in enumerate(forms, 1):
        for field in set(form.fields) & set(refused.error_dict):
            form.add_error(field, refused.error_dict[field])
        if form.errors:
            return _ask(request, meeting, forms, number)
    raise refused


def _facts(forms: list[StepForm]) -> dict[str, Any]:
    facts: dict[str, Any] = {name: value for form in forms for name, value in form.cleaned_data.items()}
    facts["may_name_asker"] = facts.pop("naming") == "yes"
    return facts


def _is_crowded(request: HttpRequest) -> bool:
    """Count one more sending from a network and say whether it is too many."""
    key = f"asking:{request.partnership.pk}:{get_adapter().get_client_ip(request)}"  # type: ignore[attr-defined]
    cache.add(key, 0, HOUR)
    return cache.incr(key) > MOST_AN_HOUR


def _by_link(request: HttpRequest, token: str) -> PublicQuestion | HttpResponse:
    """Return what the link leads to, or the page that says that it leads nowhere."""
    hashed = hash_token(token)
    tenancy.clear(f"token:{hashed}")
    sent = QUESTIONS.filter(token_hash=hashed).first()
    if sent is None:
        return unknown(request, token, "a question", "boards/question/unknown.html")
    if asking.is_stale(sent):
        return ended(request, sent, "a question", "boards/question/unknown.html")
    return sent


def _done_by_link(request: HttpRequest, token: str, act: Any) -> HttpResponse:
    sent = _by_link(request, token)
    if isinstance(sent, HttpResponse):
        return sent
    try:
        act(sent)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return private(redirect("question", token))


def _reword_form(sent: PublicQuestion) -> RewordForm:
    return RewordForm(initial={"words": sent.question, "seen": sent.changes_wanted})


def _show(request: HttpRequest, sent: PublicQuestion, token: str, form: RewordForm) -> HttpResponse:
    context = {
        "question": sent, "meeting": sent.meeting, "token": token, "kind_words": Asked(sent.kind).label.lower(),
        "may_withdraw": asking.may_withdraw(sent), "may_change": sent.changes_asked_at and not sent.settled_at,
        "form": form,
    }  # fmt: skip
    return private(render(request, "boards/question/mine.html", context, status=422 if form.errors else 200))
