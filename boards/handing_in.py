"""Handing a report in: its author has finished, the clerk is told, and the chain of sign-offs begins."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from boards import signing
from boards.models import Report
from boards.reporting import missing, record
from boards.telling import tell_clerks
from foundation.locking import lock
from foundation.models import User


@transaction.atomic
def hand_in(report: Report, *, by: User | None, by_name: str = "") -> Report:
    """Hand a complete report in and tell the clerk; handing it in again changes nothing.

    Raises ValidationError with what the report lacks.
    """
    report = lock(report, "board", "author")
    if report.handed_in_at:
        return report
    if lacking := missing(report):
        raise ValidationError(lacking)
    report.handed_in_at, report.handed_in_by = timezone.now(), by_name or str(by)
    report.handed_back_at, report.handed_back_by, report.handed_back_because = None, "", ""
    report.save()
    told = {"report": report, "path": f"/manage/reports/{report.pk}/"}
    key = f"report:{report.pk}:handed-in:{report.handed_in_at}"
    tell_clerks(report.board, "report_handed_in", told, about=f"report:{report.pk}", key=key)
    record(report, "handed a report in", by, by_name)
    signing.begin(report, by=by, by_name=by_name)
    return report
