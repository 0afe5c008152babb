"""J4: a community meeting and its board, from the date in the calendar to approved minutes and an action."""

import uuid

import pytest

from boards.models import Board, BoardKind
from boards.presets.kinds import STANDING, make_standing_items
from boards.presets.report_templates import make_report_templates
from foundation import access
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.hand import Hand
from tests.browser.journey_papers import Papers
from tests.browser.journey_record import STAND_IN, Record, comes
from tests.cast import SINCE, make_cast

SHORT = "summary-box"


@pytest.fixture
def cast(transactional_db):
    """A partnership with both forms of report, whose board has standing items and meets after a community meeting."""
    cast = make_cast(f"meeting-{uuid.uuid4().hex[:8]}")
    with cast.inside():
        make_report_templates()
        make_standing_items(cast.board, STANDING)
        kind = BoardKind.objects.create(
            key="community-meeting", name="Community meeting", plural="Community meetings", has_members=False
        )
        open_to_all = Board.objects.create(
            kind=kind, name="Vale Community Meeting", slug="vale-community-meeting", locality=cast.locality,
            live_from=SINCE,
        )  # fmt: skip
        access.grant(cast.users["clerk"], "clerk", open_to_all, by=cast.users["admin"])
    return cast


@pytest.mark.parametrize(
    ("width", "script", "forms"),
    [(DESKTOP, True, ("fifteen", SHORT)), (PHONE, False, (SHORT, SHORT))],
)
def test_a_meeting_goes_from_its_date_to_approved_minutes(cast, windows, look, work_off, width, script, forms):
    clerk, public = (Hand(windows.of(cast, who, width, script), look, script) for who in ("clerk", None))
    papers, record = Papers(cast, clerk, public, forms), Record(cast, clerk, public)
    papers.set_date("vale-community-meeting", 3)
    first = papers.set_date(cast.board.slug, 5)
    second = papers.set_date(cast.board.slug, 9)
    papers.build_agenda(first)
    papers.summon(first, work_off, STAND_IN)
    papers.publish(first, work_off)
    comes(cast, first, 7)
    record.hold(first)
    record.minute(first)
    record.put_on_agenda(first, second)
    comes(cast, second, 0)
    record.approve(first)
    record.follow_up()
