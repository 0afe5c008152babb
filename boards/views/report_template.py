"""The forms of report of a partnership: their headings, what must be answered, and their order."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from boards import access as roles
from boards import templating
from boards.documents import FRONT_FIELDS
from boards.forms.report import TemplateForm, TemplateSectionForm
from boards.models import ReportTemplate, TemplateSection
from boards.views import order
from foundation import access
from foundation.forms import Form, once
from foundation.refusal import done, told


def templates(request: HttpRequest) -> HttpResponse:
    """List the forms of report, what each asks and the boards that use it."""
    own = request.access  # type: ignore[attr-defined]
    if not own.may_anywhere(roles.EDIT_REPORTS):
        raise PermissionDenied
    rows = ReportTemplate.objects.prefetch_related("boards", "sections")
    may_change = own.may(roles.CREATE_BOARD, request.partnership)  # type: ignore[attr-defined]
    context = {"rows": rows, "may_change": may_change, "form": Form(auto_id=False)}
    return render(request, "boards/report/templates.html", context)


@require_POST
def template_copy(request: HttpRequest, template_id: int) -> HttpResponse:
    """Copy a form of report, to be changed for one board."""
    template = _template(request, template_id)

    def copied() -> HttpResponse:
        copy = templating.copy_template(template, by=request.user)  # type: ignore[arg-type]
        messages.success(request, f"“{copy.name}” made. Boards use it once it is chosen in their settings.")
        return redirect("report_template", copy.pk)

    return done(request, Form.of(request), copied) or redirect("report_templates")


def template(request: HttpRequest, template_id: int) -> HttpResponse:
    """Show a form of report in order; change its name and its front."""
    template = _template(request, template_id)
    form = TemplateForm.of(request, instance=template, choices=list(FRONT_FIELDS.items()))
    if request.method == "POST" and form.is_valid():
        templating.change_template(template, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, "Saved.")
        return redirect("report_template", template.pk)
    context = {"form": form, "template": template, "rows": template.sections.all()}
    return render(request, "boards/report/template.html", context)


def template_section(request: HttpRequest, template_id: int, section_id: int | None = None) -> HttpResponse:
    """Add a section or change one."""
    template = _template(request, template_id)
    own = TemplateSection.objects.filter(template=template)
    section = access.fetch(request, own, access.PUBLIC, pk=section_id) if section_id else TemplateSection()
    form = TemplateSectionForm.of(request, instance=section)
    if request.method == "POST" and form.is_valid():
        return once(request, form, lambda: _saved(request, template, section, form.cleaned_data))
    context = {"form": form, "template": template, "section": section if section_id else None}
    return render(request, "boards/report/template_section.html", context)


@require_POST
def template_order(request: HttpRequest, template_id: int) -> HttpResponse:
    """Move a section a step up or down, or to a place."""
    template = _template(request, template_id)
    order.move(request, template.sections.all(), templating.move_section, by=request.user)
    return redirect("report_template", template.pk)


@require_POST
def template_section_removal(request: HttpRequest, template_id: int, section_id: int) -> HttpResponse:
    """Remove a section in which no report has written."""
    template = _template(request, template_id)
    section = access.fetch(request, template.sections.all(), access.PUBLIC, pk=section_id)
    with told(request):
        templating.remove_section(section, by=request.user)  # type: ignore[arg-type]
        messages.success(request, f"“{section.heading}” removed.")
    return redirect("report_template", template.pk)


def _template(request: HttpRequest, template_id: int) -> ReportTemplate:
    access.require(request, roles.CREATE_BOARD, request.partnership)  # type: ignore[attr-defined]
    return access.fetch(request, ReportTemplate.objects, access.PUBLIC, pk=template_id)


def _saved(
    request: HttpRequest, template: ReportTemplate, section: TemplateSection, fields: dict[str, Any]
) -> HttpResponse:
    templating.save_section(template, section, by=request.user, **fields)  # type: ignore[arg-type]
    messages.success(request, f"“{fields['heading']}” saved.")
    return redirect("report_template", template.pk)
