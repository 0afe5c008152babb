"""Removing words from a published report, or pages or words from an uploaded PDF: deleted for good, a new edition made.

What older editions said of the paper is purged as in a withdrawal, so that the register still verifies.
Source: standards R37.
"""

import io
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from html import escape
from typing import Any

import pikepdf
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from boards import composing, indexing, publishing, retaining, withdrawing
from boards.disclosing import closed_key, open_key
from boards.models import (
    Appendix,
    BackgroundPaper,
    Consulted,
    ImpactAssessment,
    Meeting,
    Recommendation,
    Report,
    ReportSection,
    SignOff,
)
from foundation import audit, editions, uploads
from foundation.editions import Part
from foundation.models import Edition, EditionPart, File, User
from foundation.pdf import finding
from foundation.pdf.finding import CannotSearch
from foundation.uploads import Inspected

REMOVED = "[words removed]"
GAP = r"(?:\s|&nbsp;|<[^>]+>)+"  # words may stand in bold or over two lines
TAG = re.compile(r"<[^>]+>")
FACTS = ("originators", "contact", "where_from", "where_next", "previous_reports", "sensitive_notice",
         "wards_notified_note")  # fmt: skip
OTHERWISE = "Withdraw the paper instead, and publish another that somebody has read from end to end."
Change = Callable[[dict[str, Any]], dict[str, Any]]


@transaction.atomic
def redact_words(meeting: Meeting, key: str, *, phrases: Sequence[str], because: str, by: User) -> Edition:
    """Delete words from a published report, its draft and its history, and publish it without them.

    Raises ValidationError when a phrase is not in the report, or stands in its title.
    """
    meeting, part = _published(meeting, key, "report")
    if lost := [phrase for phrase in phrases if _without(part.content, [phrase]) == part.content]:
        raise ValidationError(f"“{lost[0]}” is not in the report. Copy the words as they stand there.")
    if _without(part.title, phrases) != part.title:
        raise ValidationError("Words in the title cannot be removed alone. Withdraw the paper and publish it anew.")
    for row in part.content["appendices"]:
        if _without(row["title"], phrases) != row["title"]:
            raise ValidationError(f"The words stand in the title of appendix {row['letter']}. Withdraw that first.")
    _clear_drafts(int(key.partition(":")[2]), phrases)
    return issue_changed(meeting, {key: lambda content: _without(content, phrases)}, (), because, by)


@transaction.atomic
def redact_pages(meeting: Meeting, key: str, *, pages: Collection[int], because: str, by: User) -> Edition:
    """Delete pages, counted from 1, from an uploaded PDF, and publish it without them.

    Raises ValidationError for a file that is no PDF and for pages that it does not have.
    """
    meeting, part = _published(meeting, key, "appendix")
    old = _pdf_of(part)
    data = _without_pages(uploads.read(old), pages)
    return _replace(meeting, key, old, uploads.inspect(data, old.name), because, by)


@transaction.atomic
def replace_file(
    meeting: Meeting, key: str, *, phrases: Sequence[str], file: Inspected, because: str, by: User
) -> Edition:
    """Put a redacted PDF in the place of a published one, which is purged.

    Raises ValidationError where the words are still in the new file, or where that cannot be found out surely.
    """
    meeting, part = _published(meeting, key, "appendix")
    old = _pdf_of(part)
    told = " ".join([part.title, part.content["alternative"], file.name])
    if _without(told, phrases) != told:
        raise ValidationError("The words stand in its title, its description or the name of the new file. " + OTHERWISE)
    _refuse_unknown(uploads.read(old), phrases)
    if file.left:
        raise ValidationError({"file": f"In the new file {file.left[0]}."})
    try:
        left = finding.found(file.data, phrases)
    except CannotSearch as reason:
        raise ValidationError({"file": f"In the new file {reason}. {OTHERWISE}"}) from reason
    if left:
        raise ValidationError(
            {"file": f"“{left[0]}” is still in the new file: covered words can be read. Delete them."}
        )
    return _replace(meeting, key, old, file, because, by)


def _pdf_of(part: EditionPart) -> File:
    file = File.objects.get(pk=part.content["file_id"])
    if not file.name.endswith(".pdf"):
        raise ValidationError("This is done with a PDF only. Withdraw the file and publish another.")
    return file


def _refuse_unknown(data: bytes, phrases: Sequence[str]) -> None:
    """Refuse words that the old file does not have: they may be misspelt, and would be missed in the new one."""
    try:
        there = finding.found(data, phrases)
    except CannotSearch:
        return  # a scan: the new file must have words that can be searched all the same
    if lost := [phrase for phrase in phrases if phrase not in there]:
        raise ValidationError({"words": f"“{lost[0]}” is not in the published file. Copy the words as they stand."})


def _replace(meeting: Meeting, key: str, old: File, inspected: Inspected, because: str, by: User) -> Edition:
    appendix = Appendix.objects.select_for_update().order_by("pk").filter(pk=int(key.partition(":")[2])).first()
    if appendix is None:
        raise ValidationError("The appendix is no longer with its report. Withdraw the file and publish another.")
    new = uploads.store(inspected, root=old.root, part_of=old.part_of, by=by)
    appendix.file, appendix.pages_file = new, None
    appendix.save()
    facts = {"file_id": new.pk, "pages_file_id": None, "size": new.size, "pages": new.pages, "name": new.name}
    return issue_changed(meeting, {key: lambda content: {**content, **facts}}, [old], because, by)


def _published(meeting: Meeting, key: str, kind: str) -> tuple[Meeting, EditionPart]:
    meeting = publishing.locked(meeting)
    retaining.refuse_if_held(meeting)
    parts = EditionPart.objects.filter(edition=meeting.agenda_edition_id, kind=kind, withdrawn_at__isnull=True)
    part = parts.filter(key=key).first()
    if part is None or "exempt" in part.content:
        raise ValidationError("This paper is not open to the public in the edition in force.")
    return meeting, part


def issue_changed(
    meeting: Meeting, changes: Mapping[str, Change], files: Collection[File], because: str, by: User | None
) -> Edition:
    """Publish the edition in force with some papers changed, and purge what was said before from everywhere."""
    withdrawing.hold_prints(meeting)
    series, before = meeting.agenda_series, meeting.agenda_edition
    old = list(EditionPart.objects.filter(edition=before, withdrawn_at__isnull=True).order_by("position"))
    parts = [
        Part(
            part.kind, part.key, part.title, _changed(part, changes), is_open=part.opened_at is not None
        )
        for part in old
    ]  # fmt: skip
    told = composing.changes(parts, {part.key: part for part in old})
    edition = publishing.issue(meeting, parts, told=told, reason=Edition.Reason.REDACTION, note=because, by=by)
    for part in EditionPart.objects.filter(
        edition__series=series, key__in=[*changes, *map(closed_key, changes)]
    ).exclude(edition=edition):
        editions.withdraw(part, by=by, because=because, ground=EditionPart.Ground.REDACTED)
    withdrawing.purge(meeting, files)
    indexing.forget(series, set(changes))
    audit.record(by, "removed words of a paper of", meeting, part=", ".join(changes), edition=edition.number)
    return edition


def _changed(part: EditionPart, changes: Mapping[str, Change]) -> dict[str, Any]:
    """Return what a part says now; a report lists the size and pages of its appendix as well."""
    if change := changes.get(open_key(part.key)):
        return change(part.content)
    if rows := part.content.get("appendices"):
        told = [changes[row["key"]](row) if row["key"] in changes else row for row in rows]
        return {**part.content, "appendices": told}
    return part.content


def _without(value: Any, phrases: Sequence[str]) -> Any:
    if isinstance(value, dict):
        return {name: _without(each, phrases) for name, each in value.items()}
    if isinstance(value, list):
        return [_without(each, phrases) for each in value]
    if not isinstance(value, str):
        return value
    for phrase in phrases:
        value = _pattern(phrase).sub(lambda found: REMOVED + "".join(TAG.findall(found[0])), value)
    return value


def _pattern(phrase: str) -> re.Pattern[str]:
    words = [f"(?:{re.escape(word)}|{re.escape(escape(word, quote=False))})" for word in phrase.split()]
    return re.compile(GAP.join(words), re.IGNORECASE)


def _clear_drafts(report: int, phrases: Sequence[str]) -> None:
    """Delete the words from the draft too, or the next edition would bring them back, and from its history."""
    for model, found, names in (
        (Report, {"pk": report}, (*FACTS, "handed_back_because")),
        (ReportSection, {"report": report}, ("text",)),
        (Recommendation, {"report": report}, ("text",)),
        (SignOff, {"report": report}, ("advice",)),
        (BackgroundPaper, {"report": report}, ("title", "also_called", "link")),
        (Consulted, {"report": report}, ("who", "held", "result")),
        (ImpactAssessment, {"report": report}, ("effects", "reasons", "actions", "assessed_by", "review_note")),
    ):
        _clear(model.objects.filter(**found), names, phrases)  # type: ignore[attr-defined]


def _clear(rows: QuerySet, names: Collection[str], phrases: Sequence[str]) -> None:
    """Delete the words from rows and from their history: what is deleted for good leaves no trace of having been."""
    longest = {name: rows.model._meta.get_field(name).max_length for name in names}
    history = getattr(rows.model, "history", None)
    for row in rows:
        pasts = history.filter(id=row.pk) if history else ()
        for one in (row, *pasts):
            told = {name: _without(getattr(one, name), phrases) for name in names}
            told = {name: text[: longest[name]] if isinstance(text, str) else text for name, text in told.items()}
            type(one)._default_manager.filter(pk=one.pk).update(**told)  # past save(), which would keep a history


def _without_pages(data: bytes, pages: Collection[int]) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        if not pages or max(pages) > len(pdf.pages) or min(pages) < 1:
            raise ValidationError(f"The file has pages 1 to {len(pdf.pages)}.")
        if len(set(pages)) == len(pdf.pages):
            raise ValidationError("That is every page. Withdraw the file instead.")
        # Tags and bookmarks may hold words of the pages that went.
        for name in ("/StructTreeRoot", "/Outlines", "/MarkInfo"):
            if name in pdf.Root:
                del pdf.Root[name]
        for page in sorted(set(pages), reverse=True):
            del pdf.pages[page - 1]
        pdf.remove_unreferenced_resources()
        pdf.save(out)
    return out.getvalue()
