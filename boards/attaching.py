"""Appendices of a report: lettered files, in order, each Office file also as pages. Source: checklist B9."""

from typing import Any

from django.db import transaction

from boards import ordering
from boards.models import Appendix, Report
from boards.reporting import lock_report, record
from foundation import officepages, uploads, work
from foundation.inspection.kinds import Refused, kind_of_type
from foundation.locking import lock
from foundation.models import File, User
from foundation.uploads import Inspected


@transaction.atomic
def attach(
    report: Report, file: Inspected | File, *, by: User | None, title: str, alternative: str = "", by_name: str = ""
) -> Appendix:
    """Add a file to a report as its next appendix; an Office file becomes pages afterwards."""
    report = lock_report(report)
    appendix = Appendix.objects.create(
        board=report.board,
        report=report,
        position=ordering.behind(report.appendices.all()),
        title=title,
        alternative=alternative,
        file=file if isinstance(file, File) else _store(report, file, by),
    )
    _ask_for_pages(appendix)
    record(report, "attached an appendix", by, by_name, appendix=appendix.pk)
    return appendix


@transaction.atomic
def change_appendix(
    appendix: Appendix,
    *,
    by: User | None,
    title: str,
    alternative: str = "",
    inspected: Inspected | None = None,
    by_name: str = "",
) -> Appendix:
    """Change the title or the description of an appendix, or put another file in its place."""
    report = lock_report(appendix.report)
    appendix = lock(appendix, "file")
    appendix.title, appendix.alternative = title, alternative
    if inspected:
        appendix.file, appendix.pages_file = _store(report, inspected, by), None
    appendix.save()
    if inspected:
        _ask_for_pages(appendix)
    record(report, "changed an appendix", by, by_name, appendix=appendix.pk)
    return appendix


@transaction.atomic
def move_appendix(appendix: Appendix, *, by: User | None, to: int, by_name: str = "") -> None:
    """Move an appendix to a place counted from 0, or the nearest there is; the letters follow."""
    report = lock_report(appendix.report)
    ordering.place(ordering.moved(report.appendices.order_by("position", "pk"), appendix, to))
    record(report, "moved an appendix", by, by_name, appendix=appendix.pk)


@transaction.atomic
def remove_appendix(appendix: Appendix, *, by: User | None, by_name: str = "") -> None:
    """Take an appendix off a report; its file stays, since an edition may have published it."""
    report, key = lock_report(appendix.report), appendix.pk
    appendix.delete()
    ordering.place(report.appendices.order_by("position", "pk"))
    record(report, "removed an appendix", by, by_name, appendix=key)


def make_pages(appendix_id: int) -> File | None:
    """Make the pages of an appendix that is an Office file, unless they are there or cannot be made here."""
    appendix = Appendix.objects.select_related("file", "report__board").filter(pk=appendix_id).first()
    if appendix is None or appendix.pages_file_id or not is_office(appendix.file) or appendix.file.purged_at:
        return None
    made = officepages.to_pdf(uploads.read(appendix.file), appendix.file.content_type)
    if made is None:
        return None
    try:
        inspected = uploads.inspect(made, f"{appendix.file.name.rpartition('.')[0]}.pdf", kinds=("pdf",))
    except Refused:
        return None  # the pack names the file instead
    appendix.pages_file = _store(appendix.report, inspected, None)
    appendix.save(update_fields=["pages_file"])
    return appendix.pages_file


def ask_for_owed_pages(since: Any) -> None:
    """Ask once more for the pages of Office files that were attached after a moment and have none."""
    if not officepages.is_available():
        return
    waiting = Appendix.objects.filter(pages_file__isnull=True, file__uploaded_at__gte=since).select_related("file")
    for appendix in waiting:
        _ask_for_pages(appendix)


def is_office(file: File) -> bool:
    """Say whether a file must be turned into pages before it can stand in a pack."""
    kind = kind_of_type(file.content_type)
    return kind is not None and kind.extension in officepages.CONVERTED


def _ask_for_pages(appendix: Appendix) -> None:
    if is_office(appendix.file):
        work.later("boards.make_pages", appendix_id=appendix.pk)


def _store(report: Report, inspected: Inspected, by: User | None) -> File:
    return uploads.store(inspected, root=report.board.root, part_of=f"report:{report.pk}", by=by)
