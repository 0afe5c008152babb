"""What was set aside under delegated powers is reported to the next meeting of the board by itself. Source: A35."""

from django.db import transaction
from django.utils import timezone
from django.utils.html import format_html_join

from boards import agenda_building
from boards.models import Board, Meeting
from commissioning import balances
from commissioning.models import Allocation
from foundation import audit, tenancy
from foundation.locking import lock
from foundation.models import User
from foundation.templatetags.words import pence as pounds
from foundation.templatetags.words import short_day

TITLE = "Money set aside under delegated powers"


def owed() -> list[Board]:
    """Return the boards that were not told yet of what was set aside in their name."""
    rows = Allocation.objects.filter(officer_decision__isnull=False, told_at__isnull=True, board__isnull=False)
    return list(Board.objects.filter(pk__in=rows.values("board")))


@transaction.atomic
def report(board: Board, *, by: User | None) -> Meeting | None:
    """Put what was set aside on the agenda of the next meeting that is still in draft; without one it waits.

    Return the meeting; what the item of an earlier report says stays, and this is added to it.
    """
    board = lock(board)
    tenancy.clear(f"draft:board:{board.pk}")  # whoever keeps the money of a locality does not build its agendas
    coming = Meeting.objects.upcoming().going_ahead().filter(board=board, agenda_published_at__isnull=True)
    meeting = coming.order_by("starts_at").first()
    rows = Allocation.objects.filter(board=board, officer_decision__isnull=False, told_at__isnull=True)
    new = list(rows.select_related("officer_decision", "organisation", "fund").order_by("pk"))
    if not meeting or not new:
        return None
    sums = balances.of_allocations(one.pk for one in new)
    lines = format_html_join(
        "", "<p>{}: {} for {}, from “{}”. {} decided it on {} under delegated powers. {}</p>",
        ((pounds(sums[one.pk].aside), one.title, one.organisation, one.fund, one.officer_decision.taken_by,
          short_day(one.officer_decision.decided_on), one.consulted) for one in new if one.officer_decision),
    )  # fmt: skip
    if there := meeting.items.standing().filter(title=TITLE).first():
        agenda_building.change_item(there, by=by, text=f"{there.text}{lines}")
    else:
        agenda_building.add_item(meeting, by=by, title=TITLE, purpose="information", text=str(lines))
    for one in new:
        one.told_at = timezone.now()
        one.save()
    audit.record(by, "reported delegated spending to", meeting, allocations=[one.pk for one in new])
    return meeting
