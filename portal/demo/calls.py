"""What councils of the examples hold for call-in: one decision that runs, one that was called in. Source: R11."""

import datetime
from typing import Any

from django.utils import timezone

from boards import calling_in, confirming
from boards.models import Board, Decision, Hold
from foundation.models import User

DAY = datetime.timedelta(days=1)


def hold(spec: dict[str, Any], board: Board, clerk: User) -> None:
    """Let the council agree what waits for it, publish it and, where the example says so, be called in."""
    call = spec.get("call_in")
    waiting = Decision.objects.public().filter(board=board, awaiting__isnull=False, answer="").first()
    if call is None or waiting is None:
        return
    today = timezone.localdate()
    confirming.record_answer(
        waiting, answer="agreed", answered_on=today - 2 * DAY, published_on=today - DAY, note="Cabinet, minute 31",
        by=clerk,
    )  # fmt: skip
    if call.get("names"):
        calling_in.call_in(Hold.objects.get(decision=waiting), called_in_on=today, **call, by=clerk)
