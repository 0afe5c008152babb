"""Minutes: drafted from the record and edited."""

import re

import pytest

from boards import comparing, minuting, recording
from boards.models import PublicQuestion
from tests.boards.minutes import drafted, entry, path, save
from tests.boards.sittings import SECRET, begun, item

set_stage = drafted


@pytest.fixture
def meeting(made):
    return made[0]


@pytest.fixture
def minutes(made):
    return made[1]


@pytest.fixture
def clerk(inside):
    return inside.users["clerk"]


def test_minutes_are_numbered_as_the_agenda_was(minutes):
    numbers = [(e.number, e.title) for e in minutes.entries.all()]
    assert numbers[0] == ("", "Attendance")
    assert numbers[1:3] == [("1", "Welcome"), ("2", "Apologies")]
    assert numbers[-1] == ("8", "Next meeting")


def test_each_record_becomes_a_sentence(minutes, inside):
    text = entry(minutes).text
    assert "The board heard from the hall committee." in text
    assert "<li>40 people came</li>" in text
    assert "County of Testshire, having declared a disclosable pecuniary interest, left the room" in text
    assert "Moved by Chair of Testshire and seconded by Partner of Testshire: That the award is made. Carried." in text
    assert "<strong>Resolved:</strong> To award £12,000 to the village hall.<br>Reason: People need it." in text
    assert "<strong>Action:</strong> Write the grant agreement. Hill District Council, by " in text
    assert "Apologies were received from Parish of Testshire." in entry(minutes, "Apologies").text
    declared = entry(minutes, "Declarations of interest").text
    assert "declared a disclosable pecuniary interest in item 6: Trustee of the hall." in declared


def test_the_roll_is_a_table_with_the_chair_first(minutes):
    text = entry(minutes, "Attendance").text
    assert "Chair of Testshire was in the chair." in text
    people = re.findall(r'<th scope="row">(.*?)</th><td>.*?</td><td>(.*?)</td>', text)
    assert people[0] == ("Chair of Testshire", "Present, in the chair")
    assert ("Partner of Testshire", "Present by video") in people
    assert ("Parish of Testshire", "Apologies") in people


def test_a_member_of_the_public_is_named_only_when_they_agreed(minutes, meeting, clerk):
    text = entry(minutes, "Public questions").text
    assert "A member of the public asked: When does the bus run?" in text
    assert SECRET not in text
    PublicQuestion.objects.filter(meeting=meeting).update(may_name_asker=True)
    minuting.draft_minutes(meeting, by=clerk)
    assert SECRET in entry(minutes, "Public questions").text


def test_urgent_business_carries_its_reason_into_the_minutes(inside, clerk):
    meeting = begun(inside)
    urgent = {"because": "The river rose", "agreed_by": "Councillor Chair", "purpose": "decision"}
    recording.add_urgent_item(meeting, title="Flood", by=clerk, **urgent)
    minutes = minuting.draft_minutes(meeting, by=clerk)
    assert "Councillor Chair agreed to take this item as urgent: The river rose." in entry(minutes, "Flood").text


def test_drafting_again_renews_what_is_not_edited_and_leaves_the_rest(minutes, meeting, clerk):
    edited, other = entry(minutes), entry(minutes, "Police priorities")
    minuting.save_entry(edited, text="<p>Said in my words.</p>", version=0, by=clerk)
    recording.save_notes(item(meeting), "Something else", version=1, by=clerk)
    recording.save_notes(item(meeting, "Police priorities"), "Burglary fell", version=0, by=clerk)
    minuting.draft_minutes(meeting, by=clerk)
    edited.refresh_from_db()
    other.refresh_from_db()
    assert edited.text == "<p>Said in my words.</p>"
    assert other.text == "<p>Burglary fell</p>"


def test_one_edited_minute_can_go_back_to_the_record(inside, minutes, meeting, clerk):
    edited = minuting.save_entry(entry(minutes), text="<p>Wrong</p>", version=0, by=clerk)
    inside.client("clerk").post(path(meeting, edited.pk, "draft"))
    edited.refresh_from_db()
    assert edited.text == edited.drafted
    assert [was.text for was in edited.history.all()][1] == "<p>Wrong</p>"


def test_what_a_clerk_pastes_is_cleaned(minutes, clerk):
    pasted = '<p onclick="x()">Words <script>alert(1)</script></p>'
    assert minuting.save_entry(entry(minutes), text=pasted, version=0, by=clerk).text == "<p>Words </p>"


def test_a_minute_is_saved_as_it_is_typed(inside, minutes, meeting):
    row = entry(minutes)
    assert save(inside.client("clerk"), meeting, row, "<p>Agreed.</p>", 0).json()["version"] == 1


def test_the_later_editor_is_told_and_shown_both(inside, minutes, meeting):
    row = entry(minutes)
    save(inside.client("clerk"), meeting, row, "<p>First words.</p>", 0)
    answer = save(inside.client("admin"), meeting, row, "<p>Second words.</p>", 0)
    assert answer.status_code == 409
    assert "First words." in answer.content.decode()
    assert "Second words." in answer.content.decode()
    row.refresh_from_db()
    assert row.text == "<p>First words.</p>"


def test_the_record_stands_beside_the_text(inside, minutes, meeting):
    page = inside.client("clerk").get(path(meeting)).content.decode()
    assert "40 people came" in page
    assert f"/manage/meetings/{meeting.pk}/live/items/{item(meeting).pk}/" in page


@pytest.mark.parametrize(
    ("who", "status"), [("clerk", 200), ("admin", 200), ("chair", 403), ("county", 403), ("auditor", 403)]
)
def test_only_the_clerk_and_administrators_write_minutes(inside, minutes, meeting, who, status):
    for address in (path(meeting), path(meeting, "publication"), path(meeting, "approval")):
        assert inside.client(who).get(address).status_code in ((200,) if status == 200 else (403, 404))


def test_marking_differences_shows_what_went_and_what_came():
    assert comparing.marked("<p>one two</p>", "<p>one three</p>") == "one <del>two</del><ins>three</ins>"
