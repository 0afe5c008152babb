"""Forms of report that a partnership makes its own. Source: checklist C2, X8."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify

from boards import ordering
from boards.models import ReportSection, ReportTemplate, TemplateSection
from foundation import audit, richtext
from foundation.locking import lock, lock_partnership
from foundation.models import User

SECTION_FIELDS = ("heading", "hint", "kind", "holds", "is_required", "in_box")


@transaction.atomic
def copy_template(template: ReportTemplate, *, by: User) -> ReportTemplate:
    """Make a copy of a form of report, with its sections."""
    lock_partnership()
    template = lock(template)
    taken = set(ReportTemplate.objects.values_list("key", flat=True))
    key = next(key for n in range(2, 10_000) if (key := f"{template.key[:34]}-{n}") not in taken)
    copy = ReportTemplate.objects.create(
        key=key, name=f"{template.name[:110]} (copy)", front_fields=template.front_fields
    )
    for section in template.sections.all():
        fields = {name: getattr(section, name) for name in (*SECTION_FIELDS, "key", "position")}
        TemplateSection.objects.create(template=copy, **fields)
    audit.record(by, "copied a form of report", copy)
    return copy


@transaction.atomic
def change_template(template: ReportTemplate, *, by: User, name: str, front_fields: list[str]) -> ReportTemplate:
    """Change the name of a form of report and what stands in the box at the front."""
    template.name, template.front_fields = name, front_fields
    template.save()
    audit.record(by, "changed a form of report", template)
    return template


@transaction.atomic
def save_section(template: ReportTemplate, section: TemplateSection, *, by: User, **fields: Any) -> TemplateSection:
    """Add a section at the end of a form of report, or change one; its key stays."""
    template = lock(template)
    for name in SECTION_FIELDS:
        setattr(section, name, fields[name])
    if section.pk is None:
        taken = set(template.sections.values_list("key", flat=True))
        stem = slugify(section.heading)[:34] or "section"
        section.template = template
        section.key = next(key for n in range(10_000) if (key := f"{stem}-{n}" if n else stem) not in taken)
        section.position = ordering.behind(template.sections.all())
    section.save()
    audit.record(by, "changed a section of a form of report", template, section=section.key)
    return section


@transaction.atomic
def move_section(section: TemplateSection, *, by: User, to: int) -> None:
    """Move a section to a place counted from 0; the numbers of drafts follow, those of editions stay."""
    template = lock(section.template)
    ordering.place(ordering.moved(template.sections.all(), section, to))
    audit.record(by, "moved a section of a form of report", template, section=section.key)


@transaction.atomic
def remove_section(section: TemplateSection, *, by: User) -> None:
    """Remove a section; raises ValidationError where a report has something written there."""
    template = lock(section.template)
    written = ReportSection.objects.filter(template_section=section)
    if any(not richtext.is_empty(text) for text in written.values_list("text", flat=True)):
        raise ValidationError("Reports have something written in this section. Make it optional instead.")
    written.delete()
    section.delete()
    ordering.place(template.sections.all())
    audit.record(by, "removed a section of a form of report", template, section=section.key)
