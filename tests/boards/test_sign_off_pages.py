"""The pages of sign-offs, and the report that is not sent round them."""

import pytest
from django.core.exceptions import ValidationError

from boards import chaining, signing
from boards.models import SignOffStep
from tests.boards.drafts import a_meeting, a_report

OFFICER_QUERIES = 20


@pytest.fixture
def chain(inside):
    chaining.take_usual(inside.board, by=inside.users["clerk"])
    return {step.name: step for step in SignOffStep.objects.standing()}


def test_an_incomplete_report_is_not_sent_round(inside, chain):
    made = a_report(inside, meeting=a_meeting(inside, days=60))
    with pytest.raises(ValidationError, match="Complete the report first"):
        signing.start(made, by=inside.users["clerk"])


@pytest.mark.parametrize("rows", [1, 30])
def test_the_pages_of_sign_offs_ask_few_queries(inside, chain, rows, django_assert_max_num_queries):
    meeting = a_meeting(inside, days=60)
    for n in range(rows):
        made = a_report(inside, complete=True, meeting=meeting, title=f"Report {n}")
        signing.ask(made, chain["Author"], by=inside.users["clerk"], name="Ann", email="ann@c.example")
        signing.start(made, by=inside.users["clerk"])
    clerk = inside.client("clerk")
    for address in (f"/manage/meetings/{meeting.pk}/sign-offs/", f"/manage/reports/{made.pk}/sign-offs/"):
        with django_assert_max_num_queries(OFFICER_QUERIES):
            assert clerk.get(address).status_code == 200
    with django_assert_max_num_queries(30) as asked:
        hub = clerk.get(f"/manage/meetings/{meeting.pk}/").content.decode()
    assert f"0 of {rows * 4} signed" in hub
    assert COUNT.setdefault("hub", len(asked)) == len(asked)


COUNT: dict[str, int] = {}
