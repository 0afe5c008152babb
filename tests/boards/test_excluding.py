"""The public is excluded by resolution before exempt business is begun; when it is lost the papers are opened (R3)."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from boards import attending, deciding, excluding, exempting, issuing, minuting, recording, sitting
from boards.models import (
    Action,
    AgendaItem,
    Attendance,
    Decision,
    Exclusion,
    Exemption,
    Meeting,
    Override,
    Recommendation,
)
from foundation import editions
from foundation.meanwhile import ChangedMeanwhile
from foundation.models import EditionPart
from tests.boards.exempt import TITLE, mark, with_exempt
from tests.boards.papers import publish

CARRIED, LOST = "carried", "lost"


def set_stage(cast):
    """A meeting under way, its roll called, with an exempt item and one that is partly exempt."""
    meeting = with_exempt(cast)
    publish(cast, meeting)
    now = timezone.now()
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=now, ends_at=now + timezone.timedelta(hours=2))
    meeting.refresh_from_db()
    clerk = cast.users["clerk"]
    attending.call_roll(meeting, by=clerk)
    for row in meeting.attendances.filter(kind=Attendance.Kind.EXPECTED):
        attending.mark(row, "present", version=row.version, by=clerk)
    recording.open_meeting(meeting, by=clerk)
    return meeting


@pytest.fixture
def begun(made):
    return made


def the_item(meeting, title=TITLE) -> AgendaItem:
    return AgendaItem.objects.select_related("meeting__board", "board").get(meeting=meeting, title=title)


def said(cast, outcome=CARRIED) -> dict:
    return {"outcome": outcome, "mover": cast.people["chair"].pk, "seconder": cast.people["county"].pk}


def resolve(cast, item, outcome=CARRIED, **more) -> Exclusion:
    return excluding.resolve(item, **said(cast, outcome), **more, by=cast.users["clerk"])


def sent(cast, outcome=CARRIED, **changes) -> dict[str, str]:
    return {f"exclusion-{name}": value for name, value in {**said(cast, outcome), **changes}.items()}


def statutory(cast, meeting):
    cast.board.legal_status = "joint"
    cast.board.save()


def test_a_statutory_board_does_not_begin_exempt_business_in_public(inside, begun):
    statutory(inside, begun)
    item = the_item(begun)
    for because in ("", "We would rather."):
        with pytest.raises(ValidationError, match="section 100A"):
            recording.start_item(item, because=because, by=inside.users["clerk"])
    assert sitting.started_at(the_item(begun)) is None
    resolve(inside, item)
    assert recording.start_item(item, by=inside.users["clerk"]).started_at


def test_an_informal_board_is_warned_and_goes_on_with_a_reason(inside, begun):
    item = the_item(begun)
    with pytest.raises(ValidationError, match="say why"):
        recording.start_item(item, by=inside.users["clerk"])
    recording.start_item(item, because="Nobody from the public came.", by=inside.users["clerk"])
    assert Override.objects.get(meeting=begun, rule="exclusion").reason == "Nobody from the public came."


def test_an_item_of_which_a_section_is_exempt_waits_as_well_and_an_open_item_does_not(inside, begun):
    with pytest.raises(ValidationError, match="exempt papers"):
        recording.start_item(the_item(begun, "Village hall"), by=inside.users["clerk"])
    recording.start_item(the_item(begun, "Evening buses 2"), by=inside.users["clerk"])


def test_a_resolution_that_is_lost_opens_the_papers_as_a_new_edition(inside, begun):
    item = the_item(begun)
    resolve(inside, item, LOST)
    begun.refresh_from_db()
    assert (begun.agenda_edition.number, begun.agenda_edition.reason) == (2, "opened")
    assert begun.agenda_edition.note == excluding.LOST
    assert not Exemption.objects.standing().filter(key=f"item:{item.pk}").exists()
    recording.start_item(item, by=inside.users["clerk"])
    assert editions.broken_seals() == []
    page = inside.client().get(f"/meetings/{begun.pk}/").content.decode()
    assert "canarytext" in page
    assert "canaryquote" not in page


def test_one_resolution_serves_several_items(inside, begun):
    other = the_item(begun, "Village hall")
    row = resolve(inside, the_item(begun), also=[other.pk, the_item(begun, "Evening buses 2").pk])
    assert "paragraph 3" in row.grounds
    assert set(Exclusion.objects.values_list("item_id", flat=True)) == {row.item_id, other.pk}


def test_of_two_clerks_the_second_is_told(inside, begun):
    item = the_item(begun)
    assert resolve(inside, item) == resolve(inside, item)
    with pytest.raises(ChangedMeanwhile):
        resolve(inside, item, LOST)


def test_an_item_with_nothing_exempt_needs_no_resolution(inside, begun):
    with pytest.raises(ValidationError, match="Nothing under this item"):
        resolve(inside, the_item(begun, "Evening buses 2"))


def test_a_resolution_is_undone_until_the_item_is_begun(inside, begun):
    item, clerk = the_item(begun), inside.users["clerk"]
    resolve(inside, item)
    excluding.take_back(item, by=clerk)
    assert not Exclusion.objects.exists()
    resolve(inside, item)
    recording.start_item(item, by=clerk)
    with pytest.raises(ValidationError, match="begun"):
        excluding.take_back(the_item(begun), by=clerk)


def test_the_database_wants_two_people_and_grounds(inside, begun):
    row = resolve(inside, the_item(begun))
    for change in ({"seconder": row.mover_id}, {"grounds": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Exclusion.objects.filter(pk=row.pk).update(**change)


@pytest.mark.parametrize(
    "changes, wrong",
    [
        ({"mover": ""}, "mover"),
        ({"mover": "999999"}, "mover"),
        ({"mover": "x"}, "mover"),
        ({"seconder": "chair"}, "seconder"),
        ({"outcome": "maybe"}, "outcome"),
        ({"also": ["999999"]}, "also"),
    ],
)
def test_a_resolution_without_its_people_or_outcome_is_refused(inside, begun, changes, wrong):
    item = the_item(begun)
    if changes.get("seconder") == "chair":
        changes = {"seconder": inside.people["chair"].pk}
    answer = inside.client("clerk").post(
        f"/manage/meetings/{begun.pk}/live/items/{item.pk}/exclusion/", sent(inside, **changes)
    )
    assert answer.status_code == 422
    assert wrong in answer.context["exclusion_form"].errors
    with inside.inside():
        assert not Exclusion.objects.exists()


def test_the_clerk_records_it_on_the_live_page(inside, begun):
    item, client = the_item(begun), inside.client("clerk")
    path = f"/manage/meetings/{begun.pk}/live/items/{item.pk}/"
    assert "exclude the public first" in client.get(path).content.decode()
    refused = client.post(f"{path}start/", follow=True)
    assert "the public has not been excluded" in refused.content.decode()
    done = client.post(f"{path}exclusion/", sent(inside), follow=True)
    assert "The public is excluded from this item" in done.content.decode()
    client.post(f"{path}exclusion/removal/")
    client.post(f"{path}exclusion/", sent(inside, LOST))
    assert "taken in public" in client.get(path).content.decode()


def test_the_public_minutes_have_the_resolution_and_not_what_was_said_in_private(inside, begun):
    item, clerk = the_item(begun), inside.users["clerk"]
    resolve(inside, item)
    recording.start_item(item, by=clerk)
    recording.save_notes(item, "canarynotes were heard", version=0, by=clerk)
    recording.close_meeting(begun, by=clerk)
    minutes = minuting.draft_minutes(begun, by=clerk)
    minuting.publish_minutes(minutes, by=clerk)
    shown = EditionPart.objects.filter(edition__series=begun.minutes_series, opened_at__isnull=False)
    assert "canary" not in json.dumps(list(shown.values("title", "content")))
    page = inside.client().get(f"/meetings/{begun.pk}/minutes/").content.decode()
    assert "that the public be excluded for this item" in page
    assert "canary" not in page
    assert "canarynotes" in inside.client("county").get(f"/meetings/{begun.pk}/minutes/").content.decode()
    assert "canary" not in inside.client("partner").get(f"/meetings/{begun.pk}/minutes/").content.decode()


def test_what_was_decided_in_private_is_published_when_it_is_opened(inside, begun):
    item, clerk = the_item(begun), inside.users["clerk"]
    resolve(inside, item)
    recording.start_item(item, by=clerk)
    recording.save_notes(item, "canarynotes were heard", version=0, by=clerk)
    recording.close_meeting(begun, by=clerk)
    minuting.publish_minutes(minuting.draft_minutes(begun, by=clerk), by=clerk)
    exempting.open_to_public(list(Exemption.objects.filter(key=f"item:{item.pk}")), because="It is signed.", by=clerk)
    assert "canarynotes" in inside.client().get(f"/meetings/{begun.pk}/minutes/").content.decode()


def test_a_mark_made_after_a_lost_resolution_is_refused(inside, begun):
    item = the_item(begun)
    resolve(inside, item, LOST)
    with pytest.raises(ValidationError, match="read this already"):
        mark(inside, begun, f"item:{item.pk}")


@pytest.mark.parametrize("title", [TITLE, "Village hall"])
def test_nothing_written_before_the_private_part_begins_reaches_the_public(inside, begun, title):
    at, clerk = the_item(begun, title), inside.users["clerk"]
    recording.save_notes(at, "canarynotes were written early", version=0, by=clerk)
    owner = inside.organisations["district"]
    action = Action(board=begun.board, meeting=begun, item=at, owner=owner, text="Write to canaryowner")
    recording.write_down(action, meeting=begun, by=clerk)
    recording.close_meeting(begun, by=clerk)
    minutes = minuting.draft_minutes(begun, by=clerk)
    found = minuting.obstacles(sitting.read(begun))
    assert [one.item.title for one in found if one.words == issuing.NOT_BEGUN] == [TITLE, "Village hall"]
    minuting.publish_minutes(minutes, by=clerk)
    page = inside.client().get(f"/meetings/{begun.pk}/minutes/").content.decode()
    assert "canary" not in page
    with inside.inside(), pytest.raises(IntegrityError, match="private business"), transaction.atomic():
        assert not Action.objects.public().exists()
        Action.objects.filter(pk=action.pk).update(published_at=timezone.now())


@pytest.mark.parametrize("title", [TITLE, "Village hall"])
def test_nothing_is_decided_before_the_private_part_begins(inside, begun, title):
    at, clerk = the_item(begun, title), inside.users["clerk"]
    row = Recommendation.objects.filter(Q(item=at) | Q(report__item=at)).first()
    with pytest.raises(ValidationError, match="private part has not begun"):
        deciding.decide(row, outcome="noted", version=row.version, by=clerk)
    with pytest.raises(IntegrityError, match="private part"), transaction.atomic():
        Recommendation.objects.filter(pk=row.pk).update(outcome="noted")
    assert deciding.decide(row, outcome="deferred", version=row.version, by=clerk).outcome == "deferred"
    resolve(inside, at)
    row.refresh_from_db()
    assert deciding.decide(row, outcome="noted", version=row.version, by=clerk).outcome == "noted"


def test_the_database_publishes_no_decision_of_private_business(inside, begun):
    at, clerk = the_item(begun), inside.users["clerk"]
    resolve(inside, at)
    row = Recommendation.objects.filter(item=at).first()
    deciding.decide(row, outcome="noted", version=row.version, by=clerk)
    recording.close_meeting(begun, by=clerk)
    minuting.publish_minutes(minuting.draft_minutes(begun, by=clerk), incomplete_because="Soon", by=clerk)
    assert not Decision.objects.public().exists()
    with pytest.raises(IntegrityError, match="private business"), transaction.atomic():
        Decision.objects.filter(recommendation=row).update(published_at=timezone.now())
