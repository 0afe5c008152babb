"""What the record of a decision must hold before the minutes that publish it; R7."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from boards import confirming, minuting
from boards.models import Decision, DecisionMember, DecisionRecord, Declaration, Override
from tests.boards.sittings import held, minuted
from tests.boards.test_dispensations import granted


def set_stage(cast):
    return held(cast, days_ago=10)


@pytest.fixture
def meeting(made):
    return made


@pytest.fixture
def record(meeting):
    return DecisionRecord.objects.get(recommendation__item__meeting=meeting)


def decided(cast, meeting):
    minuted(cast, meeting)
    return Decision.objects.get(meeting=meeting)


def test_a_statutory_board_publishes_no_incomplete_record(inside, meeting, record):
    meeting.board.legal_status = "joint"
    meeting.board.save()
    record.options = record.power = ""
    record.save()
    with pytest.raises(ValidationError, match="lacks the options considered and rejected, the legal power"):
        minuted(inside, meeting)


def test_an_informal_board_says_why_it_goes_on(inside, meeting, record):
    record.options = ""
    record.save()
    minuting.draft_minutes(meeting, by=inside.users["clerk"])
    client, path = inside.client("clerk"), f"/manage/meetings/{meeting.pk}/minutes/publication/"
    refused = client.post(path, {"after": ""})
    assert refused.status_code == 422
    assert "lacks the options considered and rejected" in refused.content.decode()
    assert client.post(path, {"after": "", "incomplete_because": "The officer is ill"}).status_code == 302
    kept = Override.objects.get(meeting=meeting, rule="record")
    assert kept.reason == "The officer is ill"
    assert "lacks the options" in kept.warning


def test_no_way_leads_past_the_reason(inside, meeting, record):
    record.options = ""
    record.save()
    with pytest.raises(ValidationError, match=r"lacks the options considered and rejected .* say why you go on"):
        minuted(inside, meeting)
    assert not Decision.objects.exists()


def test_a_record_is_not_public_before_the_minutes(inside, elsewhere, meeting, record):
    with inside.inside("nothing"):
        assert not DecisionRecord.objects.exists()
        assert not DecisionMember.objects.exists()


def test_a_decision_that_waits_for_nobody_takes_no_answer(inside, meeting):
    with pytest.raises(ValidationError, match="waits for no other body"):
        confirming.record_answer(
            decided(inside, meeting),
            answer="agreed",
            answered_on=timezone.localdate(),
            note="",
            by=inside.users["clerk"],
        )


def test_the_database_refuses_an_answer_of_nobody(inside, meeting):
    row = decided(inside, meeting)
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=row.pk).update(answer="agreed", answered_on=timezone.localdate())


def test_the_record_says_who_had_a_dispensation(inside, meeting):
    declared = Declaration.objects.get(item__meeting=meeting)
    declared.dispensation, declared.left_room = granted(inside, starts_on=meeting.date, granted_on=meeting.date), False
    declared.save()
    row = decided(inside, meeting)
    assert [one["name"] for one in row.record["dispensations"]] == ["County of Testshire"]
    page = inside.client().get(row.get_absolute_url()).content.decode()
    assert "had leave to take part in spite of an interest: speak and vote, granted by Standards committee" in page
    assert "Standards committee" in inside.client().get("/decisions/table/").content.decode()
