"""The two forms of report that the sources use, as data. Source: checklist B1-B3, B6, C1-C3, X8."""

from typing import Any

from boards.models import ReportTemplate, TemplateSection

NONE_HINT = "If there is nothing to say, write None."


def _text(key: str, heading: str, hint: str = NONE_HINT, **more: Any) -> dict[str, Any]:
    return {"key": key, "heading": heading, "hint": hint, **more}


TEMPLATES: list[dict[str, Any]] = [
    {
        "key": "fifteen",
        "name": "Full report, fifteen sections",
        "front_fields": [
            "paper_number", "report_to", "date", "status", "title", "originators", "where_from", "where_next"
        ],
        "sections": [
            _text("purpose", "Purpose of the report", "What the report is for, in one or two paragraphs."),
            _text(
                "recommendations", "Recommendations", "What the board is asked to do, one decision in each.",
                kind="recommendations",
            ),
            _text("reasons", "Summary of reasons for the recommendations", "Why these and not others."),
            _text("communities", "Impact on communities", "Who in the locality will notice, and how."),
            _text("facts", "Key facts", "What the board needs to know to decide."),
            _text("legal", "Legal issues"),
            _text(
                "resources", "Resource issues", f"Money, people and property, and where they come from. {NONE_HINT}",
                holds="resources",
            ),
            _text("equality", "Equality impact assessment implications and outcomes", holds="equality"),
            _text("organisation", "Impact on the organisation"),
            _text("safety", "Community safety implications"),
            _text("carbon", "Carbon management implications"),
            _text("risk", "Risk management implications"),
            _text(
                "consultation", "Consultation", f"Who was asked and what they said. {NONE_HINT}", holds="consultation"
            ),
            _text("options", "Options considered", f"What else was looked at, and why it was not chosen. {NONE_HINT}"),
            _text(
                "background", "Background papers", "Documents that the report relied on, or None.", kind="background"
            ),
        ],
    },
    {
        "key": "summary-box",
        "name": "Report with a summary box",
        "front_fields": ["paper_number", "report_to", "date", "status", "contact"],
        "sections": [
            _text(
                "background", "Background papers", "Documents that the report relied on, or None.",
                kind="background", in_box=True,
            ),
            _text("financial", "Financial implications", in_box=True, holds="resources"),
            _text("equalities", "Equalities implications", in_box=True, holds="equality"),
            _text("legal", "Legal implications", in_box=True),
            _text("options", "Options", in_box=True),
            _text("risks", "Risks", in_box=True),
            _text("summary", "Executive summary", "The whole report in a few sentences."),
            _text(
                "decision", "Decision", "What members are asked to decide, one decision in each.",
                kind="recommendations",
            ),
            _text("report", "Report", "The report itself, with headings of your own.", is_required=False),
        ],
    },
]  # fmt: skip


def make_report_templates() -> dict[str, ReportTemplate]:
    """Give this partnership the two forms that are shipped, where it does not have them; return them by key."""
    made = {template.key: template for template in ReportTemplate.objects.all()}
    for preset in TEMPLATES:
        if preset["key"] not in made:
            made[preset["key"]] = _make(preset)
    return {preset["key"]: made[preset["key"]] for preset in TEMPLATES}


def _make(preset: dict[str, Any]) -> ReportTemplate:
    template = ReportTemplate.objects.create(
        key=preset["key"], name=preset["name"], front_fields=preset["front_fields"]
    )
    TemplateSection.objects.bulk_create(
        TemplateSection(template=template, position=position, **section)
        for position, section in enumerate(preset["sections"], start=1)
    )
    return template
