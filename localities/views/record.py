"""What the screens of places, organisations and people have in common: a form of a record, and its last day."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format

from foundation.access import PUBLIC, fetch, require
from foundation.forms import Form, answered, once
from foundation.meanwhile import ChangedMeanwhile
from localities.access import EDIT
from localities.forms.record import EndForm, RecordForm
from localities.recording import end, keep

FORM = ["GET", "HEAD", "POST"]


def changeable(request: HttpRequest, rows: Any, **lookup: Any) -> Any:
    """Return a record that the officer may change; refuse one who may only look.

    Raises Http404 where there is none, PermissionDenied otherwise.
    """
    found = fetch(request, rows, PUBLIC, **lookup)
    require(request, EDIT, found)
    return found


def tried(request: HttpRequest, form: Form, act: Callable[[], HttpResponse]) -> HttpResponse | None:
    """Do the act once and return its answer; a refusal becomes an error of the form."""
    try:
        return once(request, form, act)
    except ChangedMeanwhile as newer:
        form.tell_of(newer.current)  # type: ignore[attr-defined]
        return None
    except ValidationError as refusal:
        for field, problems in getattr(refusal, "error_dict", {"__all__": [refusal]}).items():
            form.add_error(field if field in form.fields else None, problems)
        return None


def edit(
    request: HttpRequest,
    form: RecordForm,
    *,
    then: Callable[[Any], str],
    act: Callable[..., Any] = keep,
    template: str = "localities/manage/form.html",
    **page: Any,
) -> HttpResponse:
    """Show the form of a record; save what is sent once, and go on to the address that ``then`` gives."""

    def save() -> HttpResponse:
        form.must_be_as_seen()
        record = act(form.save(commit=False), by=request.user)
        messages.success(request, f"{record} is saved.")
        return redirect(then(record))

    if answer := answered(request):
        return answer
    if request.method == "POST" and form.is_valid() and (answer := tried(request, form, save)):
        return answer
    return render(request, template, {"form": form, **page})


def ending(request: HttpRequest, record: Any, *, then: str, act: Callable[..., Any] = end, **page: Any) -> HttpResponse:
    """Ask for the last day of a dated record, and keep it."""
    form = EndForm.of(request)

    def save() -> HttpResponse:
        ended = act(record, form.cleaned_data["ends_on"], by=request.user)
        messages.success(request, f"{ended}: the last day is {date_format(ended.ends_on, 'j F Y')}.")
        return redirect(then)

    if request.method == "POST" and form.is_valid() and (answer := tried(request, form, save)):
        return answer
    page = {"title": f"The last day of {record}", "submit": "Save the last day", **page}
    return render(request, "localities/manage/form.html", {"form": form, "back": then, **page})
