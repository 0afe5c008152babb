"""What a pack is made of: front sheet, agenda, reports and appendices, as the edition has them or as the draft does."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils.formats import date_format

from foundation import links, uploads, work
from foundation.models import File, Partnership, Rendering
from foundation.pdf import receiving
from foundation.pdf.appending import appendix
from foundation.pdf.packing import Paper
from foundation.pdf.receiving import Received
from foundation.pdf.storing import Sheet

from . import composing, indexing, printing, rendering
from .documents import FRONT_FIELDS
from .models import Meeting
from .printing import Job

AnyPart = rendering.AnyPart
DRAFT_MARK = "DRAFT"


def meeting_of(made: Rendering) -> Meeting:
    """Return the meeting that a rendering is of."""
    key = int(made.subject.partition(":")[2])
    return Meeting.objects.select_related(
        "board__kind", "venue", "partnership", "agenda_edition", "minutes_edition"
    ).get(pk=key)


def published_job(made: Rendering, folder: Path) -> Job:
    """Return what to print of an edition: its agenda alone, or the whole pack."""
    meeting = meeting_of(made)
    parts = [part for part in made.edition.parts.all() if not part.withdrawn_at] if made.edition else []
    return _job(meeting, parts, folder, whole=made.kind == "pack")


def draft_job(made: Rendering, folder: Path) -> Job:
    """Return what to print of a draft for the chair: the whole pack with a watermark."""
    meeting = meeting_of(made)
    parts = composing.compose(meeting, composing.items_of(meeting))
    return replace(_job(meeting, parts, folder, whole=True), watermark=DRAFT_MARK)


def _job(meeting: Meeting, parts: Sequence[AnyPart], folder: Path, *, whole: bool) -> Job:
    words = _words(meeting, parts)
    day = date_format(meeting.date, "j F Y")
    papers = list(_whole(parts, words, folder)) if whole else [_sheet("agenda", "Agenda", words)]
    return Job(
        papers=papers,
        title=f"{'Agenda and papers' if whole else 'Agenda'}, {words['front']['board']}, {day}",
        foot=f"{words['front']['board']}, {day}",
        folder=f"meeting-{meeting.pk}",
    )


def _words(meeting: Meeting, parts: Sequence[AnyPart]) -> dict[str, Any]:
    partnership = meeting.partnership
    return {
        "lang": "en-GB",
        "partnership": partnership,
        "words": partnership.vocabulary,
        "meeting": meeting,
        "address": links.address(partnership, meeting.get_absolute_url()),
        "front": rendering.front_words(parts[0].content),
        "items": rendering.item_words(parts, {}, {}),
        "contact": contact(partnership),
    }


def contact(partnership: Partnership) -> str:
    """Return whom to ask for a paper in another format, in one line."""
    ways = [partnership.contact_name, partnership.contact_phone, partnership.contact_email]
    return ", ".join(way for way in ways if way) or partnership.name


def _whole(parts: Sequence[AnyPart], words: dict[str, Any], folder: Path) -> Iterator[Paper]:
    yield _sheet("front", "Front sheet", words)
    yield _sheet("agenda", "Agenda", {**words, "in_pack": True})
    files = _files(parts)
    for part in parts:
        if part.kind == "report":
            title = f"{part.content['number']} {part.title}".strip()
            html = render_to_string("boards/pdf/report.html", {**words, "title": part.title, **report_words(part)})
            yield Paper(part.key, title, Sheet(html, title))
        elif part.kind == "appendix":
            yield from _appendix(part, files, folder, words["contact"])


def _sheet(key: str, title: str, words: dict[str, Any]) -> Paper:
    return Paper(key, title, Sheet(render_to_string(f"boards/pdf/{key}.html", {**words, "title": title}), title))


def report_words(part: AnyPart) -> dict[str, Any]:
    """Return what a report says as its page and its print write it: what stands in its box apart from its sections."""
    sections = [section for section in part.content.get("sections", []) if _is_written(section)]
    return {
        "part": part,
        "paper": part.content,
        "box": [row for row in part.content.get("front", []) if row["label"] != FRONT_FIELDS["title"]],
        "boxed": [section for section in sections if section["in_box"]],
        "sections": [section for section in sections if not section["in_box"]],
    }


def _is_written(section: Mapping[str, Any]) -> bool:
    """Say whether a section has words of its own: recommendations and background papers are lists elsewhere."""
    return section["kind"] == "text" or bool(section["html"])


def _files(parts: Sequence[AnyPart]) -> dict[int, File]:
    keys = [
        part.content.get(name) for part in parts if part.kind == "appendix" for name in ("file_id", "pages_file_id")
    ]
    return File.objects.in_bulk([key for key in keys if key])


def _appendix(part: AnyPart, files: Mapping[int, File], folder: Path, ask: str) -> Iterator[Paper]:
    """Yield the sheet of an appendix and its pages, which wait in a file so that no pack is held in memory."""
    content = part.content
    source = files.get(content["pages_file_id"] or content["file_id"])
    papers = appendix(
        _received(source, content), key=part.key, letter=content["letter"], title=content["title"], contact=ask,
        alt=content["alternative"],
    )  # fmt: skip
    for place, paper in enumerate(papers):
        if isinstance(paper.pdf, bytes):
            path = folder / f"{part.key.replace(':', '-')}-{place}.pdf"
            path.write_bytes(paper.pdf)
            yield replace(paper, pdf=path)
        else:
            yield paper


def _received(source: File | None, content: Mapping[str, Any]) -> Received:
    if source is None or source.purged_at:
        return Received(content["name"], reason="it was withdrawn")
    data = uploads.read(source)
    return receiving.receive(data, name=content["name"], media_type=source.content_type, title=content["title"])


def show(made: Rendering) -> None:
    """Name the pages of the finished pack on the public page of its meeting."""
    rendering.refresh_page(meeting_of(made))
    if made.kind == "pack" and made.edition:
        indexing.ask(made.edition)  # whose rows name the page in the pack


def ask_for_owed() -> int:
    """Hand on what this partnership is still owed, and return how many prints that is. Source: house, section 3."""
    found = list(printing.waiting((*rendering.PDFS, rendering.DRAFT_PACK)))
    for made in found:
        ask_for(made)
    return len(found)


def ask_for(made: Rendering) -> None:
    """Ask for a print; asked twice, it is made once."""
    if made.edition_id:
        work.later("boards.build_pack", edition_id=made.edition_id)
    else:
        work.later("boards.build_draft_pack", rendering_id=made.pk)
