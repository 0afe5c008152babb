"""What an example keeps for a claim, and what has been public for its time: a legal hold, papers that may go. Source: R38."""

import datetime
from typing import Any

from dateutil.relativedelta import relativedelta
from django.utils import timezone

from boards import retaining
from boards.models import Board, Meeting, OfficerDecision
from foundation.models import User
from localities.models import Organisation

from .alone import publish


def keep(spec: dict[str, Any], board: Board, clerk: User) -> None:
    """Hold the papers of the first meeting where the example has a claim, and keep a decision from before the board."""
    if reason := spec.get("legal_hold"):
        first = Meeting.objects.filter(board=board).order_by("starts_at").first()
        retaining.place_hold(board, meeting=first, reason=reason, by=clerk)
    rules = retaining.rules()
    since = timezone.localdate() - relativedelta(years=rules["officer-papers"].years) - datetime.timedelta(days=30)
    council = Organisation.objects.filter(kind="district").order_by("pk").first()
    publish(
        OfficerDecision(
            board=board, kind="ward", organisation=council, decided_on=since, amount=30_000,
            taken_by="The ward member of that time", title="A gate for the playing field",
            text="That £300 is spent on a gate that closes by itself.",
            reason="Children run out on the road. Taken over from the council’s own list when the board was set up.",
            options="A fence without a gate: prams could not pass.",
        ),
        clerk,
    )  # fmt: skip
