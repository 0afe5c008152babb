"""What the agencies of the examples made of the decisions that they were told of: one has it, the others are silent."""

import datetime

from django.utils import timezone

from boards import informing
from boards.models import DecisionNotice

from .then import at

DAYS_AFTER = 3


def acknowledge_some() -> None:
    """Let every third agency say that it has the decisions of which its letter told."""
    letters: dict[str, list[DecisionNotice]] = {}
    for notice in DecisionNotice.objects.waiting().select_related(*informing.RELATED).order_by("pk"):
        letters.setdefault(notice.token_hash, []).append(notice)
    for rows in list(letters.values())[::3]:
        told = rows[0].told_at or timezone.now()
        with at(min(told + datetime.timedelta(days=DAYS_AFTER), timezone.now())):
            informing.acknowledge(rows, by=None, by_name=f"The duty officer, {rows[0].organisation}")
