"""A partnership's own settings, for its administrators."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from foundation.access import require
from foundation.forms import Form, once
from foundation.models import Partnership
from foundation.models.partnership import WORDS
from foundation.roles import ADMINISTER
from portal import describing
from portal.forms.partnership import LogoForm, PartnershipForm, WordsForm

METHODS = ["GET", "HEAD", "POST"]


def _mine(request: HttpRequest) -> Partnership:
    """Return a fresh copy of the partnership: a form that is refused must not colour the page it stands on."""
    require(request, ADMINISTER, request.partnership)  # type: ignore[attr-defined]
    return Partnership.objects.get(pk=request.partnership.pk)  # type: ignore[attr-defined]


@require_http_methods(METHODS)
def partnership(request: HttpRequest) -> HttpResponse:
    """Change the name, the look and the contact."""
    form = PartnershipForm.of(request, instance=_mine(request))

    def act() -> HttpResponse:
        describing.describe(form.instance, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, "The settings are saved.")
        return redirect("manage_partnership")

    return _answer(request, form, act, "settings")


@require_http_methods(METHODS)
def words(request: HttpRequest) -> HttpResponse:
    """Change the partnership's own words."""
    mine = _mine(request)
    form = WordsForm.of(request, initial=mine.vocabulary)

    def act() -> HttpResponse:
        said = {word: form.cleaned_data[word] for word in WORDS}
        describing.call(mine, by=request.user, words=said, kinds=form.of_kinds())  # type: ignore[arg-type]
        messages.success(request, "The words are saved.")
        return redirect("manage_words")

    return _answer(request, form, act, "words")


@require_http_methods(METHODS)
def logo(request: HttpRequest) -> HttpResponse:
    """Change the logo, or take it away."""
    mine = _mine(request)
    if request.method == "POST" and "away" in request.POST:
        describing.show_logo(mine, None, by=request.user)  # type: ignore[arg-type]
        messages.success(request, "The logo is gone. Pages show the name alone.")
        return redirect("manage_logo")
    form = LogoForm.of(request)

    def act() -> HttpResponse:
        describing.show_logo(mine, form.cleaned_data["logo"], by=request.user)  # type: ignore[arg-type]
        messages.success(request, "The logo is on every page now.")
        return redirect("manage_logo")

    return _answer(request, form, act, "logo")


def _answer(request: HttpRequest, form: Form | PartnershipForm, act, name: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        return once(request, form, act)
    status = 422 if form.errors else 200
    return render(request, f"portal/partnership/{name}.html", {"form": form}, status=status)
