"""What the sections of a report hold beside their text: who was consulted, where its resources stand, its equality
impact assessment, which is looked at again on its day.

Source: checklist B10, B12, B13; Equality Act 2010, section 149.
"""

import datetime
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from boards.models import Consulted, ImpactAssessment, Report
from boards.reporting import lock_report, record
from boards.seeing import take_on
from boards.telling import tell_clerks
from foundation.locking import lock, need_first
from foundation.models import User
from foundation.templatetags.words import day

RESOURCES = ("resources_status", "resources_pence", "resources_cycle")
# Officers hear of a review on its day, and again while it waits.
REMINDED = (0, 7, 28)


@transaction.atomic
def save_consulted(row: Consulted, *, by: User | None, by_name: str = "", fields: Mapping[str, str]) -> Consulted:
    """Add or change somebody who was consulted, when, and what came of it. Source: checklist B12."""
    report = lock_report(row.report)
    for name in ("who", "held", "result"):
        setattr(row, name, fields[name])
    row.board = report.board
    row.full_clean(exclude=["partnership"])
    row.save()
    record(report, "named who was consulted", by, by_name, consulted=row.pk)
    return row


@transaction.atomic
def remove_consulted(row: Consulted, *, by: User | None, by_name: str = "") -> None:
    """Take somebody off the list of those who were consulted."""
    report, key = lock_report(row.report), row.pk
    row.delete()
    record(report, "removed who was consulted", by, by_name, consulted=key)


@transaction.atomic
def set_resources(
    report: Report, *, by: User | None, by_name: str = "", saw: str | None = None, **facts: Any
) -> Report:  # fmt: skip
    """Say where the resources of a proposal stand; raises ChangedMeanwhile. Source: checklist B13."""
    report = lock_report(report)
    if take_on(report, facts, RESOURCES, saw):
        report.save()
        record(report, "said where resources stand", by, by_name, status=report.resources_status)
    return report


@transaction.atomic
def assess(row: ImpactAssessment, *, by: User | None, by_name: str = "") -> ImpactAssessment:
    """Keep the equality impact assessment of a report; raises ValidationError. Source: checklist B10.

    Raises ChangedMeanwhile for a first one where somebody else made the first in the same moment.
    """
    report = lock_report(row.report)
    need_first(row, report=report)
    row.board = report.board
    if row.assessed_on > timezone.localdate():
        raise ValidationError({"assessed_on": "Enter the day on which it was assessed: today or before."})
    row.full_clean(exclude=["partnership"])
    row.save()
    record(report, "assessed the equality impact of", by, by_name, outcome=row.outcome)
    return row


@transaction.atomic
def review(row: ImpactAssessment, *, note: str, review_on: datetime.date | None, by: User) -> ImpactAssessment:
    """Record what a review found, and when the next is; raises ValidationError for a day that is not to come."""
    row = lock(row, "report__board", "board")
    today = timezone.localdate()
    if row.reviewed_on == today:
        raise ValidationError("Somebody has recorded the review of today already.")
    if review_on and review_on <= today:
        raise ValidationError({"review_on": "Choose a day to come, or leave it empty where no review follows."})
    row.reviewed_on, row.review_note, row.reviewed_by, row.review_on = today, note.strip(), by, review_on
    row.full_clean(exclude=["partnership"])
    row.save()
    record(row.report, "reviewed the equality impact of", by)
    return row


def remind(today: datetime.date) -> int:
    """Remind the clerks of the assessments that are to be looked at again; return how many there were."""
    days = [today - datetime.timedelta(days=late) for late in REMINDED]
    due = list(ImpactAssessment.objects.to_review().filter(review_on__in=days).select_related("report", "board"))
    for row in due:
        # The title of a report may be exempt, and mail is no place for that (R3).
        words = {"due": day(row.review_on), "path": f"/manage/assessments/{row.pk}/"}
        key = f"assessment:{row.pk}:{row.review_on}:{today}"
        tell_clerks(row.board, "assessment_review", words, about=f"assessment:{row.pk}", key=key)
    return len(due)
