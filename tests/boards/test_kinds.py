"""A partnership names and rules its own kinds of board."""

import pytest

from boards.models import Board, BoardKind
from boards.presets.kinds import make_kinds
from boards.setting_up import set_up

TOO_FEW = {"least_meetings": "4", "most_meetings": "2"}


def sent(**change):
    return {
        "name": "Town panel", "plural": "Town panels", "purpose": "To meet in each town", "has_members": "on",
        "legal_status": "informal", "decision_mode": "consent", "public_access": "open", "notice_days": "5",
        "report_lead_days": "5", "referral_days": "28", "ward_notice_hours": "24", "scrutiny_months": "2",
        "officer_record_days": "5",
        "ward_record_months": "1",
        "key_notice_days": "28", "short_notice_days": "5", **change,
    }  # fmt: skip


def test_a_kind_is_added_with_the_seats_and_items_of_a_board_and_makes_boards(inside):
    inside.board.standing_items.create(position=1, title="Police report", purpose="information")
    inside.client("admin").post("/manage/kinds/new/", sent(pattern=inside.board.pk))
    kind = BoardKind.objects.get(key="town-panel")
    board = set_up(kind, by=None, name="Vale panel", slug="vale-panel", locality=inside.locality)
    assert board.seats.count() == 4
    assert [item.title for item in board.standing_items.all()] == ["Police report"]


def test_a_kind_takes_the_partnerships_own_name_and_its_boards_keep_their_rules(inside):
    kind = BoardKind.objects.get(pk=inside.board.kind_id)
    inside.client("admin").post(f"/manage/kinds/{kind.pk}/", sent(name="Area panel", notice_days="7"))
    kind.refresh_from_db()
    assert (kind.name, kind.notice_days) == ("Area panel", 7)
    assert Board.objects.get(pk=inside.board.pk).notice_days == 5


@pytest.mark.parametrize(
    "change", [{"name": ""}, {"notice_days": "-1"}, {"pattern": "0"}, {"legal_status": "king"}, TOO_FEW]
)
def test_a_wrong_answer_is_named_and_saves_nothing(inside, change):
    page = inside.client("admin").post("/manage/kinds/new/", sent(**change))
    assert page.status_code == 200 and "govuk-error-summary" in page.content.decode()
    assert not BoardKind.objects.filter(key="town-panel").exists()


def test_a_second_kind_of_the_same_name_is_refused(inside):
    for _ in range(2):
        page = inside.client("admin").post("/manage/kinds/new/", sent())
    assert page.status_code == 200 and BoardKind.objects.filter(name="Town panel").count() == 1


def test_only_the_partnerships_administrator_rules_kinds(inside, elsewhere):
    kind = make_kinds()["task-group"]
    for who, status in (("admin", 200), ("clerk", 403), ("county", 403), ("resident", 403)):
        assert inside.client(who).get(f"/manage/kinds/{kind.pk}/").status_code == status
    assert elsewhere.client("admin").get(f"/manage/kinds/{kind.pk}/").status_code == 404
