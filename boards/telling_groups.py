"""Whom a task and finish group is told by mail: its clerks, the executive's, and who is asked to unblock it."""

import datetime

from boards.models import Blocker, Board, ReportBack, TaskGroup
from boards.telling import tell_clerks
from boards.tokens import blocker_token
from foundation import mail
from foundation.templatetags.words import day


def tell_reported(report: ReportBack) -> None:
    """Tell the clerks of the executive that a group has reported back."""
    _tell(report.group.executive, report.group, "group_reported", f"reported:{report.pk}", report=report)


def tell_due(report: ReportBack, today: datetime.date) -> None:
    """Remind the clerks of a group of a report back, once for each day that asks for it."""
    key = f"due:{report.pk}:{(report.due_on - today).days}"
    _tell(report.group.board, report.group, "group_report_due", key, report=report, due=day(report.due_on))


def tell_escalated(blocker: Blocker) -> None:
    """Tell the clerks of the executive that a group is blocked."""
    _tell(blocker.group.executive, blocker.group, "group_blocked", f"escalated:{blocker.pk}", blocker=blocker)


def tell_unblocked(blocker: Blocker) -> None:
    """Tell the clerks of the group what unblocks it."""
    _tell(blocker.group.board, blocker.group, "group_unblocked", f"unblocked:{blocker.pk}", blocker=blocker)


def tell_passed(blocker: Blocker) -> None:
    """Ask a partner's senior representative, by a link of their own."""
    person, path = blocker.passed_to.person, f"/unblock/{blocker_token(blocker)}/"  # type: ignore[union-attr]
    words = {"blocker": blocker, "group": blocker.group, "path": path}
    key = f"blocker:{blocker.pk}:{blocker.passed_at}"
    mail.post(person.email, "group_unblock", words, about=f"group:{blocker.group_id}", name=person.name, key=key)


def _tell(board: Board, group: TaskGroup, template: str, key: str, **words: object) -> None:
    told = {"group": group, "path": f"/manage{group.get_absolute_url()}", **words}
    tell_clerks(board, template, told, about=f"group:{group.pk}", key=f"group:{group.pk}:{key}")
