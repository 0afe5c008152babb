"""Inviting somebody, and answering the invitation."""

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from foundation.access import fetch
from foundation.models import User
from localities.access import INVITE
from localities.forms.invitation import PasswordForm
from localities.inviting import accept, find, invite
from localities.models import Person

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@require_POST
def invite_person(request: HttpRequest, person_id: int) -> HttpResponse:
    """Send a person their link."""
    person = fetch(request, Person.objects.all(), INVITE, pk=person_id)
    try:
        invite(person, by=request.user)
        messages.success(request, f"{person} is invited. The link works for 14 days.")
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("person", person.pk)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Let the invited person choose a password, or join with the account that is signed in."""
    found = find(token)
    if found is None:
        return render(request, "localities/invitation/ended.html", status=410)
    known = User.objects.filter(email=found.email.lower()).exists()
    form = PasswordForm.of(request)
    if request.method == "POST" and (known or form.is_valid()):
        return _accept(request, found, form, known)
    return render(request, "localities/invitation/detail.html", {"invitation": found, "form": form, "known": known})


def _accept(request: HttpRequest, found, form: PasswordForm, known: bool) -> HttpResponse:
    mine = request.user if known and request.user.is_authenticated else None
    try:
        user = accept(found, user=mine, password="" if known else form.cleaned_data["password"])
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("account_login")
    if mine is None:
        login(request, user, backend=BACKEND)
    messages.success(request, "Welcome. Your account is ready.")
    return redirect("/desk/")
