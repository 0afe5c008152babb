"""The page of one form, for officers."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from foundation.refusal import done, status

FORM = "localities/manage/form.html"


def form_page(
    request: HttpRequest, form: Any, act: Callable[[], HttpResponse], *, template: str = FORM, **page: Any
) -> HttpResponse:
    """Do what a form asks, or show it: on a page of its own, with its title and the way back, or where it stands."""
    return done(request, form, act) or render(request, template, {"form": form, **page}, status=status(form))
