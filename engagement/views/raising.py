"""Anybody raises an issue, one thing a page, or adds their voice to one; the answers so far travel in the page.

A shared computer keeps nothing. Source: J1, issue 4, sections 3 and 6.
"""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from engagement import raising, sorting
from engagement.forms.issue import STEPS, VoiceForm, WhoStep
from engagement.models import EngagementRules, Issue, IssueContact, rules_of
from foundation import access, pacing, tenancy
from foundation.forms import Form, once
from foundation.models import File
from foundation.refusal import done, status
from foundation.resending import same
from foundation.secret_link import private
from localities.locating import locality_of

METHODS = ["GET", "HEAD", "POST"]
OURS = ("csrfmiddlewaretoken", "step", "go", "sending", "send")
PHOTO = "photo_key"
SALT = "engagement.issue.photo"
PHOTO_SECONDS = 6 * 60 * 60
COUNTED = (
    "Somebody added their voice from this computer today already. If that was not you, give your email address, and "
    "your voice is counted too."
)
SIMILAR = 3


@login_not_required
@never_cache
@require_http_methods(METHODS)
def issue_new(request: HttpRequest) -> HttpResponse:
    """Ask what it is, where it is and who wants to be told, then show what was typed, and what is similar."""
    forms = [_step(request, step) for step in STEPS]
    number, photo = _wanted(request, forms), _photo(request, forms[-1])
    if number <= len(STEPS):
        return _ask(request, forms, number, photo)
    form = Form.of(request)
    if "send" not in request.POST:
        return _check(request, forms, Form(), photo)
    pacing.slow(request, form, "issue")
    if form.is_valid():
        said = sorted((name, value) for name, value in _kept(request, None))
        same(form, said, photo and photo.pk, pacing.fingerprint(request), raising.last_taken_back())
    sent = form.is_valid() and once(request, form, lambda: _send(request, forms, photo))
    return private(sent or _check(request, forms, form, photo))


def _step(request: HttpRequest, step: type[Form]) -> Form:
    user = request.user
    known = {"name": user.name, "email": user.email} if step is WhoStep and user.is_authenticated else {}
    return step.of(request, initial=known)


def _number(text: str | None) -> int:
    return min(int(text), len(STEPS)) if text and text.isdecimal() and len(text) < 3 else 0


def _wanted(request: HttpRequest, forms: list[Form]) -> int:
    """Return the page to show: the one asked for, else the first without a good answer, else the last: check."""
    go, answered = (_number(request.POST.get(name)) for name in ("go", "step"))
    wrong = (number for number, form in enumerate(forms, 1) if number > answered or not form.is_valid())
    first = next(wrong, len(STEPS) + 1)
    return min(go, first) if go else first


def _photo(request: HttpRequest, form: Form) -> File | None:
    """Return the photo that was chosen now, or before: a page that is sent again cannot carry a file along."""
    chosen = None
    if form.is_bound:
        form.is_valid()  # a good photo is kept where something else is wrong
        chosen = form.cleaned_data.get("photo")
    with tenancy.tenant(request.partnership.pk, raising.EVERY):  # type: ignore[attr-defined]
        if chosen and not pacing.wait(request, "photo"):
            return raising.keep_photo(chosen, None, by=None)
        try:
            key = signing.loads(request.POST.get(PHOTO, ""), salt=SALT, max_age=PHOTO_SECONDS)
        except signing.BadSignature:
            return None
        return File.objects.filter(pk=key, opened_at=None).first()


def _kept(request: HttpRequest, photo: File | None, left_out: Any = ()) -> list[tuple[str, str]]:
    """Return what was typed so far, to travel in the page."""
    skipped = {*OURS, PHOTO, *left_out}
    typed = [(key, str(value)) for key, value in request.POST.items() if key not in skipped and "map_" not in key]
    return typed + ([(PHOTO, signing.dumps(photo.pk, salt=SALT))] if photo else [])


def _ask(request: HttpRequest, forms: list[Form], number: int, photo: File | None) -> HttpResponse:
    """Show one page with the answers before it; its errors only if it was answered."""
    form, answered = forms[number - 1], _number(request.POST.get("step"))
    if request.method == "POST" and form.is_bound and (number > answered or "go" in request.POST):
        form = type(form)(initial={**form.initial, **form.read(request.POST)})
    context = {
        "form": form, "number": number, "reached": max(number, answered), "steps": len(STEPS), "photo": photo,
        "kept": _kept(request, photo, form.fields), "is_last": isinstance(form, WhoStep),
        "rules": _rules(forms[1]),
    }  # fmt: skip
    return private(render(request, "engagement/issue/new.html", context, status=422 if form.errors else 200))


def _check(request: HttpRequest, forms: list[Form], form: Form, photo: File | None) -> HttpResponse:
    what, who = forms[0].cleaned_data, forms[2].cleaned_data
    where = forms[1].where  # type: ignore[attr-defined]
    rows = [
        (1, "What it is about", what["title"]), (1, "What happens", what["said"]),
        (2, "Where it is", _in_words(where)), (3, "Photo", photo.name if photo else "None"),
        (3, "Your name", who["name"] or "Not given"), (3, "Your email address", who["email"] or "Not given"),
        (3, "Your telephone number", who["phone"] or "Not given"),
        (3, "Tell me what happens", "Yes, by email" if who["wants_news"] else "No"),
    ]  # fmt: skip
    words = f"{what['title']} {what['said']}"
    similar = sorting.similar(words, among=Issue.objects.public(), place=where["area"], most=SIMILAR)
    context = {
        "form": form, "rows": rows, "kept": _kept(request, photo), "steps": len(STEPS), "similar": similar,
        "rules": _rules(forms[1]),
        "voice": {name: value for name, value in {**who, "said": what["said"]}.items() if name != "photo" and value},
    }  # fmt: skip
    return private(render(request, "engagement/issue/check.html", context, status=422 if form.errors else 200))


def _rules(form: Form) -> EngagementRules:
    """Return the rules of the place that was named, by which what is sent is kept."""
    area = form.where["area"] if form.is_bound and form.is_valid() else None  # type: ignore[attr-defined]
    return rules_of(locality_of(area))


def _in_words(where: dict[str, Any]) -> str:
    words = ", ".join(str(part) for part in (where["where"], where["area"]) if part)
    return f"{words} (a point on the map)" if where["latitude"] else words


def _send(request: HttpRequest, forms: list[Form], photo: File | None) -> HttpResponse:
    facts = {**forms[0].cleaned_data, **forms[1].where, **_person(request, forms[2])}  # type: ignore[attr-defined]
    signals = [raising.HIDDEN_FILLED] if request.POST.get("website") else []
    contact = raising.raise_issue(photo=photo, signals=signals, **facts)
    return _thanked(request, contact)


def _person(request: HttpRequest, form: Form) -> dict[str, Any]:
    """Return who sends, as far as they say so, with the mark by which two sendings of one device are told."""
    said = {name: value for name, value in form.cleaned_data.items() if name != "photo"}
    user = request.user if request.user.is_authenticated else None
    return {**said, "user": user, "fingerprint": pacing.fingerprint(request)}


def _thanked(request: HttpRequest, contact: IssueContact) -> HttpResponse:
    """Lead to their own page; only a mail leads there whose address still has to prove to be theirs."""
    if contact.email and not contact.confirmed_at:
        return redirect("issue_sent", contact.issue.reference)
    messages.success(request, f"Sent. Its number is {contact.issue.reference}.")
    return redirect("issue_mine", raising.token_of(contact))


@login_not_required
@never_cache
@require_safe
def issue_sent(request: HttpRequest, reference: str) -> HttpResponse:
    """Say that it came, under which number, and that a message is on its way."""
    letters, _, digits = reference.partition("-")
    if not (letters.isalpha() and len(letters) == 2 and digits.replace("-", "").isdecimal() and len(reference) < 20):
        raise Http404
    return render(request, "engagement/issue/sent.html", {"reference": reference})


@login_not_required
@never_cache
@require_http_methods(METHODS)
def issue_voice(request: HttpRequest, issue_id: int) -> HttpResponse:
    """Add a voice to an issue that somebody else raised."""
    found = access.fetch(request, Issue.objects.public(), access.PUBLIC, pk=issue_id)
    form = VoiceForm.of(request)

    def act() -> HttpResponse:
        contact, is_new = raising.add_voice(found, **_person(request, form))
        if is_new:
            return _thanked(request, contact)
        if not form.cleaned_data["email"]:
            raise ValidationError(COUNTED)
        return redirect("issue_sent", contact.issue.reference)

    pacing.slow(request, form, "issue")
    sent = done(request, form, act)
    words = {"issue": found, "form": form, "rules": rules_of(found.locality)}
    return private(sent or render(request, "engagement/issue/voice.html", words, status=status(form)))
