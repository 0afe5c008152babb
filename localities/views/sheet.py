"""Importing from a table: looked at first, saved only when every row is right."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from foundation.access import require
from foundation.forms import answered
from foundation.templatetags.words import counted
from localities import importing_areas, importing_people
from localities.access import EDIT, VIEW, anywhere
from localities.forms.sheet import SheetForm
from localities.importing import Row
from localities.views.record import FORM, tried

SHOWN = 100  # rows without a problem that the page shows; each with a problem is shown

AREAS_EXAMPLE = """kind,name,gss_code,within,starts_on,ends_on
district,Hill,E07000001,,,
ward,Hill East,E05000001,Hill,04/05/2023,"""
PEOPLE_EXAMPLE = """title,name,email,council,area,group,starts_on
Councillor,Ann Example,ann@hill.example,Hill District Council,Hill East,Independent,08/05/2023"""


@require_http_methods(FORM)
@anywhere(VIEW)
def areas_import(request: HttpRequest) -> HttpResponse:
    """Import areas."""
    require(request, EDIT, request.partnership)
    page = {"title": "Import areas", "back": reverse("places"), "example": AREAS_EXAMPLE}
    return sheet(request, importing_areas, page)


@require_http_methods(FORM)
@anywhere(VIEW)
def people_import(request: HttpRequest) -> HttpResponse:
    """Import people and what they were elected to."""
    require(request, EDIT, request.partnership)
    page = {"title": "Import people", "back": reverse("people"), "example": PEOPLE_EXAMPLE}
    return sheet(request, importing_people, page)


def sheet(request: HttpRequest, act: Any, page: dict[str, Any]) -> HttpResponse:
    """Show what a table would do, and save it once it is right."""
    if answer := answered(request):
        return answer
    form, rows, text = SheetForm.of(request), [], ""
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["table"]
        rows = _planned(form, act.plan, text)
        problems = any(row.problems for row in rows)
        if rows and not problems and "take" in request.POST:
            answer = tried(request, form, lambda: _taken(request, act.take, text, page["back"]))
            if answer:
                return answer
    page |= {"columns": act.COLUMNS, "needed": act.NEEDED, **_shown(rows)}
    shown = SheetForm(initial={"table": text}) if rows else form
    return render(request, "localities/manage/sheet.html", {**page, "form": shown, "table": text})


def _planned(form: SheetForm, plan: Callable[[str], list[Row]], text: str) -> list[Row]:
    try:
        return plan(text)
    except ValidationError as wrong:
        form.add_error("file" if form.cleaned_data["file"] else "table", wrong)
        return []


def _taken(request: HttpRequest, take: Callable[..., int], text: str, then: str) -> HttpResponse:
    number = take(text, by=request.user)
    messages.success(request, f"{counted(number, 'row')} imported.")
    return redirect(then)


def _shown(rows: list[Row]) -> dict[str, Any]:
    wrong = [row for row in rows if row.problems]
    right = [row for row in rows if not row.problems]
    here = sum(row.does == "Already here" for row in right)
    return {"rows": rows, "wrong": wrong, "right": right[:SHOWN], "to_save": len(right) - here, "here": here}
