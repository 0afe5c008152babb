"""The rules of when and where a board meets refuse on statutory boards and warn on informal ones."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from boards import rules, scheduling
from boards.models import Board, LegalStatus, Meeting, Override
from foundation import working_days
from localities.models import Venue
from tests.boards.dates import evening, held, planned, working_day

YEAR = datetime.date.today().year + 1


def found(meeting: Meeting, rule: str) -> list[rules.Finding]:
    return [finding for finding in rules.check(meeting) if finding.rule == rule]


def with_rules(cast, **fields) -> Board:
    board = Board.objects.get(pk=cast.board.pk)
    for name, value in fields.items():
        setattr(board, name, value)
    board.save()
    return board


def on(cast, month: int, day: int, board: Board, **fields) -> Meeting:
    return planned(cast, board=board, starts_at=evening(datetime.date(YEAR, month, day)), **fields)


def test_a_forum_meets_at_most_twice_a_year(inside):
    forum = with_rules(inside, most_meetings=2)
    on(inside, 2, 3, forum).save()
    assert not found(on(inside, 6, 9, forum), "cadence")
    on(inside, 6, 9, forum).save()
    (third,) = found(on(inside, 10, 6, forum), "cadence")
    assert "at most 2 times a year" in third.text and not third.blocks


def test_an_extraordinary_meeting_stands_outside_the_cadence(inside):
    forum = with_rules(inside, most_meetings=1)
    on(inside, 2, 3, forum).save()
    assert not found(on(inside, 6, 9, forum, is_extraordinary=True, called_because="Flood"), "cadence")
    on(inside, 6, 9, forum, is_extraordinary=True, called_because="Flood").save()
    assert len(found(on(inside, 10, 6, forum), "cadence")) == 1


def test_a_cancelled_meeting_does_not_count(inside):
    forum = with_rules(inside, most_meetings=1)
    on(inside, 2, 3, forum, cancelled_at=evening(datetime.date(YEAR, 1, 1)), cancelled_because="Snow").save()
    assert not found(on(inside, 6, 9, forum), "cadence")


def test_an_informal_board_goes_past_a_rule_with_a_reason_that_is_kept(inside):
    forum = with_rules(inside, most_meetings=1)
    on(inside, 2, 3, forum).save()
    with pytest.raises(ValidationError, match="Give the reason"):
        scheduling.schedule(on(inside, 6, 9, forum), by=inside.users["clerk"])
    meeting = scheduling.schedule(on(inside, 6, 9, forum), by=inside.users["clerk"], reason="The budget came late.")
    kept = Override.objects.get(meeting=meeting)
    assert (kept.rule, kept.reason, kept.by) == ("cadence", "The budget came late.", inside.users["clerk"])


def test_a_statutory_board_is_refused_whatever_the_reason(inside):
    forum = with_rules(inside, most_meetings=1, legal_status=LegalStatus.JOINT)
    on(inside, 2, 3, forum).save()
    with pytest.raises(ValidationError, match="at most once a year"):
        scheduling.schedule(on(inside, 6, 9, forum), by=inside.users["clerk"], reason="We want to.")
    assert Meeting.objects.filter(board=forum).count() == 1


def test_a_governance_board_meets_at_least_quarterly(inside):
    board = with_rules(inside, longest_gap_days=92, legal_status=LegalStatus.AREA)
    on(inside, 1, 6, board).save()
    assert not found(on(inside, 4, 7, board), "cadence")
    (late,) = found(on(inside, 5, 5, board), "cadence")
    assert late.blocks and "should meet by" in late.text


def test_a_board_that_is_overdue_may_still_meet(inside):
    board = with_rules(inside, longest_gap_days=92, legal_status=LegalStatus.AREA)
    held(inside, weeks=-30, board=board)
    (late,) = found(planned(inside, weeks=4, board=board), "cadence")
    assert not late.blocks


def test_a_governance_board_follows_its_community_meeting_in_each_cycle(inside):
    community = Board.objects.create(
        kind=inside.board.kind, name="Community meeting", slug="community", live_from=datetime.date(2024, 1, 1)
    )
    board = with_rules(inside, follows=community)
    first = on(inside, 3, 3, board)
    assert len(found(first, "cycle")) == 1
    before = on(inside, 2, 10, community)
    before.save()
    assert not found(first, "cycle")
    first = scheduling.schedule(first, by=inside.users["clerk"])
    assert first.cycle == before
    # The same community meeting does not serve the next cycle too.
    assert len(found(on(inside, 6, 9, board), "cycle")) == 1


def test_a_community_meeting_after_the_board_does_not_count(inside):
    community = Board.objects.create(
        kind=inside.board.kind, name="Community meeting", slug="community", live_from=datetime.date(2024, 1, 1)
    )
    board = with_rules(inside, follows=community)
    on(inside, 4, 10, community).save()
    assert len(found(on(inside, 3, 3, board), "cycle")) == 1


def test_a_venue_off_the_patch_is_warned_of(inside):
    away = Venue.objects.create(name="County Hall", address="Elsewhere")
    (finding,) = found(planned(inside, venue=away), "venue")
    assert "not in Hill and Vale" in finding.text and not finding.blocks
    assert not found(planned(inside), "venue")
    assert not found(planned(inside, venue=None, mode="virtual"), "venue")


@pytest.mark.parametrize(
    ("status", "mode", "blocks"),
    [
        ("joint", "virtual", [True]),
        ("informal", "virtual", [False]),
        ("joint", "hybrid", [False]),
        ("joint", "in-person", []),
    ],
)
def test_members_of_some_boards_must_be_in_one_room(inside, status, mode, blocks):
    board = with_rules(inside, may_meet_virtually=False, legal_status=status)
    assert [f.blocks for f in found(planned(inside, board=board, mode=mode), "mode")] == blocks


def test_a_bank_holiday_is_warned_of(inside):
    christmas = max(working_days.bank_holidays(YEAR))
    (finding,) = found(planned(inside, starts_at=evening(christmas)), "day")
    assert not finding.blocks and "bank holiday" in finding.text


def test_too_short_a_notice_is_refused_on_a_statutory_board(inside):
    soon = evening(datetime.datetime.now().date() + datetime.timedelta(days=2))
    (informal,) = found(planned(inside, starts_at=soon), "notice")
    board = with_rules(inside, legal_status=LegalStatus.JOINT)
    (statutory,) = found(planned(inside, board=board, starts_at=soon), "notice")
    assert (informal.blocks, statutory.blocks) == (False, True)


def test_a_year_of_dates_keeps_the_weekday_and_avoids_holidays(inside):
    board = with_rules(inside, least_meetings=12)
    days = scheduling.propose_dates(board, datetime.date(2026, 12, 3))  # the first Thursday
    assert len(days) == 12 and {day.weekday() for day in days} == {3}
    assert days[1] == datetime.date(2027, 1, 7)
    assert all((day.day - 1) // 7 == 0 for day in days[1:])


def test_a_proposed_date_in_the_christmas_break_moves_a_week(inside):
    days = scheduling.propose_dates(with_rules(inside, least_meetings=4), datetime.date(2026, 9, 25))
    assert days == [
        datetime.date(2026, 9, 25), datetime.date(2027, 1, 8), datetime.date(2027, 4, 2), datetime.date(2027, 6, 25)
    ]  # fmt: skip
    assert not any(rules.holiday(planned(inside, starts_at=evening(day))) for day in days)


def test_proposed_dates_follow_the_community_meetings_of_the_year(inside):
    community = Board.objects.create(
        kind=inside.board.kind, name="Community meeting", slug="community", live_from=datetime.date(2024, 1, 1)
    )
    board = with_rules(inside, follows=community, least_meetings=2)
    on(inside, 2, 2, community).save()
    on(inside, 6, 8, community).save()
    days = scheduling.propose_dates(board, datetime.date(YEAR, 1, 13))
    assert days[0] >= datetime.date(YEAR, 2, 16) and days[1] >= datetime.date(YEAR, 6, 22)
    assert {day.weekday() for day in days} == {datetime.date(YEAR, 1, 13).weekday()}


def test_a_year_is_set_whole_or_not_at_all(inside):
    board = with_rules(inside, most_meetings=1, legal_status=LegalStatus.JOINT)
    year = [on(inside, 2, 3, board), on(inside, 6, 9, board)]
    with pytest.raises(ValidationError):
        scheduling.schedule_year(year, by=inside.users["clerk"])
    assert not Meeting.objects.filter(board=board).exists()


def test_a_board_that_has_closed_sets_no_dates(inside):
    board = with_rules(inside, closed_on=working_day(2))
    with pytest.raises(ValidationError, match="closed"):
        scheduling.schedule(planned(inside, board=board), by=inside.users["clerk"])


def test_a_meeting_of_a_board_at_the_same_time_is_refused(inside):
    scheduling.schedule(planned(inside), by=inside.users["clerk"])
    with pytest.raises(ValidationError, match="meets at that time already"):
        scheduling.schedule(planned(inside), by=inside.users["clerk"])


def test_the_outsider_finds_no_meetings_of_this_partnership(inside, elsewhere):
    scheduling.schedule(planned(inside), by=inside.users["clerk"])
    with elsewhere.inside():
        assert not Meeting.objects.exists()
