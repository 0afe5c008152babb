"""What an act refuses at the last moment is told to the person, and nothing of it is done."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from foundation.forms import Form, once
from foundation.meanwhile import ChangedMeanwhile
from foundation.models import Act


@contextmanager
def told(request: HttpRequest) -> Iterator[None]:
    """Say on the next page what was refused."""
    try:
        yield
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))


def already(row: Model, verb: str, words: str) -> ValidationError:
    """Return what the second of two is told about an act that is done once: who did it and when, by the act log."""
    first = Act.objects.filter(target_kind=row._meta.label_lower, target_id=row.pk, verb=verb).first()
    if first is None:
        return ValidationError(words)
    return ValidationError(f"{words} {first.by_name} did so on {timezone.localtime(first.at):%-d %B %Y at %H:%M}.")


def done(request: HttpRequest, form: Form, act: Callable[[], HttpResponse]) -> HttpResponse | None:
    """Do what a valid form asks, once; a refusal stands on the form, at its field where it names one.

    So does what somebody else saved since a ``SawForm`` was opened.
    """
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return once(request, form, act)
    except ChangedMeanwhile as newer:
        form.tell_of(newer.current)  # type: ignore[attr-defined]
        form.was_overtaken = True  # type: ignore[attr-defined]
    except ValidationError as refused:
        for field, problems in getattr(refused, "error_dict", {"": [refused]}).items():
            form.add_error(field if field in form.fields else None, problems)
    return None


def status(form: Form) -> int:
    """Return how a page answers that shows its form again."""
    if getattr(form, "was_overtaken", False):
        return 409
    return 422 if form.errors else 200
