"""A report as a document: one plain dict that the preview shows, an edition freezes and the PDF is made of."""

from collections.abc import Iterable
from html import escape
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone
from django.utils.formats import date_format

from foundation import richtext

from .models import (
    Appendix,
    BackgroundPaper,
    Characteristic,
    Effect,
    ImpactAssessment,
    Report,
    ReportSection,
    SignOff,
    TemplateSection,
)
from .models.agenda import number_of

Document = dict[str, Any]
Row = dict[str, str]
Holds = TemplateSection.Holds

ADVICE = TemplateSection.Kind.ADVICE
FRONT_FIELDS = {
    "paper_number": "Paper number",
    "report_to": "Report to",
    "date": "Date",
    "status": "Status",
    "title": "Title",
    "originators": "Originator",
    "contact": "Contact officer",
    "where_from": "Where from",
    "where_next": "Where to next",
}
TRAILER_FIELDS = {
    "previous_reports": "Previous reports",
    "sensitive_notice": "Information issued under sensitive issue procedure",
    "wards_notified": "Ward members notified",
}


# What a document reads: a list of reports asks for it in as many queries, however many they are.
RELATED: list[str | Prefetch] = [
    "template__sections",
    "sections",
    "recommendations",
    "background_papers",
    "consulted",
    "assessment",
    Prefetch("appendices", queryset=Appendix.objects.select_related("file", "pages_file")),
]

# What is read besides of a report that is signed off, or prints the comments of those who sign.
SIGN_OFFS = Prefetch("sign_offs", queryset=SignOff.objects.standing().select_related("step", "person"))


def with_advice(reports: Iterable[Report]) -> None:
    """Read the comments of the reports that print them, in one query for all."""
    printing = [row for row in reports if any(section.kind == ADVICE for section in row.template.sections.all())]
    if printing:
        prefetch_related_objects(printing, SIGN_OFFS)


def report_document(report: Report, *, number: str | None = None) -> Document:
    """Return everything that a reader of the report sees, safe to keep as JSON.

    ``number`` is the number of its item where the caller knows it. Source: checklist B1-B6, B9, C1-C3.
    """
    number = number_of(report.item) if number is None else number
    with_advice([report])
    sections = _sections(report)
    return {
        "key": f"report:{report.pk}",
        "title": report.title,
        "number": number,
        "board": report.board.name,
        "status": f"For {report.get_status_display().lower()}",
        "front": _front(report, number),
        "sections": sections,
        "recommendations": _recommendations(report, sections),
        "background": [_background(paper) for paper in report.background_papers.all()],
        "appendices": [_appendix(appendix) for appendix in report.appendices.all()],
        "trailer": _trailer(report),
        **({"came_by": report.came_by_id} if report.came_by_id else {}),
    }


def _sections(report: Report) -> list[Document]:
    written = {section.template_section_id: section for section in report.sections.all()}
    sections, place = [], 0
    for section in report.template.sections.all():
        place += 0 if section.in_box else 1
        text = _advice(report) if section.kind == ADVICE else _text(written.get(section.pk))
        row = _section(section, text, "" if section.in_box else str(place))
        sections.append({**row, **held(report, section.holds)})
    return sections


def _text(written: ReportSection | None) -> str:
    return written.text if written else ""


def _advice(report: Report) -> str:
    """Return the comments of those who signed the report off, where their step prints them."""
    signed = [row for row in report.sign_offs.all() if row.answer == SignOff.Answer.SIGNED and row.advice]
    return "".join(
        f"<h3>{escape(row.step.printed_as, quote=False)}</h3>{richtext.from_plain(row.advice)}"
        f"<p>{escape(str(row.person), quote=False)}, {date_format(timezone.localtime(row.answered_at), 'j F Y')}</p>"
        for row in sorted(signed, key=lambda row: row.step.position)
        if row.step.printed_as
    )


def _section(section: TemplateSection, text: str, number: str) -> Document:
    return {
        "key": section.key,
        "kind": section.kind,
        "number": number,
        "heading": section.heading,
        "in_box": section.in_box,
        "html": richtext.number(text, number) if number else richtext.clean(text),
    }


def held(report: Report, holds: str) -> Document:
    """Return what a section holds beside its text, under the name of what it is; nothing where nothing is there."""
    found: Any = None
    if holds == Holds.CONSULTATION:
        found = [{"who": row.who, "held": row.held, "result": row.result} for row in report.consulted.all()]
    elif holds == Holds.RESOURCES and report.resources_status:
        found = {"status": report.get_resources_status_display(), "pence": report.resources_pence,
                 "cycle": report.resources_cycle}  # fmt: skip
    elif holds == Holds.EQUALITY and (assessment := getattr(report, "assessment", None)):
        found = _assessment(assessment)
    return {holds: found} if found else {}


def _assessment(row: ImpactAssessment) -> Document:
    effects = [
        {"who": label, "effect": Effect(found["effect"]).label, "evidence": found["evidence"]}
        for value, label in Characteristic.choices
        if (found := row.effects.get(value))
    ]
    return {
        "effects": effects,
        "outcome": row.get_outcome_display(),
        "reasons": row.reasons,
        "actions": row.actions,
        "assessed_by": row.assessed_by,
        "assessed_on": date_format(row.assessed_on, "j F Y"),
        "review_on": date_format(row.review_on, "j F Y") if row.review_on else "",
    }


def _recommendations(report: Report, sections: list[Document]) -> list[Row]:
    """Return what is asked of the board, numbered in its section: 2.1, 2.2."""
    number = next((s["number"] for s in sections if s["kind"] == TemplateSection.Kind.RECOMMENDATIONS), "")
    rows = enumerate(sorted(report.recommendations.all(), key=lambda row: (row.position, row.pk)), start=1)
    return [
        {"key": f"recommendation:{row.pk}", "number": f"{number}.{place}" if number else str(place), "text": row.text}
        for place, row in rows
    ]


def _front(report: Report, number: str) -> list[Row]:
    values = {
        "paper_number": number,
        "report_to": report.board.name,
        "date": date_format(report.meeting.date, "l j F Y") if report.meeting else "",
        "status": f"For {report.get_status_display().lower()}",
        "title": report.title,
        **{name: getattr(report, name) for name in ("originators", "contact", "where_from", "where_next")},
    }
    wanted = [name for name in report.template.front_fields if name in values]
    return [{"label": FRONT_FIELDS[name], "value": values[name]} for name in wanted if values[name]]


def _trailer(report: Report) -> list[Row]:
    notified = ": ".join(filter(None, [report.get_wards_notified_display(), report.wards_notified_note]))
    values = {
        "previous_reports": report.previous_reports,
        "sensitive_notice": report.sensitive_notice,
        "wards_notified": notified,
    }
    return [{"label": TRAILER_FIELDS[name], "value": value} for name, value in values.items() if value]


def _background(paper: BackgroundPaper) -> Row:
    return {"title": paper.title, "also_called": paper.also_called, "dated": paper.dated, "link": paper.link}


def _appendix(appendix: Appendix) -> Document:
    return {
        "key": f"appendix:{appendix.pk}",
        "letter": appendix.letter,
        "title": appendix.title,
        "file_id": appendix.file_id,
        "pages_file_id": appendix.pages_file_id,
        "name": appendix.file.name,
        "content_type": appendix.file.content_type,
        "size": appendix.file.size,
        "pages": (appendix.pages_file or appendix.file).pages,
        "alternative": appendix.alternative,
    }
