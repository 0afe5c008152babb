"""Chasing reports: before, on and after their day, the author and the lead officer, until the report is in.

The days are the board's own; each reminder is kept with the report.
"""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from boards import authoring
from boards.disclosing import allowed_title
from boards.models import BoardOffice, Chase, Report
from boards.reporting import record
from foundation import mail
from foundation.locking import lock
from foundation.models import User
from foundation.templatetags.words import clock, day
from localities.models import Person

RELATED = ("board", "author", "item__meeting")
Told = dict[str, tuple[str, str, str]]  # by address: the name, the template of the mail, where it leads


def chase(today: datetime.date) -> int:
    """Chase the reports of this partnership that have come to a stage of their deadline; return how many.

    Where the clock stood still only the newest stage is made up for.
    """
    return sum(_chase_stage(report, today) for report in awaited())


def awaited() -> QuerySet[Report]:
    """Return the reports that were asked for, are not in, and are for a meeting that goes ahead."""
    asked = Report.objects.filter(
        author__isnull=False, due_on__isnull=False, invited_at__isnull=False, handed_in_at__isnull=True,
        withdrawn_at__isnull=True,
    )  # fmt: skip
    off = Q(item__removed_at__isnull=False) | Q(item__meeting__cancelled_at__isnull=False)
    return asked.exclude(off | Q(item__meeting__postponed_at__isnull=False)).select_related(*RELATED)


def stage_of(report: Report, today: datetime.date) -> int | None:
    """Return the newest stage to which a report has come since its author was asked, as days left; None before."""
    if report.due_on is None or report.invited_at is None:
        return None
    left, asked_on = (report.due_on - today).days, timezone.localdate(report.invited_at)
    stage = next((stage for stage in report.board.chase_stages if stage >= left), None)
    if stage is None or report.due_on - datetime.timedelta(days=stage) < asked_on:
        return None
    return stage


@transaction.atomic
def _chase_stage(report: Report, today: datetime.date) -> bool:
    stage = stage_of(report, today)
    if stage is None:
        return False
    report = lock(report, *RELATED)
    if report.handed_in_at or _reached(report).filter(days_left__lte=stage).exists():
        return False
    return bool(_told(report, stage=stage, by=None))


def _reached(report: Report) -> QuerySet[Chase]:
    return Chase.objects.filter(report=report, due_on=report.due_on)


@transaction.atomic
def chase_now(report: Report, *, by: User) -> Chase:
    """Chase a report by hand, once a day. Raises ValidationError where nobody is to be chased, or was today."""
    report = lock(report, *RELATED)
    if not awaited().filter(pk=report.pk).exists():
        raise ValidationError("Nobody is awaited: the report is in, or its author has not been asked.")
    by_hand = Chase.objects.filter(report=report, by__isnull=False, at__date=timezone.localdate()).first()
    if by_hand:
        at = clock(by_hand.at)
        raise ValidationError(f"{by_hand.told} had a reminder at {at}. You can chase again tomorrow.")
    if made := _told(report, stage=None, by=by):
        return made
    raise ValidationError("No email address of the author or the lead officer is known. Ask the author again with one.")


def _told(report: Report, *, stage: int | None, by: User | None) -> Chase | None:
    """Post the reminders of a locked report and keep that they were sent; None where nobody can be reached."""
    readers = _readers(report)
    if not readers or report.due_on is None:
        return None
    told = ", ".join(name for name, _, _ in readers.values())
    made = Chase.objects.create(
        board=report.board, report=report, due_on=report.due_on, days_left=stage, by=by, told=told
    )
    words = {"report": report, "title": allowed_title(report), "due": day(report.due_on), "is_late": report.is_late}
    mail.post_all(
        mail.Letter(address, template, {**words, "path": path, "author": str(report.author)}, f"report:{report.pk}",
                    name, f"chase:{made.pk}:{address}")
        for address, (name, template, path) in readers.items()
    )  # fmt: skip
    record(report, "chased a report", by, stage=stage)
    return made


def _readers(report: Report) -> Told:
    """Return whom to remind: each lead officer, and the author with their own link."""
    leads = report.board.offices.on(timezone.localdate()).filter(kind=BoardOffice.Kind.LEAD_OFFICER)
    found: Told = {}
    for office in leads.select_related("person"):
        found |= _one(office.person, "report_chased", f"/manage/reports/{report.pk}/")
    if report.author and report.token_hash:
        found |= _one(report.author, "report_reminder", authoring.path_of(report))
    return found


def _one(person: Person, template: str, path: str) -> dict[str, Any]:
    return {person.email: (person.name, template, path)} if person.email else {}
