"""What ward members and officers of the examples decided alone: published in time, with a paper, and one that is late."""

import datetime

from django.utils import timezone

from boards import deciding_alone
from boards.models import Board, Delegation, OfficerDecision
from foundation.models import User
from localities.models import Mandate

from .papers import drawn
from .then import at

DAY = datetime.timedelta(days=1)
OFFICER = "The head of community services"


def decide_alone(board: Board, clerk: User) -> None:
    """Record what a ward member decided and, where a delegation was in force, what an officer did and still owes."""
    today = timezone.localdate()
    member = Mandate.objects.on(today - 24 * DAY).filter(person__holdings__board=board).select_related(
        "person", "council", "area"
    ).order_by("pk").first()  # fmt: skip
    if member:
        publish(
            OfficerDecision(
                board=board, kind="ward", organisation=member.council, decided_on=today - 24 * DAY, amount=45_000,
                taken_by=f"{member.person}, {member.area or member.council}", title="Dropped kerbs by the health centre",
                text="That £450 is spent on two dropped kerbs on the way from the bus stop to the health centre.",
                reason="People in wheelchairs have to use the road.", options="To wait for the yearly programme of repairs.",
            ),
            clerk,
        )  # fmt: skip
    used = Delegation.objects.in_force(today - 30 * DAY).filter(board=board).select_related("organisation").first()
    if used:
        publish(_grant(board, used, today - 30 * DAY, "Grant for heating at the village hall"), clerk)
        deciding_alone.record(_grant(board, used, today - 15 * DAY, "Grant for chairs at the youth club"), by=clerk)


def _grant(board: Board, used: Delegation, day: datetime.date, title: str) -> OfficerDecision:
    return OfficerDecision(
        board=board, kind="spending", organisation=used.organisation, delegation=used, decided_on=day, title=title,
        taken_by=OFFICER, text="That £1,200 is granted, paid when the bill is shown.", amount=120_000,
        reason="It is within the conditions of the delegation, and a community meeting supports it.",
        options="To grant half: the work could then not begin.",
    )  # fmt: skip


def publish(row: OfficerDecision, clerk: User) -> None:
    """Record a decision with its paper, and publish it, two days after it was taken."""
    with at(timezone.now() - (timezone.localdate() - row.decided_on) + 2 * DAY):
        deciding_alone.record(row, by=clerk)
        deciding_alone.add_paper(row, title="Plan of the place", file=drawn(), by=clerk)
        deciding_alone.publish(row, by=clerk)
