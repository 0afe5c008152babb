"""The minutes as PDF: the same words as the page, with a watermark until they are approved."""

from pathlib import Path

from django.template.loader import render_to_string
from django.utils.formats import date_format

from foundation import links, work
from foundation.models import Rendering
from foundation.pdf.packing import Paper
from foundation.pdf.storing import Sheet

from . import issuing, packing, printing
from .printing import Job


def job(made: Rendering, folder: Path) -> Job:
    """Return what to print of an edition of minutes."""
    meeting, parts = packing.meeting_of(made), list(made.edition.parts.all()) if made.edition else []
    words = issuing.words(parts)
    day = date_format(meeting.date, "j F Y")
    is_draft = words["front"].get("status") != "approved"
    title = f"{'Draft minutes' if is_draft else 'Minutes'}, {meeting.board.name}, {day}"
    address = links.address(meeting.partnership, f"{meeting.get_absolute_url()}minutes/")
    html = render_to_string("boards/pdf/minutes.html", {**words, "title": title, "address": address})
    return Job(
        papers=[Paper("minutes", "Minutes", Sheet(html, title))],
        title=title,
        foot=f"{meeting.board.name}, minutes of {day}",
        folder=f"minutes-{meeting.pk}",
        watermark="DRAFT" if is_draft else "",
    )


def ask_for_owed() -> int:
    """Hand on the minutes that this partnership is still owed as PDF, and return how many."""
    found = list(printing.waiting([issuing.PDF]))
    for made in found:
        work.later("boards.build_minutes", rendering_id=made.pk)
    return len(found)
