"""Task and finish groups: set up by an executive, reporting back, closed with a report. Source: checklist B32, B33."""

import datetime
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from boards import calling_in, telling_groups
from boards.models import Board, BoardKind, Decision, ForwardEntry, LegalStatus, ReportBack, TaskGroup
from boards.setting_up import set_up
from foundation import access, audit
from foundation.locking import lock
from foundation.models import User
from foundation.templatetags.words import day
from localities.models import Organisation

RELATED = ("board__kind", "executive", "lead_body", "decision")
# Reminded a week before the day, the day before, and in each of two weeks after it.
REMINDED_DAYS = (7, 1, -1, -8, -15)


@transaction.atomic
def set_up_group(
    executive: Board, *, by: User, name: str, purpose: str, lead_body: Organisation, decision: Decision,
    finish_on: datetime.date, report_days: Iterable[datetime.date] = (), forward_entry: ForwardEntry | None = None,
) -> TaskGroup:  # fmt: skip
    """Set up a task and finish group under an executive, as it decided; who does so serves the group as its clerk.

    Raises ValidationError where the board is no executive or did not decide it. Source: checklist B32, B33.
    """
    executive, today = lock(executive, "kind"), timezone.localdate()
    _refuse(executive, decision, finish_on, report_days)
    kind = BoardKind.objects.filter(legal_status=LegalStatus.TASK).order_by("pk").first()
    if kind is None:
        raise ValidationError("No kind of board is a task group here. An administrator adds one under “Kinds”.")
    board = set_up(
        kind, by=by, name=name, slug=_slug(name), about=purpose, locality=executive.locality,
        administered_by=executive.administered_by, live_from=today,
    )  # fmt: skip
    access.grant(by, "clerk", board, by=by)
    group = TaskGroup.objects.create(
        board=board, executive=executive, decision=decision, purpose=purpose, lead_body=lead_body, starts_on=today,
        finish_on=finish_on, forward_entry=forward_entry,
    )  # fmt: skip
    for due_on in sorted({*report_days}):
        ReportBack.objects.create(board=board, group=group, due_on=due_on)
    audit.record(by, "set up a task and finish group of", executive, group=group.pk)
    return group


def _refuse(
    executive: Board, decision: Decision, finish_on: datetime.date, report_days: Iterable[datetime.date]
) -> None:
    if not executive.may_set_up_groups:
        raise ValidationError(
            f"{executive} may not set up a task and finish group: only an executive does (checklist B33). An "
            "administrator says in its rules that it may."
        )
    if decision.board_id != executive.pk or not decision.published_at or decision.outcome not in ("agreed", "amended"):
        raise ValidationError({"decision": "Choose a published decision by which the executive agreed it (B33)."})
    calling_in.refuse_held([decision])
    if finish_on <= timezone.localdate():
        raise ValidationError({"finish_on": "The group must finish after today (checklist B32)."})
    if any(not timezone.localdate() < due_on <= finish_on for due_on in report_days):
        raise ValidationError({"report_days": "Reports back come after today, and by the day on which it finishes."})


def _slug(name: str) -> str:
    base = slugify(name)[:90] or "group"
    taken = set(Board.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for slug in (base, *(f"{base}-{n}" for n in range(2, 1000))) if slug not in taken)


@transaction.atomic
def report_back(report: ReportBack, *, text: str, by: User) -> ReportBack:
    """Tell the executive how a group goes; everybody reads it.

    Raises ValidationError when the group is closed, or somebody has reported in other words.
    """
    report = lock(report, "group__executive", "group__board")
    if report.reported_at and report.text == text:
        return report
    if report.reported_at:
        raise ValidationError(f"This report was given on {day(timezone.localdate(report.reported_at))}: {report.text}")
    _refuse_closed(report.group)
    report.reported_at, report.reported_by, report.text = timezone.now(), by, text
    report.save()
    audit.record(by, "reported back for", report.group, report=report.pk)
    telling_groups.tell_reported(report)
    return report


@transaction.atomic
def close_group(group: TaskGroup, *, done: str, lessons: str, handed_on: str, by: User) -> TaskGroup:
    """Close a group with its report; its page stays, and its board ends today.

    Raises ValidationError while a blocker stands, or when it is closed already. Source: checklist B32, B33.
    """
    group = lock(group, *RELATED)
    _refuse_closed(group)
    if standing := group.blockers.filter(unblocked_at__isnull=True).count():
        noun = "blocker stands" if standing == 1 else "blockers stand"
        raise ValidationError(f"{standing} {noun}. Unblock what stands, or say of it that it is no longer one (B34).")
    group.closed_at, group.closed_by = timezone.now(), by
    group.done, group.lessons, group.handed_on = done, lessons, handed_on
    group.save()
    group.board.closed_on = timezone.localdate()
    group.board.save()
    audit.record(by, "closed", group)
    return group


def _refuse_closed(group: TaskGroup) -> None:
    if group.closed_at:
        raise ValidationError(f"This group was closed on {day(timezone.localdate(group.closed_at))}. Its page stays.")


def remind(today: datetime.date) -> int:
    """Remind those who serve groups of the reports back that are due soon or late; return how many there were."""
    days = [today + datetime.timedelta(days=left) for left in REMINDED_DAYS]
    due = list(ReportBack.objects.waiting().filter(due_on__in=days).select_related("group__board", "group__executive"))
    for report in due:
        telling_groups.tell_due(report, today)
    return len(due)
