"""Writing a report: its sections, recommendations, background papers and facts, and what it still lacks.

Whoever writes is an officer or the author, who may have come by a link and have no account: ``by`` is None then
and ``by_name`` says who it was.
"""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from boards import ordering
from boards.documents import held
from boards.models import (
    AgendaItem,
    Appendix,
    BackgroundPaper,
    Board,
    Recommendation,
    Report,
    ReportSection,
    ReportTemplate,
    TemplateSection,
    Vote,
)
from boards.presets.report_templates import make_report_templates
from boards.refusing import in_words, refuse
from boards.seeing import take_on
from foundation import audit, richtext
from foundation.locking import lock
from foundation.meanwhile import ChangedMeanwhile
from foundation.models import User

FACTS = (
    "title", "status", "originators", "contact", "where_from", "came_by", "where_next",
    "previous_reports", "sensitive_notice", "wards_notified", "wards_notified_note",
)  # fmt: skip
NONE = "<p>None</p>"
LONGEST_RECOMMENDATION = 2000


def template_for(board: Board) -> ReportTemplate:
    """Return the form of report that a board uses, the full one where it has not chosen."""
    return board.report_template or make_report_templates()["fifteen"]


@transaction.atomic
def start_report(item: AgendaItem, *, by: User, template: ReportTemplate | None = None) -> Report:
    """Begin the report of an item on the board's template; an item that has one keeps it."""
    item = lock(item, "board__report_template")
    if report := Report.objects.filter(item=item).first():
        return report
    board = item.board
    report = Report.objects.create(
        board=board, item=item, template=template or template_for(board), title=item.title, status=item.purpose
    )
    _add_sections(report)
    record(report, "started a report", by)
    return report


@transaction.atomic
def change_facts(
    report: Report, *, by: User | None, by_name: str = "", saw: str | None = None, **facts: Any
) -> Report:  # fmt: skip
    """Change what stands in the front box and at the end of a report.

    Raises ChangedMeanwhile when these say other than what was seen.
    """
    report = lock_report(report)
    if take_on(report, facts, FACTS, saw):
        report.save()
        record(report, "changed the facts of a report", by, by_name)
    return report


@transaction.atomic
def save_section(
    report: Report, section: TemplateSection, *, by: User | None, text: str, version: int, by_name: str = ""
) -> ReportSection:
    """Save what a report says under a heading, cleaned; raises ChangedMeanwhile when a newer text was saved."""
    report = lock_report(report)
    written, _ = ReportSection.objects.get_or_create(
        report=report, template_section=section, defaults={"board": report.board}
    )
    text = richtext.clean(text)
    if written.text == text:
        return written
    if written.version != version:
        raise ChangedMeanwhile(written)
    written.text, written.version = text, version + 1
    written.save()
    record(report, "wrote a section", by, by_name, section=section.key)
    return written


@transaction.atomic
def add_recommendation(report: Report, *, by: User | None, text: str, by_name: str = "") -> Recommendation:
    """Add something that the board is asked to do, after the others. Source: checklist B5."""
    report = lock_report(report)
    place = ordering.behind(report.recommendations.all())
    recommendation = Recommendation.objects.create(
        board=report.board, item=report.item, report=report, position=place, text=text
    )
    _forget_none(report, TemplateSection.Kind.RECOMMENDATIONS)
    record(report, "added a recommendation", by, by_name, recommendation=recommendation.pk)
    return recommendation


@transaction.atomic
def change_recommendation(
    recommendation: Recommendation, *, by: User | None, text: str, version: int, by_name: str = ""
) -> Recommendation:
    """Change the words of a recommendation; raises ChangedMeanwhile when newer words were saved."""
    recommendation = _open(recommendation)
    if recommendation.text == text:
        return recommendation
    if recommendation.version != version:
        raise ChangedMeanwhile(recommendation)
    recommendation.text, recommendation.version = text, version + 1
    with in_words():  # an author who came by a link does not see the positions that were taken
        recommendation.save()
    record(recommendation.report, "changed a recommendation", by, by_name, recommendation=recommendation.pk)
    return recommendation


@transaction.atomic
def move_recommendation(recommendation: Recommendation, *, by: User | None, to: int, by_name: str = "") -> None:
    """Move a recommendation to a place counted from 0, or the nearest there is."""
    report = lock_report(recommendation.report)
    ordering.place(ordering.moved(report.recommendations.order_by("position", "pk"), recommendation, to))
    record(report, "moved a recommendation", by, by_name, recommendation=recommendation.pk)


@transaction.atomic
def remove_recommendation(recommendation: Recommendation, *, by: User | None, by_name: str = "") -> None:
    """Remove a recommendation on which nothing was decided; its history stays.

    Raises ValidationError where partners have taken positions on it or a vote was taken, which its author does not see.
    """
    recommendation = _open(recommendation)
    report, key = recommendation.report, recommendation.pk
    try:
        with transaction.atomic():
            recommendation.delete()
            connection.check_constraints()  # now, not when the request has been answered
    except (ProtectedError, IntegrityError):  # an author by link does not see what hangs on it
        raise refuse("words_are_settled") from None
    ordering.place(report.recommendations.order_by("position", "pk"))
    record(report, "removed a recommendation", by, by_name, recommendation=key)


@transaction.atomic
def save_background(
    paper: BackgroundPaper, *, by: User | None, by_name: str = "", fields: Mapping[str, str]
) -> BackgroundPaper:
    """Add or change a document that the report relied on. Source: checklist C3."""
    report = lock_report(paper.report)
    for name in ("title", "also_called", "dated", "link"):
        setattr(paper, name, fields.get(name, ""))
    paper.board = report.board
    paper.save()
    _forget_none(report, TemplateSection.Kind.BACKGROUND)
    record(report, "named a background paper", by, by_name, paper=paper.pk)
    return paper


@transaction.atomic
def remove_background(paper: BackgroundPaper, *, by: User | None, by_name: str = "") -> None:
    """Take a document off the list of those that the report relied on."""
    report, key = lock_report(paper.report), paper.pk
    paper.delete()
    record(report, "removed a background paper", by, by_name, paper=key)


def say_none(report: Report, section: TemplateSection, *, by: User | None, by_name: str = "") -> ReportSection:
    """Answer a section with None: a valid answer, which empty is not. Source: checklist B3."""
    written = report.sections.filter(template_section=section).first()
    return save_section(report, section, by=by, by_name=by_name, text=NONE, version=written.version if written else 0)


def missing(report: Report) -> list[str]:
    """Return what a report lacks before it can be published, in words; empty when it is complete.

    "None" is an answer, empty is not. Source: checklist B3.
    """
    texts = {written.template_section_id: written.text for written in report.sections.all()}
    lacking = [
        f"{section.heading} is empty"
        for section in report.template.sections.all()
        if section.is_required and not is_answered(report, section, texts.get(section.pk, ""))
    ]
    return lacking + [
        f"Appendix {appendix.letter} needs a description for people who cannot see it"
        for appendix in report.appendices.all()
        if lacks_description(appendix)
    ]


def is_answered(report: Report, section: TemplateSection, text: str) -> bool:
    """Say whether a section has its answer: text, rows of its own, or None."""
    if section.kind == TemplateSection.Kind.ADVICE:  # it comes with the sign-offs
        return True
    if section.kind == TemplateSection.Kind.RECOMMENDATIONS and report.recommendations.all():
        return True
    if section.kind == TemplateSection.Kind.BACKGROUND and report.background_papers.all():
        return True
    return not richtext.is_empty(text) or bool(held(report, section.holds))


def lacks_description(appendix: Appendix) -> bool:
    """Say whether an appendix is a picture without words for people who cannot see it."""
    return appendix.file.content_type.startswith("image/") and not appendix.alternative.strip()


def lock_report(report: Report | None) -> Report:
    """Let one person at a time change a report. Raises ValidationError when it was withdrawn."""
    if report is None:
        raise ValidationError("This recommendation stands on the agenda, not in a report.")
    report = lock(report, "board", "item")
    if report.withdrawn_at:
        raise ValidationError("This report was withdrawn.")
    return report


def record(report: Report | None, verb: str, by: User | None, by_name: str = "", **detail: Any) -> None:
    """Log an act on a report; the log is open to the auditor and later to the public: a draft's title stays out."""
    audit.record(by, verb, report, name=f"Report {report.pk}", by_name=by_name, **detail)


def _open(recommendation: Recommendation) -> Recommendation:
    """Lock a recommendation and its report; what the board has decided is not changed under it."""
    lock_report(recommendation.report)
    found = lock(recommendation, "report__board")
    if found.outcome:
        raise ValidationError("The board has decided on this recommendation, so it stays as it is.")
    if found.positions.exists() or Vote.objects.filter(recommendation=found).exists():
        raise refuse("words_are_settled")
    return found


def _forget_none(report: Report, kind: str) -> None:
    """Drop the answer None of a section that has rows now."""
    for written in report.sections.filter(template_section__kind=kind).exclude(text=""):
        written.text, written.version = "", written.version + 1
        written.save()


def _add_sections(report: Report) -> None:
    for section in report.template.sections.all():
        ReportSection.objects.create(board=report.board, report=report, template_section=section)
