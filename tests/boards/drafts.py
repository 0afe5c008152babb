"""Meetings, items and reports for the tests of agendas and reports in draft."""

import datetime
import io

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from boards import agenda_building, reporting
from boards.models import AgendaItem, Meeting, Report


def a_meeting(cast, *, days=30, announced=True, **fields) -> Meeting:
    """Return a meeting of the cast's board, so many days from now."""
    starts = timezone.now().replace(minute=0, second=0, microsecond=0) + datetime.timedelta(days=days)
    return Meeting.objects.create(
        board=cast.board, starts_at=starts, ends_at=starts + datetime.timedelta(hours=2), venue=cast.venue,
        announced_at=timezone.now() if announced else None, **fields,
    )  # fmt: skip


def an_item(cast, meeting: Meeting, title="Bus to the hospital", **fields) -> AgendaItem:
    """Return an item on the agenda of a meeting."""
    return agenda_building.add_item(
        meeting, by=cast.users["clerk"], **{"title": title, "purpose": "decision", **fields}
    )


def a_report(cast, *, complete=False, meeting: Meeting | None = None, title="Bus to the hospital") -> Report:
    """Return a report under an item, with its sections answered where asked."""
    report = reporting.start_report(an_item(cast, meeting or a_meeting(cast), title), by=cast.users["clerk"])
    if complete:
        section = report.template.sections.get(key="purpose")
        reporting.save_section(report, section, by=cast.users["clerk"], text="<p>To decide.</p>", version=0)
        reporting.add_recommendation(report, by=cast.users["clerk"], text="That the bus runs.")
    return report


def a_pdf(name="plan.pdf") -> SimpleUploadedFile:
    """Return a PDF of one page as a browser sends it."""
    document, written = pikepdf.new(), io.BytesIO()
    document.add_blank_page()
    document.save(written)
    return SimpleUploadedFile(name, written.getvalue(), content_type="application/pdf")


def a_picture(name="map.png") -> SimpleUploadedFile:
    """Return a small picture as a browser sends it."""
    written = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(written, "PNG")
    return SimpleUploadedFile(name, written.getvalue(), content_type="image/png")
