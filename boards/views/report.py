"""Writing a report, page by page, and reading it as it will be published."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from boards import access as roles
from boards import disclosing, reporting, signed
from boards.documents import RELATED, held, report_document
from boards.forms.report import FactsForm, SectionForm
from boards.models import Report, ReportSection, TemplateSection
from boards.views.authoring import REPORTS, Writing, reads
from foundation import access, richtext, uploads
from foundation.meanwhile import ChangedMeanwhile
from foundation.models import File
from foundation.refusal import done, status, told

Kind = TemplateSection.Kind
Holds = TemplateSection.Holds
# What a section holds beside its text: its page below the address of the report, what it is, and how to begin.
HOLDS: dict[str, tuple[str, str, str]] = {
    Holds.CONSULTATION: ("consultation/", "Who was consulted", "List who was consulted"),
    Holds.RESOURCES: ("resources/", "Where the resources stand", "Say where the resources stand"),
    Holds.EQUALITY: ("assessment/", "Equality impact assessment", "Assess the equality impact"),
}
CHASES_SHOWN = 20


@reads
@require_safe
def overview(request: HttpRequest, writing: Writing) -> HttpResponse:
    """Show what the report has and what it lacks."""
    report = _loaded(writing)
    context = {
        "writing": writing,
        "report": report,
        "tasks": _tasks(writing, report),
        "lacking": reporting.missing(report),
        "appendices": len(report.appendices.all()),
        "stages": signed.chains([report])[report.pk],
        "chases": report.chases.select_related("by")[:CHASES_SHOWN] if writing.is_officer else [],
        "exempt": disclosing.told_of(0, report, disclosing.marks_of(report.meeting)) if report.meeting else "",
    }
    return render(request, "boards/report/overview.html", context)


@reads
@require_safe
def preview(request: HttpRequest, writing: Writing) -> HttpResponse:
    """Show the report as it will read."""
    # An author sees one item of the agenda, so its number is not known yet.
    return _document(request, writing, number=None if writing.is_officer else "")


@require_safe
def draft(request: HttpRequest, report_id: int) -> HttpResponse:
    """Show a draft report to those who may read drafts and not write."""
    report = access.fetch(request, REPORTS, roles.VIEW_DRAFTS, pk=report_id)
    user = request.user
    return _document(request, Writing(report, f"/manage/reports/{report.pk}/", user, str(user), False))


@reads
@require_safe
def file(request: HttpRequest, writing: Writing, file_id: int) -> HttpResponse:
    """Serve a file of the report to whoever writes it."""
    of_report = File.objects.filter(part_of=f"report:{writing.report.pk}")
    found = access.fetch(request, of_report, access.PUBLIC, pk=file_id)
    return uploads.serve(found, inline=True, request=request)  # type: ignore[return-value]


def facts(request: HttpRequest, writing: Writing) -> HttpResponse:
    """Change the box at the front and the lines at the end."""
    form = FactsForm.of(request, instance=writing.report)

    def act() -> HttpResponse:
        reporting.change_facts(writing.report, **writing.by, **form.cleaned_data)
        messages.success(request, "Saved.")
        return redirect(writing.base)

    if answer := done(request, form, act):
        return answer
    context = {"form": form, "writing": writing, "report": writing.report}
    return render(request, "boards/report/facts.html", context, status=status(form))


def section(request: HttpRequest, writing: Writing, section_id: int) -> HttpResponse:
    """Write one section; a newer text is shown beside what was typed and neither is lost."""
    asked = _section(request, writing, section_id, Kind.TEXT)
    written = writing.report.sections.filter(template_section=asked).first()
    initial = {"text": written.text, "version": written.version} if written else {"version": 0}
    form = SectionForm.of(request, hint=asked.hint, initial=initial)
    if request.method != "POST":
        return _section_page(request, writing, asked, form)
    if not form.is_valid():
        return _refused(request, writing, asked, form)
    try:
        saved = reporting.save_section(writing.report, asked, **writing.by, **form.cleaned_data)
    except ChangedMeanwhile as newer:
        return _changed_meanwhile(request, writing, asked, form.cleaned_data["text"], newer.current)
    except ValidationError as refused:
        form.add_error(None, refused)
        return _refused(request, writing, asked, form)
    if _is_autosave(request):
        return JsonResponse({"saved_at": f"{timezone.localtime():%H:%M:%S}", "version": saved.version})
    return redirect(_after(writing, asked) if request.POST.get("then") == "next" else writing.base)


@require_POST
def none(request: HttpRequest, writing: Writing, section_id: int) -> HttpResponse:
    """Answer a section with None."""
    asked = _section(request, writing, section_id)
    with told(request):
        reporting.say_none(writing.report, asked, **writing.by)
        messages.success(request, f"{asked.heading}: None.")
    return redirect(writing.base)


def _loaded(writing: Writing) -> Report:
    return REPORTS.prefetch_related(*RELATED).get(pk=writing.report.pk)


def _section(request: HttpRequest, writing: Writing, section_id: int, kind: str = "") -> TemplateSection:
    sections = TemplateSection.objects.filter(template=writing.report.template_id)
    return access.fetch(request, sections.filter(kind=kind) if kind else sections, access.PUBLIC, pk=section_id)


def _after(writing: Writing, asked: TemplateSection) -> str:
    """Return the page of the section after this one, or the overview after the last."""
    later = writing.report.template.sections.filter(position__gt=asked.position).order_by("position").first()
    return writing.base + address(later) if later else writing.base


def address(section: TemplateSection) -> str:
    """Return where a section is written, below the address of its report."""
    own = {Kind.RECOMMENDATIONS: "recommendations/", Kind.BACKGROUND: "background/"}
    return own.get(section.kind, f"sections/{section.pk}/")  # type: ignore[call-overload]


def _tasks(writing: Writing, report: Report) -> list[dict[str, Any]]:
    """Return the sections as tasks: empty, answered, None."""
    texts = {written.template_section_id: written.text for written in report.sections.all()}
    tasks, place = [], 0
    for asked in report.template.sections.all():
        place += 0 if asked.in_box else 1
        words = asked.heading if asked.in_box else f"{place} {asked.heading}"
        is_written = writing.may_write and asked.kind != Kind.ADVICE
        task = {"words": words, "href": writing.base + address(asked) if is_written else ""}
        tasks.append({**task, **_state(report, asked, texts.get(asked.pk, "")), "hint": _held(report, asked)})
    return tasks


def _held(report: Report, asked: TemplateSection) -> str:
    """Return what a section holds beside its text, in a few words."""
    found = held(report, asked.holds).get(asked.holds)
    if asked.holds == Holds.CONSULTATION and found:
        return f"{len(found)} consulted"
    if asked.holds == Holds.RESOURCES:
        return found["status"] if found else "Where they stand is not said yet"
    return "Assessed" if found else ""


def _state(report: Report, asked: TemplateSection, text: str) -> dict[str, Any]:
    if asked.kind == Kind.ADVICE:
        return {"status": "Comes with the sign-offs", "colour": "grey"}
    if not reporting.is_answered(report, asked, text):
        empty = ("Empty", "yellow") if asked.is_required else ("Optional", "grey")
        return {"status": empty[0], "colour": empty[1]}
    rows = {Kind.RECOMMENDATIONS: report.recommendations, Kind.BACKGROUND: report.background_papers}
    if asked.kind in rows and (count := len(rows[asked.kind].all())):  # type: ignore[index]
        return {"status": f"{count} listed"}
    return {"status": "None" if richtext.is_none_answer(text) else "Answered"}


def _is_autosave(request: HttpRequest) -> bool:
    return request.headers.get("accept", "").startswith("application/json")


def _refused(request: HttpRequest, writing: Writing, asked: TemplateSection, form: SectionForm) -> HttpResponse:
    if _is_autosave(request):
        words = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return JsonResponse({"error": words}, status=422)
    return _section_page(request, writing, asked, form)


def _changed_meanwhile(
    request: HttpRequest, writing: Writing, asked: TemplateSection, mine: str, newer: ReportSection
) -> HttpResponse:
    saved = newer.history.values_list("history_date", flat=True).first()
    conflict = {"mine": mine, "theirs": newer.text, "version": newer.version, "field": "text", "saved_at": saved}
    if _is_autosave(request):
        return render(request, "components/conflict.html", conflict, status=409)
    form = SectionForm(hint=asked.hint, initial={"text": mine, "version": newer.version})
    return _section_page(request, writing, asked, form, conflict)


def _section_page(request, writing: Writing, asked: TemplateSection, form, conflict=None) -> HttpResponse:
    sections = list(writing.report.template.sections.all())
    shown = sum(1 for other in sections if not other.in_box and other.position <= asked.position)
    context = {
        "form": form,
        "writing": writing,
        "section": asked,
        "number": "" if asked.in_box else str(shown),
        "conflict": conflict,
        "holds": HOLDS.get(asked.holds),
        "there": held(writing.report, asked.holds),
    }
    return render(request, "boards/report/section.html", context, status=409 if conflict else 200)


def _document(request: HttpRequest, writing: Writing, number: str | None = None) -> HttpResponse:
    document = report_document(_loaded(writing), number=number)
    context = {"document": document, "writing": writing, "report": writing.report}
    return render(request, "boards/report/preview.html", context)
