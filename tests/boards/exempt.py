"""Exempt papers for the tests: every word that must stay private holds a canary of its own."""

import datetime
import io

from django.utils import timezone
from PIL import Image

from boards import exempting, rendering, tasks
from boards.models import AgendaItem, Appendix, Exemption, Meeting, Recommendation, Report, ReportSection
from foundation import uploads
from foundation.models import Rendering
from tests.boards.papers import drafted, item
from tests.cast import Cast

FIELDS = {
    "paragraph": 3,
    "reason": "A price that rivals know would cost the public money. canaryreason",
    "officer": "Mo Officer, head of law canaryofficer",
    "public_title": "A contract",
    "summary": "The board is asked to award a contract. Its price is given when it is signed.",
}
TITLE = "Contract with canarytitle Ltd"


def mark(cast: Cast, meeting: Meeting, key: str, **fields) -> Exemption:
    """Mark something exempt as the clerk."""
    review_on = timezone.localdate() + datetime.timedelta(days=90)
    return exempting.mark(meeting, key, by=cast.users["clerk"], **{**FIELDS, "review_on": review_on, **fields})


def report_with(cast: Cast, at: AgendaItem, title: str, words: str) -> Report:
    """Return a complete report whose every field holds a word."""
    made = Report.objects.create(
        board=cast.board, item=at, template=cast.template, title=title, where_from=f"Group {words}front",
        originators=f"Author {words}author", previous_reports=f"{words}trailer",
    )  # fmt: skip
    for section in cast.template.sections.all():
        text = f"<p>It costs {words}section.</p>" if section.kind == "text" else ""
        ReportSection.objects.create(board=cast.board, report=made, template_section=section, text=text)
    Recommendation.objects.create(board=cast.board, item=at, report=made, position=1, text=f"pay {words}recommendation")
    picture = io.BytesIO()
    Image.new("RGB", (300, 200), "navy").save(picture, "PNG")
    kept = uploads.store(
        uploads.inspect(picture.getvalue(), f"{words}file.png"), root=cast.board.root, by=cast.users["clerk"]
    )
    Appendix.objects.create(
        board=cast.board, report=made, position=1, title=f"Plan {words}appendix", file=kept,
        alternative=f"A plan of {words}alternative",
    )  # fmt: skip
    return made


def with_exempt(cast: Cast, **fields) -> Meeting:
    """Return a draft: an open item with a report, an exempt item with its report, and a report that is partly exempt.

    Whatever must stay private holds a word that begins with "canary"; the rest holds one that begins with "open".
    """
    meeting = drafted(cast, items=2, with_report=False, **fields)
    report_with(cast, meeting.items.get(position=2), "Evening buses: options", "openone")
    closed = item(cast, meeting, TITLE, 3, text="<p>About canarytext</p>", lead="Lead canarylead", purpose="decision")
    Recommendation.objects.create(board=cast.board, item=closed, position=1, text="award canaryitemrec")
    report_with(cast, closed, f"Report on {TITLE}", "canary")
    mixed = item(cast, meeting, "Village hall", 4, purpose="decision")
    report = report_with(cast, mixed, "Village hall: the roof", "opentwo")
    section = report.sections.get(template_section__kind="text")
    section.text = "<p>The roof costs canarysecret.</p>"
    section.save()
    appendix = report.appendices.get()
    appendix.title, appendix.alternative, appendix.file.name = "Quote canaryquote", "canaryalt", "canaryname.png"
    appendix.save()
    appendix.file.save()
    mark(cast, meeting, f"item:{closed.pk}")
    mark(cast, meeting, f"report:{report.pk}/{section.template_section.key}", public_title="")
    mark(cast, meeting, f"appendix:{appendix.pk}", public_title="Quote for the roof")
    return meeting


def built(meeting) -> dict[str, Rendering]:
    """Make the PDFs and return their rows."""
    tasks.build_pack(partnership_id=meeting.partnership_id, edition_id=meeting.agenda_edition_id)
    made = Rendering.objects.filter(edition=meeting.agenda_edition_id, kind__in=rendering.PRINTS)
    return {row.kind: row for row in made.select_related("file")}
