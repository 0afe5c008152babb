"""Withdrawing a paper that was published by mistake: purged everywhere, while its entry and a notice stay."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from foundation import audit, editions, uploads
from foundation.editions import Part
from foundation.models import Edition, EditionPart, File, Rendering, User

from . import composing, indexing, printing, publishing, rendering, retaining
from .disclosing import closed_key, open_key
from .models import Appendix, Exemption, Kept, Meeting, Recommendation, Report

PAPERS = ("report", "appendix")
Ground = EditionPart.Ground
GROUNDS = (Ground.CLOSED, Ground.PERSONAL, Ground.UNLAWFUL, Ground.ORDER)


@transaction.atomic
def withdraw_paper(meeting: Meeting, key: str, *, by: User, because: str, ground: str) -> Edition:
    """Publish an edition without a paper and its appendices, and purge them from every edition, file and rendering.

    Withdrawn twice, the second finds the first's edition. Raises ValidationError while a legal hold stands, or without
    a ground before its date (R4); EditionPart.DoesNotExist for what is no paper.
    """
    meeting = publishing.locked(meeting)
    _refuse_early(meeting, ground)
    current = meeting.agenda_edition
    published = EditionPart.objects.filter(edition__series=meeting.agenda_series, kind__in=PAPERS)
    paper = published.filter(key=key).order_by("-edition__number").first()
    if current is None or paper is None:
        raise EditionPart.DoesNotExist
    if paper.withdrawn_at:
        return current
    hold_prints(meeting)
    gone = {key, *published.filter(content__report=key).values_list("key", flat=True)}
    gone |= {closed_key(each) for each in gone}
    purged = EditionPart.objects.filter(edition__series=meeting.agenda_series, key__in=gone)
    files = files_of(purged)
    notice = composing.withdrawal(paper.title, _withdraw_drafts(paper, because), because)
    edition = _issue_without(meeting, paper, gone, notice, by=by)
    for part in purged:
        editions.withdraw(part, by=by, because=because, ground=ground if ground in GROUNDS else Ground.DISPOSAL)
    purge(meeting, files)
    indexing.forget(meeting.agenda_series, gone)
    rendering.refresh_page(meeting)
    audit.record(by, "withdrew a paper", meeting, name=paper.title, because=because, edition=edition.number)
    return edition


def _refuse_early(meeting: Meeting, ground: str) -> None:
    """Refuse to withdraw what stays public for its time, unless the law wants it gone. Source: standards R4, R38."""
    retaining.refuse_if_held(meeting)
    if ground not in GROUNDS and (why := retaining.too_early(meeting, Kept.REPORT)):
        raise ValidationError(
            f"{why} If something in it is wrong, publish a correction: both stay readable. If the law wants it gone, "
            "choose which ground."
        )


def files_of(parts: Iterable[EditionPart]) -> list[File]:
    """Return the files that these parts name and that are still there."""
    keys = {part.content.get(name) for part in parts for name in ("file_id", "pages_file_id")} - {None}
    return list(File.objects.filter(pk__in=keys, purged_at__isnull=True))


def _withdraw_drafts(paper: EditionPart, because: str) -> datetime:
    """Keep the paper out of the editions to come and leave its item free for another; return when that was."""
    now = timezone.now()
    kind, _, pk = paper.key.partition(":")
    Exemption.objects.filter(Q(key=paper.key) | Q(key__startswith=f"{paper.key}/")).delete()
    if kind == "appendix":
        Appendix.objects.filter(pk=pk).delete()
        return now
    for report in Report.objects.filter(pk=pk):
        report.withdrawn_at, report.withdrawn_because, report.item = now, because, None
        report.save()
    for asked in Recommendation.objects.filter(report=pk, decided_at__isnull=True):
        asked.item = None
        asked.save()
    return now


def _issue_without(
    meeting: Meeting, paper: EditionPart, gone: Collection[str], notice: dict[str, Any], *, by: User
) -> Edition:
    """Publish the edition in force once more, with a notice where the paper was."""
    owner = paper.content.get("item") or paper.content.get("report")
    old = EditionPart.objects.filter(edition=meeting.agenda_edition).order_by("position")
    parts = [
        Part(
            part.kind,
            part.key,
            part.title,
            _noticed(part, paper, notice) if open_key(part.key) == owner else part.content,
            is_open=part.opened_at is not None,
        )
        for part in old
        if part.key not in gone
    ]
    told = [{"key": paper.key, "kind": paper.kind, "words": composing.TOLD[paper.kind], "what": "withdrawn",
             "title": paper.title, "number": paper.content.get("number", "")}]  # fmt: skip
    return publishing.issue(meeting, parts, told=told, reason=Edition.Reason.WITHDRAWAL, note=notice["because"], by=by)


def _noticed(part: EditionPart, paper: EditionPart, notice: Mapping[str, Any]) -> dict[str, Any]:
    content = {**part.content, "withdrawn": [*part.content.get("withdrawn", []), dict(notice)]}
    if content.get("kind", part.kind) == "item":
        return {**content, "report": ""}
    return {**content, "appendices": [row for row in content["appendices"] if row["key"] != paper.key]}


def hold_prints(meeting: Meeting) -> None:
    """Wait for whoever finishes a print of a meeting, who then draws its page: both lock the prints before the page."""
    prints = Rendering.objects.filter(subject=rendering.subject(meeting), kind__in=rendering.PRINTS)
    list(prints.select_for_update().order_by("pk").values_list("pk"))


def purge(meeting: Meeting, files: Iterable[File]) -> None:
    """Delete the files, every print that had the paper, and the parts that prints are joined from."""
    prints = Rendering.objects.filter(subject=rendering.subject(meeting)).exclude(edition=meeting.agenda_edition)
    old = prints.select_related("file")
    for file in [*files, *(made.file for made in old if made.file and not made.file.purged_at)]:
        uploads.purge(file)
    prints.delete()
    printing.KeptParts(meeting.partnership_id, f"meeting-{meeting.pk}").forget()
