"""Exempt business of the examples: every field that must stay private holds an invented name found nowhere else."""

import datetime
import io
from typing import Any

from pikepdf import Dictionary, Name, OutlineItem, Pdf, Stream

from boards import agenda_building, attaching, confiding, excluding, exempting, recording, reporting
from boards.models import Action, AgendaItem, Meeting, Recommendation, Report, SeatHolding
from foundation import uploads
from foundation.models import User
from localities.models import Organisation, Person

from .decisions import Deciding, complete, decide
from .papers import write_report

# Each field has its own name, made of the partnership's word and one of these: a search for the word finds any of them.
ENDINGS = {
    "title": "fold", "text": "garth", "lead": "holme", "asked": "wick", "report": "ley", "notice": "by",
    "trailer": "combe", "section": "thwaite", "recommendation": "mere", "appendix": "dale", "alternative": "beck",
    "file": "ham", "page": "ridge", "properties": "croft", "bookmark": "stead", "reason": "brook", "officer": "worth",
    "notes": "well", "action": "moor", "outcome": "hurst", "options": "quist", "part": "cliffe",
    "confided": "shaw", "confided_text": "ness",
}  # fmt: skip
PUBLIC = ("paragraph", "public_title", "summary")


class Secrets:
    """The words of one partnership's exempt business."""

    def __init__(self, spec: dict[str, Any]):
        self.spec = spec

    def __call__(self, field: str) -> str:
        """Return the name that this field alone has."""
        return f"{self.spec['word']}{ENDINGS[field]}"


def add_exempt_item(meeting: Meeting, spec: dict[str, Any], *, by: User) -> AgendaItem:
    """Put an exempt item with its report and appendix on a draft agenda."""
    name = Secrets(spec)
    item = agenda_building.add_item(
        meeting, by=by, title=f"{spec['title']}: {name('title')}", text=f"<p>{name('text')} is named first.</p>",
        purpose="decision", lead=f"The lead officer with {name('lead')}", minutes=15,
    )  # fmt: skip
    Recommendation.objects.create(
        board=meeting.board, item=item, position=1, text=f"That {name('asked')} is told after the meeting."
    )
    report = write_report(
        item, f"What was offered by {name('section')} is set out here.", by=by, author="The lead officer"
    )
    facts = {"title": f"{spec['title']}: {name('report')}", "sensitive_notice": f"Ward members, about {name('notice')}"}
    reporting.change_facts(report, by=by, previous_reports=f"The paper on {name('trailer')}", **facts)
    reporting.add_recommendation(report, by=by, text=f"That the offer of {name('recommendation')} is taken.")
    _attach(report, name, by)
    _mark(meeting, f"item:{item.pk}", spec, name, by)
    _confide(item, name, by)
    return item


def _confide(item: AgendaItem, name: Secrets, by: User) -> None:
    """Tell two members of the matter in confidence; one of them has opened it."""
    seated = SeatHolding.objects.filter(board=item.board).exclude(person__email="").order_by("pk")
    people = Person.objects.filter(pk__in=seated.values("person"), user__isnull=True).order_by("pk")[:2]
    notice = confiding.confide(
        item, subject=f"The offer of {name('confided')}", text=f"Please say nothing of {name('confided_text')} yet.",
        until=item.meeting.date + datetime.timedelta(days=60), people=people, by=by,
    )  # fmt: skip
    confiding.open_copy(notice.copies.order_by("pk")[0])


def close_section(report: Report, spec: dict[str, Any], *, by: User) -> None:
    """Keep one section of an open report from the public."""
    name, section = Secrets(spec), report.template.sections.filter(kind="text").order_by("position").last()
    if section is None or report.meeting is None:
        return
    written = report.sections.get(template_section=section)
    text = f"{written.text}<p>One household, {name('part')}, is named here.</p>"
    reporting.save_section(report, section, by=by, text=text, version=written.version)
    told = {
        "paragraph": 2,
        "public_title": "",
        "summary": "This section tells of one household. The rest of the report does not depend on it.",
    }
    _mark(report.meeting, f"report:{report.pk}/{section.key}", {**spec, **told}, name, by)


def _mark(meeting: Meeting, key: str, spec: dict[str, Any], name: Secrets, by: User) -> None:
    review_on = meeting.date + datetime.timedelta(days=180)
    reason = (
        f"Those who deal with {name('reason')} could use it against the public purse, and gain more than readers would."
    )
    officer = f"{name('officer')}, monitoring officer"
    said = {field: spec[field] for field in PUBLIC}
    exempting.mark(meeting, key, by=by, reason=reason, officer=officer, review_on=review_on, **said)


def _attach(report: Report, name: Secrets, by: User) -> None:
    inspected = uploads.inspect(_pdf(name), f"{name('file')} offer.pdf")
    attaching.attach(report, inspected, by=by, title=f"Offer of {name('appendix')}", alternative=name("alternative"))


def _pdf(name: Secrets) -> bytes:
    """Return a PDF that has its words on the page, in its properties and in its bookmarks."""
    pdf, out = Pdf.new(), io.BytesIO()
    pdf.add_blank_page(page_size=(595, 842))
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    pdf.pages[0].Resources = Dictionary(Font=Dictionary(F1=font))
    pdf.pages[0].Contents = Stream(pdf, f"BT /F1 14 Tf 72 720 Td (Offer of {name('page')}) Tj ET".encode())
    pdf.docinfo.Title = f"Offer of {name('properties')}"
    with pdf.open_outline() as outline:
        outline.root.append(OutlineItem(f"Offer of {name('bookmark')}", 0))
    pdf.save(out)
    return out.getvalue()


def exclude_the_public(item: AgendaItem, *, by: User) -> None:
    """Have the first two of those present move and second that the public be excluded from an item."""
    there = item.meeting.attendances.filter(kind="present").order_by("pk")
    mover, seconder = there.values_list("person", flat=True)[:2]
    excluding.resolve(item, outcome="carried", mover=mover, seconder=seconder, by=by)


def decide_in_private(item: AgendaItem, spec: dict[str, Any], *, by: User) -> None:
    """Record what was said, decided and promised under an exempt item."""
    name = Secrets(spec)
    exclude_the_public(item, by=by)
    recording.save_notes(item, f"{name('notes')} was talked about.", version=0, by=by)
    for row in Recommendation.objects.filter(item=item):
        decide(Deciding(row, item, by), "agreed", reason=f"{name('outcome')} is best.")
        complete(row, item.meeting, by, options=f"{name('options')} was considered and rejected.")
    owner = Organisation.objects.filter(kind="district").first() or Organisation.objects.first()
    action = Action(
        board=item.board, meeting=item.meeting, item=item, owner=owner, text=f"Write to {name('action')}",
        due_on=item.meeting.date + datetime.timedelta(days=14),
    )  # fmt: skip
    recording.write_down(action, meeting=item.meeting, by=by)
