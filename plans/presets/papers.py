"""The form of the paper that says how one priority stands: four sections, and what the board is asked."""

from boards.models import ReportTemplate, TemplateSection

KEY = "priority"
SECTIONS = {
    "purpose": "Purpose of the report",
    "measures": "Measures, and what is done where they are behind",
    "actions": "Actions",
    "decisions": "Decisions so far",
    "recommendations": "Recommendations",
}


def make_paper_template() -> ReportTemplate:
    """Return the form of the paper, made where this partnership does not have it."""
    fields = ["paper_number", "report_to", "date", "status", "title"]
    template, made = ReportTemplate.objects.get_or_create(
        key=KEY, defaults={"name": "How a priority stands", "front_fields": fields}
    )
    if made:
        TemplateSection.objects.bulk_create(
            TemplateSection(
                template=template, position=position, key=key, heading=heading,
                kind="recommendations" if key == "recommendations" else "text",
            )
            for position, (key, heading) in enumerate(SECTIONS.items(), start=1)
        )  # fmt: skip
    return template
