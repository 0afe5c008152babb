"""The task and finish groups of an example partnership: one that works and is blocked, one that has closed."""

import datetime
from typing import Any

from django.utils import timezone

from boards import grouping, unblocking
from boards.models import Board, Decision, TaskGroup
from foundation.models import User
from localities.models import Organisation

from . import members
from .then import at


def set_up_groups(entries: list[dict[str, Any]], executive: Board, clerk: User, names: Any) -> None:
    """Set groups up as the executive decided, and let them work for some weeks."""
    agreed = Decision.objects.public().filter(board=executive, outcome__in=("agreed", "amended"))
    decision = agreed.first()
    if decision is None:
        return
    for entry in entries:
        with _ago(entry["days_ago"]):
            group = _group(entry, executive, decision, clerk)
        members.take_seats(group.board, names)
        _work(group, entry, clerk)


def _ago(days: int) -> Any:
    return at(timezone.now() - datetime.timedelta(days=days))


def _group(entry: dict[str, Any], executive: Board, decision: Decision, clerk: User) -> TaskGroup:
    today = timezone.localdate() + datetime.timedelta(days=entry["days_ago"])
    return grouping.set_up_group(
        executive, by=clerk, name=entry["name"], purpose=entry["purpose"], decision=decision,
        lead_body=Organisation.objects.get(name=entry["lead"]),
        finish_on=today + datetime.timedelta(days=entry["finish_in"]),
        report_days=[today - datetime.timedelta(days=days) for days, _ in entry["reports"]],
    )  # fmt: skip


def _work(group: TaskGroup, entry: dict[str, Any], clerk: User) -> None:
    for due, (days, text) in zip(group.reports_back.all(), entry["reports"], strict=True):
        if text:
            with _ago(days):
                grouping.report_back(due, text=text, by=clerk)
    for blocked in entry.get("blockers", []):
        _block(group, blocked, clerk)
    if report := entry.get("close"):
        with _ago(2):
            grouping.close_group(group, by=clerk, **report)


def _block(group: TaskGroup, entry: dict[str, Any], clerk: User) -> None:
    with _ago(entry["days_ago"]):
        blocker = unblocking.raise_blocker(
            group, text=entry["text"], since_on=timezone.localdate(), who_can=entry["who"], by=clerk
        )
        unblocking.escalate(blocker, by=clerk)
    if "answer" in entry:
        with _ago(entry["days_ago"] - 7):
            unblocking.unblock(blocker, answer=entry["answer"], unblocked_by=entry["by"], by=clerk)
