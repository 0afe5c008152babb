"""What the public may put to a board is data: a board's own, its kind's, or the usual. Source: checklist X9; R12."""

import pytest

from boards.models import PublicRule
from boards.taking_part import rules_of
from foundation.models import Act
from tests.boards.asking import coming

RULE = {"is_taken": "on", "days_before": "5", "most_words": "60", "who": "local", "minutes": "2"}


def test_the_clerk_gives_the_board_a_rule_of_its_own_and_the_form_keeps_to_it(inside):
    client, address = inside.client("clerk"), f"/manage/boards/{inside.board.slug}/public/"
    assert "The usual rule" in client.get(address).content.decode()
    assert client.post(f"{address}question/", RULE).status_code == 302
    page = client.get(address).content.decode()
    assert "This board’s own rule" in page and "5 clear working days" in page and "No more than 60 words." in page
    assert "No more than 60 words." in inside.client().get(f"/meetings/{coming(inside).pk}/questions/").content.decode()
    assert client.post(f"{address}question/", {**RULE, "most_words": "70"}).status_code == 302
    assert PublicRule.objects.get().most_words == 70
    assert Act.objects.filter(verb="changed what the public may put to").count() == 2


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"hours_before": "24"}, "in days or in hours, not in both"),
        ({"days_before": "-1"}, "must be 0 or more"),
        ({"most_words": "many"}, "must be a whole number"),
        ({"who": "nobody"}, "from what the list offers now"),
    ],
)
def test_a_rule_that_cannot_be_is_refused(inside, wrong, words):
    answer = inside.client("clerk").post(f"/manage/boards/{inside.board.slug}/public/question/", {**RULE, **wrong})
    assert words in answer.content.decode() and not PublicRule.objects.exists()


def test_a_kind_s_rule_counts_for_its_boards_and_is_the_administrator_s(inside):
    address = f"/manage/kinds/{inside.board.kind_id}/public/statement/"
    assert inside.client("clerk").post(address, RULE).status_code in (403, 404)
    assert inside.client("admin").post(address, {**RULE, "is_taken": ""}).status_code == 302
    assert rules_of(inside.board)["statement"].is_taken is False
    about = inside.client().get(f"/meetings/{coming(inside).pk}/questions/").content.decode()
    assert "Make a statement" not in about and "Ask a question" in about


def test_an_unknown_kind_of_request_and_another_partnership_find_nothing(inside, elsewhere):
    address = f"/manage/boards/{inside.board.slug}/public/"
    assert inside.client("clerk").get(f"{address}song/").status_code == 404
    assert inside.client("county").post(f"{address}question/", RULE).status_code in (403, 404)
