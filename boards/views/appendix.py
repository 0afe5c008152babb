"""Appendices of a report, and a Word file that becomes its text."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from boards import attaching, importing
from boards.forms.appendix import AppendixForm, ChangeAppendixForm
from boards.forms.report import WordForm
from boards.models import Appendix, TemplateSection
from boards.reporting import lacks_description
from boards.views import order
from boards.views.authoring import Writing
from boards.views.order import number
from foundation import access, wordimport
from foundation.inspection.kinds import Refused
from foundation.refusal import done, told


def appendices(request: HttpRequest, writing: Writing) -> HttpResponse:
    """List the appendices in order, and attach another."""
    form = AppendixForm.of(request)
    if answer := done(request, form, lambda: _attached(request, writing, form.cleaned_data)):
        return answer
    context = {"form": form, "writing": writing, "rows": [_row(row) for row in _of(writing)]}
    return render(request, "boards/appendix/list.html", context)


def appendix(request: HttpRequest, writing: Writing, appendix_id: int) -> HttpResponse:
    """Change the title, the description or the file of an appendix."""
    row = access.fetch(request, _of(writing), access.PUBLIC, pk=appendix_id)
    form = ChangeAppendixForm.of(request, initial={"title": row.title, "alternative": row.alternative})
    if answer := done(request, form, lambda: _changed(request, writing, row, form.cleaned_data)):
        return answer
    return render(request, "boards/appendix/change.html", {"form": form, "writing": writing, "row": row})


@require_POST
def appendix_order(request: HttpRequest, writing: Writing) -> HttpResponse:
    """Move an appendix a step up or down, or to a place; the letters follow."""
    order.move(request, _of(writing), attaching.move_appendix, **writing.by)
    return redirect(f"{writing.base}appendices/")


@require_POST
def appendix_removal(request: HttpRequest, writing: Writing, appendix_id: int) -> HttpResponse:
    """Take an appendix off the report."""
    row = access.fetch(request, _of(writing), access.PUBLIC, pk=appendix_id)
    with told(request):
        attaching.remove_appendix(row, **writing.by)
        messages.success(request, f"“{row.title}” removed. The letters of the others have moved up.")
    return redirect(f"{writing.base}appendices/")


def word(request: HttpRequest, writing: Writing) -> HttpResponse:
    """Read a Word file and show what it would put under each heading, before it replaces anything."""
    form = WordForm.of(request)
    if request.method == "POST" and form.is_valid():
        headings = list(writing.report.template.sections.values_list("heading", flat=True))
        try:
            read = wordimport.import_report(form.cleaned_data["file"].data, headings)
        except Refused as refused:
            form.add_error("file", refused)
        else:
            return _check(request, writing, read)
    return render(request, "boards/report/word.html", {"form": form, "writing": writing})


@require_POST
def word_import(request: HttpRequest, writing: Writing) -> HttpResponse:
    """Put the checked sections of a Word file into the report; sections that changed meanwhile are left alone."""
    sections = {section.pk: section for section in writing.report.template.sections.all()}
    chosen = [*_taken(request, sections), *_placed(request, sections)]
    skipped = importing.take(writing.report, chosen, **writing.by)
    pictures = [number(key) for key in request.POST.getlist("picture")]
    if importing.take_pictures(writing.report, pictures, **writing.by):
        messages.info(request, "The pictures are appendices. Each needs a description for people who cannot see it.")
    if skipped:
        messages.info(request, f"Left as they were, since somebody changed them meanwhile: {', '.join(skipped)}.")
    if len(chosen) > len(skipped):
        messages.success(request, "The sections of the Word document are in the report.")
    return redirect(writing.base)


def _check(request: HttpRequest, writing: Writing, read: wordimport.ImportedReport) -> HttpResponse:
    context = {
        "writing": writing,
        "plan": importing.plan(writing.report, read),
        "pictures": importing.hold_pictures(writing.report, read.pictures, by=writing.user),
        "warnings": read.warnings,
        "sections": writing.report.template.sections.filter(kind=TemplateSection.Kind.TEXT),
    }
    return render(request, "boards/report/word_check.html", context)


def _taken(request: HttpRequest, sections: dict[int, TemplateSection]) -> list[importing.Chosen]:
    """Return the sections that the author ticked; the text comes back with the form and is cleaned again."""
    ticked = [number(key) for key in request.POST.getlist("take")]
    return [
        importing.Chosen(sections[key], request.POST.get(f"text-{key}", ""), number(request.POST.get(f"version-{key}")))
        for key in ticked
        if key in sections
    ]


def _placed(request: HttpRequest, sections: dict[int, TemplateSection]) -> list[importing.Chosen]:
    """Return what stood under headings that the form does not know and was given a place."""
    placed = []
    for row in request.POST.getlist("unknown"):
        if section := sections.get(number(request.POST.get(f"into-{row}"))):
            placed.append(importing.Chosen(section, request.POST.get(f"unknown-{row}", ""), 0, adds=True))
    return placed


def _of(writing: Writing):
    return Appendix.objects.filter(report=writing.report).select_related("file", "pages_file", "report__board")


def _row(row: Appendix) -> dict[str, Any]:
    return {"row": row, "lacks": lacks_description(row), "is_office": attaching.is_office(row.file)}


def _attached(request: HttpRequest, writing: Writing, said: dict[str, Any]) -> HttpResponse:
    row = attaching.attach(
        writing.report, said["file"], **writing.by, title=said["title"], alternative=said["alternative"]
    )
    _warn(request, said["file"])
    messages.success(request, f"Appendix {row.letter} attached.")
    return redirect(f"{writing.base}appendices/")


def _changed(request: HttpRequest, writing: Writing, row: Appendix, said: dict[str, Any]) -> HttpResponse:
    attaching.change_appendix(
        row, **writing.by, title=said["title"], alternative=said["alternative"], inspected=said["file"]
    )
    _warn(request, said["file"])
    messages.success(request, f"Appendix {row.letter} changed.")
    return redirect(f"{writing.base}appendices/")


def _warn(request: HttpRequest, inspected: Any) -> None:
    for warning in inspected.warnings if inspected else ():
        messages.info(request, warning)
    for left in inspected.left if inspected else ():
        messages.warning(request, f"{inspected.name}: {left}.")
