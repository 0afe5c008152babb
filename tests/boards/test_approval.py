"""Approval: at a later meeting, with the differences shown, once, and then nothing changes any more. Source: R5."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from boards import minuting
from boards.models import MinuteEntry, Minutes
from foundation.models import Act, Edition
from tests.boards.minutes import entry, path, save
from tests.boards.sittings import begun, held, item, minuted


def set_stage(cast):
    """A meeting whose minutes are published as a draft."""
    meeting = held(cast, days_ago=40)
    return meeting, minuted(cast, meeting)


@pytest.fixture
def meeting(made):
    return made[0]


@pytest.fixture
def published(made):
    return made[1]


@pytest.fixture
def clerk(inside):
    return inside.users["clerk"]


@pytest.fixture
def following(inside):
    return begun(inside, days_ago=5)


def approve(client, minutes, at, seen=None):
    seen = seen or minuting.fingerprint(list(minutes.entries.all()))
    return client.post(path(minutes.meeting, "approval"), {"at": at.pk, "seen": seen})


def test_one_click_puts_them_under_the_standing_item(inside, published, meeting, following):
    answer = inside.client("clerk").post(path(meeting, "next-agenda"), follow=True)
    assert "These minutes are on the agenda of" in answer.content.decode()
    assert item(following, "Minutes of the last meeting").about_meeting == meeting
    inside.client("clerk").post(path(meeting, "next-agenda"))
    assert following.items.filter(about_meeting=meeting).count() == 1


def test_where_there_is_no_standing_item_one_is_made(published, meeting, following, clerk):
    following.items.filter(key="minutes").delete()
    made = minuting.put_on_next_agenda(published, by=clerk)
    assert (made.meeting, made.key, made.about_meeting) == (following, "minutes", meeting)


def test_without_a_next_meeting_the_officer_is_told(inside, published, meeting):
    answer = inside.client("clerk").post(path(meeting, "next-agenda"), follow=True)
    assert "Schedule one first." in answer.content.decode()


def test_approval_publishes_an_approved_edition_and_locks(inside, published, meeting, following):
    assert approve(inside.client("clerk"), published, following).status_code == 302
    published.refresh_from_db()
    assert published.approved_meeting == following
    page = inside.client().get(f"/meetings/{meeting.pk}/minutes/").content.decode()
    assert "These minutes have been approved." in page
    assert "as a correct record" in page
    assert Edition.objects.filter(series=meeting.minutes_series, reason="approval").count() == 1


def test_differences_from_the_draft_are_shown_and_recorded(inside, published, meeting, following, clerk):
    row = entry(published)
    changed = row.text.replace("£12,000", "£11,000")
    minuting.save_entry(row, text=changed, version=0, by=clerk)
    page = inside.client("clerk").get(path(meeting, "approval")).content.decode()
    assert "<del>£12,000</del><ins>£11,000</ins>" in page
    approve(inside.client("clerk"), published, following)
    published.refresh_from_db()
    assert published.approved_with_changes == "6"
    page = inside.client().get(f"/meetings/{meeting.pk}/minutes/").content.decode()
    assert "with changes to minutes 6" in page


def test_approval_is_minuted_at_the_meeting_that_approved(inside, published, meeting, following, clerk):
    minuting.put_on_next_agenda(published, by=clerk)
    minuting.approve_minutes(published, at=following, by=clerk)
    later = minuting.draft_minutes(following, by=clerk)
    assert "were approved as a correct record." in entry(later, "Minutes of the last meeting").text


def test_minutes_changed_while_the_page_was_open_are_not_approved(inside, published, following, clerk):
    seen = minuting.fingerprint(list(published.entries.all()))
    minuting.save_entry(entry(published), text="<p>Slipped in.</p>", version=0, by=clerk)
    answer = approve(inside.client("clerk"), published, following, seen)
    assert answer.status_code == 409
    assert "Nothing has been approved" in answer.content.decode()
    published.refresh_from_db()
    assert published.approved_at is None


def test_an_edit_after_approval_is_refused(inside, published, meeting, following, clerk):
    minuting.approve_minutes(published, at=following, by=clerk)
    row = entry(published)
    client = inside.client("clerk")
    assert save(client, meeting, row, "<p>Late.</p>", row.version).status_code == 403
    refused = client.get(path(meeting, row.pk))
    assert refused.status_code == 403 and "These minutes are approved" in refused.content.decode()
    assert client.post(path(meeting, row.pk, "draft")).status_code == 403
    assert client.post(path(meeting, "draft")).status_code == 403
    assert client.post(path(meeting, "publication"), {}).status_code == 403
    live = f"/manage/meetings/{meeting.pk}/live/items/{item(meeting).pk}/notes/"
    assert client.post(live, {"notes": "Late", "version": 1}).status_code == 403


def test_the_database_refuses_a_change_to_approved_minutes(published, following, clerk):
    minuting.approve_minutes(published, at=following, by=clerk)
    row = entry(published)
    with pytest.raises(IntegrityError, match="not changed"), transaction.atomic():
        MinuteEntry.objects.filter(pk=row.pk).update(text="<p>Forged.</p>")
    with pytest.raises(IntegrityError, match="not changed"), transaction.atomic():
        row.delete()


def test_minutes_are_not_approved_at_an_earlier_meeting_or_another_board(inside, published, clerk):
    earlier = begun(inside, days_ago=90)
    with pytest.raises(ValidationError):
        minuting.approve_minutes(published, at=earlier, by=clerk)


def test_a_correction_after_approval_is_minuted_and_edits_nothing(inside, published, meeting, following, clerk):
    minuting.approve_minutes(published, at=following, by=clerk)
    before = [(e.text, e.version) for e in published.entries.all()]
    data = {"at": following.pk, "number": "6", "text": "For £12,000 read £12,500.", "text-format": "plain"}
    answer = inside.client("clerk").post(path(meeting, "correction"), data)
    assert answer.status_code == 302
    assert [(e.text, e.version) for e in published.entries.all()] == before
    page = inside.client().get(f"/meetings/{meeting.pk}/minutes/").content.decode()
    assert "minuted a correction of minute 6" in page
    assert "For £12,000 read £12,500." in page
    assert "To award £12,000" in page
    assert "These minutes have been approved." in page


def test_a_correction_before_approval_is_not_minuted_but_published(published, following, clerk):
    with pytest.raises(ValidationError, match="not approved yet"):
        minuting.minute_correction(published, at=following, number="6", text="<p>x</p>", by=clerk)


def test_every_act_leaves_its_trace(published, following, clerk):
    minuting.approve_minutes(published, at=following, by=clerk)
    verbs = set(Act.objects.filter(target_id=published.meeting_id).values_list("verb", flat=True))
    assert {"opened", "closed", "drafted the minutes of", "published the minutes of"} <= verbs
    assert "approved the minutes of" in verbs


def test_the_outsider_finds_nothing(inside, elsewhere, published, meeting, following):
    client, row = elsewhere.client("clerk"), entry(published)
    for address in (path(meeting), path(meeting, row.pk), path(meeting, "approval")):
        assert client.get(address).status_code == 404
    assert client.get(f"/meetings/{meeting.pk}/minutes/").status_code == 404
    assert client.post(path(meeting, "approval"), {"at": following.pk, "seen": "x"}).status_code == 404
    with inside.inside():
        assert Minutes.objects.get(pk=published.pk).approved_at is None
