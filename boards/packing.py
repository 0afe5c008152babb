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

from . import composing, disclosing, indexing, printing, rendering
from .documents import FRONT_FIELDS
from .models import Meeting
from .printing import Job

AnyPart = rendering.AnyPart
LAST: tuple[str, str, Any] = ("", "", None)  # after all parts
DRAFT_MARK, EXEMPT_MARK = "DRAFT", "Not for publication"


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
    number = made.edition.number if made.edition else 0
    job = _job(
        meeting, parts, folder, whole=made.kind != "agenda", entitled=made.kind == rendering.EXEMPT_PACK, until=number
    )  # fmt: skip
    job = replace(job, kept=made.data.get("kept", {}))
    if made.kind == rendering.EXEMPT_PACK:
        return replace(job, title=f"{job.title}, not for publication", watermark=EXEMPT_MARK)
    return job


def draft_job(made: Rendering, folder: Path) -> Job:
    """Return what to print of a draft for the chair: the whole pack with a watermark, what is exempt marked as such."""
    meeting = meeting_of(made)
    parts = disclosing.split(composing.compose(meeting, composing.items_of(meeting)), disclosing.marks_of(meeting))
    return replace(_job(meeting, parts, folder, whole=True, entitled=True), watermark=DRAFT_MARK)


def _job(
    meeting: Meeting, parts: Sequence[AnyPart], folder: Path, *, whole: bool, entitled: bool = False, until: int = 0
) -> Job:  # fmt: skip
    words = {**_words(meeting, parts), "supplements": _supplements(meeting, until) if whole else []}
    day = date_format(meeting.date, "j F Y")
    shown, opposite = _pack(parts, words, folder) if whole else ([_sheet("agenda", "Agenda", words)], [])
    if entitled:
        shown, opposite = opposite, shown
    return Job(
        papers=shown,
        opposite=[paper for paper in opposite if paper.slot],
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
        "items": rendering.item_words(parts, {}, {}, rendering.key_decisions(parts)),
        "contact": contact(partnership),
    }


def _supplements(meeting: Meeting, until: int) -> list[dict[str, Any]]:
    """Return what was published after the first pack, oldest first, up to an edition."""
    editions = [entry for entry in rendering.editions_of(meeting) if entry["edition"].number <= until]
    return [entry for entry in reversed(editions) if entry["changes"]]


def contact(partnership: Partnership) -> str:
    """Return whom to ask for a paper in another format, in one line."""
    ways = [partnership.contact_name, partnership.contact_phone, partnership.contact_email]
    return ", ".join(way for way in ways if way) or partnership.name


def _pack(parts: Sequence[AnyPart], words: dict[str, Any], folder: Path) -> tuple[list[Paper], list[Paper]]:
    """Return the papers of the pack as the public reads it, and as those do who read what is exempt.

    A run of exempt papers has one notice in the first; a paper of which a part is exempt stands in both, each its own.
    """
    sheets = {part.content["of"] for part in parts if _has_sheet(part)}
    for item in words["items"]:
        if item["key"] in sheets:
            item["papers"].insert(0, {"key": item["key"], "title": "Not for publication", "kind": "report"})
    same = [_sheet("front", "Front sheet", words), _sheet("agenda", "Agenda", {**words, "in_pack": True})]
    public, entitled = list(same), list(same)
    run: list[tuple[AnyPart, list[Paper]]] = []
    files, shown = _files(parts), {part.key: part for part in disclosing.opened(parts)}
    for kind, key, part in [*disclosing.whole(parts), LAST]:
        papers = list(_papers(kind, key, part, words, files, folder, shown[key])) if part else []
        is_exempt = part is not None and "exempt" in shown[key].content
        if run and (kind == "item" or not is_exempt):
            public, entitled, run = public + _notices(run, words), entitled + _whole_run(run), []
        if is_exempt:
            run += [(shown[key], papers)] if papers else []
        elif papers:
            own = (
                papers if part is shown[key] else list(_papers(kind, key, shown[key], words, files, folder, shown[key]))
            )
            slot = "" if part is shown[key] else key
            public += [replace(paper, slot=slot) for paper in own]
            entitled += [replace(paper, slot=slot) for paper in papers]
    return public, entitled


Run = Sequence[tuple[AnyPart, list[Paper]]]


def _notices(run: Run, words: dict[str, Any]) -> list[Paper]:
    """Return the one sheet that stands for a run of exempt papers."""
    if not run:
        return []
    keys = tuple(part.key for part, _ in run)
    told = {**words, "key": f"notice:{keys[0]}", "papers": [part for part, _ in run]}
    return [replace(_sheet("notice", "Not for publication", told), key=told["key"], slot=keys[0], also=keys)]


def _whole_run(run: Run) -> list[Paper]:
    return [replace(paper, slot=run[0][0].key) for _, papers in run for paper in papers]


def _has_sheet(part: AnyPart) -> bool:
    """Say whether an exempt item has words of its own: the agenda is the same in both packs and cannot hold them."""
    content = part.content
    if part.kind != disclosing.EXEMPT or content["kind"] != "item":
        return False
    return bool(content["text"] or content["recommendations"] or not content["report"])


def _papers(
    kind: str, key: str, part: AnyPart, words: dict[str, Any], files: Mapping[int, File], folder: Path, shown: AnyPart
) -> Iterator[Paper]:
    """Yield the papers of a part; what the public does not read of it, as ``shown`` has it, is marked. Source: R3."""
    number = part.content.get("number", "")
    if kind == "report":
        title = f"{number} {part.title}".strip()
        html = render_to_string("boards/pdf/report.html", {**words, "title": part.title, **report_words(part, shown)})
        yield Paper(key, title, Sheet(html, title))
    elif kind == "item" and _has_sheet(part):
        title = f"{number} {part.title}"
        html = render_to_string("boards/pdf/item.html", {**words, "title": title, "item": part.content})
        yield Paper(key, title, Sheet(html, title))
    elif kind == "appendix" and (part.content["file_id"] or "exempt" not in part.content):
        closed = shown.content["exempt"]["words"] if part is not shown else ""
        yield from _appendix(key, part, files, folder, words["contact"], closed)


def _sheet(key: str, title: str, words: dict[str, Any]) -> Paper:
    return Paper(key, title, Sheet(render_to_string(f"boards/pdf/{key}.html", {**words, "title": title}), title))


def report_words(part: AnyPart, shown: AnyPart | None = None) -> dict[str, Any]:
    """Return what a report says as its page and its print write it: what stands in its box apart from its sections.

    ``shown`` is the report as the public reads it: what it lacks is marked as closed.
    """
    paper = {**part.content, **{name: _told_closed(part, shown, name) for name in ("sections", "appendices")}}
    there = paper["sections"]
    sections = [section for section in there if _is_written(section, paper)]
    return {
        "part": part,
        "paper": paper,
        "asked": next((section for section in there if section["kind"] == "recommendations"), None),
        "background_apart": paper.get("background") if "background" not in {s["kind"] for s in sections} else [],
        "box": [row for row in part.content.get("front", []) if row["label"] != FRONT_FIELDS["title"]],
        "boxed": [section for section in sections if section["in_box"]],
        "sections": [section for section in sections if not section["in_box"]],
    }


def _told_closed(part: AnyPart, shown: AnyPart | None, name: str) -> list[dict[str, Any]]:
    rows = part.content.get(name, [])
    if shown is None or shown is part:
        return rows
    closed = {row["key"]: row["exempt"]["words"] for row in shown.content.get(name, []) if "exempt" in row}
    return [{**row, "closed": closed.get(row["key"], "")} for row in rows]


def _is_written(section: Mapping[str, Any], paper: Mapping[str, Any]) -> bool:
    """Say whether a section has something under its heading: recommendations stand first, apart from their words."""
    named = section["kind"] == "background" and paper.get("background")
    return section["kind"] == "text" or bool(section["html"] or named)


def _files(parts: Sequence[AnyPart]) -> dict[int, File]:
    keys = [part.content.get(name) for part in parts for name in ("file_id", "pages_file_id")]
    return File.objects.in_bulk([key for key in keys if key])


def _appendix(
    key: str, part: AnyPart, files: Mapping[int, File], folder: Path, ask: str, closed: str
) -> Iterator[Paper]:
    """Yield the sheet of an appendix and its pages, which wait in a file so that no pack is held in memory."""
    content = part.content
    source = files.get(content["pages_file_id"] or content["file_id"])
    papers = appendix(
        _received(source, content), key=key, letter=content["letter"], title=content["title"], contact=ask,
        alt=content["alternative"], closed=closed,
    )  # fmt: skip
    for place, paper in enumerate(papers):
        if isinstance(paper.pdf, bytes):
            path = folder / f"{key.replace(':', '-')}-{place}.pdf"
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
    found = list(printing.waiting((*rendering.PRINTS, rendering.DRAFT_PACK)))
    for made in found:
        ask_for(made)
    return len(found)


def ask_for(made: Rendering) -> None:
    """Ask for a print; asked twice, it is made once."""
    if made.edition_id:
        work.later("boards.build_pack", edition_id=made.edition_id)
    else:
        work.later("boards.build_draft_pack", rendering_id=made.pk)
