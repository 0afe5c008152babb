"""Minutes: drafted from the record, edited, published, approved at a later meeting, then locked."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from boards import comparing, deciding, issuing, minuting, publishing, recording
from boards.models import Action, AgendaItem, Attendance, Decision, Meeting, Minutes, PublicQuestion
from foundation import editions, uploads
from foundation.models import Edition, EditionPart, Rendering
from foundation.pdf.checking import check
from tests.boards.at_once import together, within
from tests.boards.sittings import SECRET, begun, held, item, proposal
from tests.cast import make_cast


def path(meeting, *rest):
    return "/".join([f"/manage/meetings/{meeting.pk}/minutes", *map(str, rest), ""])


@pytest.fixture
def meeting(inside):
    return held(inside, days_ago=40)


@pytest.fixture
def clerk(inside):
    return inside.users["clerk"]


@pytest.fixture
def minutes(meeting, clerk):
    return minuting.draft_minutes(meeting, by=clerk)


@pytest.fixture
def published(minutes, clerk):
    minuting.publish_minutes(minutes, by=clerk)
    minutes.refresh_from_db()
    return minutes


@pytest.fixture
def following(inside):
    return begun(inside, days_ago=5)


def entry(minutes, title="Warm spaces this winter"):
    return minutes.entries.get(title=title)


# Drafting


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


# Editing


def save(client, meeting, row, text, version):
    data = {"text": text, "text-format": "html", "version": version}
    return client.post(path(meeting, row.pk), data, headers={"accept": "application/json"})


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


# Publishing


def test_publishing_makes_a_draft_that_everybody_can_read(inside, meeting, minutes):
    answer = inside.client("clerk").post(path(meeting, "publication"), {"after": ""}, follow=True)
    assert "published as edition 1" in answer.content.decode()
    page = inside.client().get(f"/meetings/{meeting.pk}/minutes/").content.decode()
    assert "Draft minutes" in page
    assert "To award £12,000 to the village hall." in page


def test_a_meeting_that_is_not_closed_has_no_minutes_to_publish(inside, clerk):
    meeting = begun(inside)
    minutes = minuting.draft_minutes(meeting, by=clerk)
    answer = inside.client("clerk").post(path(meeting, "publication"), {})
    assert answer.status_code == 422
    assert "The meeting has not been closed." in answer.content.decode()
    minutes.refresh_from_db()
    assert minutes.published_at is None


def test_a_statutory_board_publishes_no_decision_without_its_reason(minutes, meeting, clerk):
    meeting.board.legal_status = "joint"
    meeting.board.save()
    row = item(meeting).recommendations.get()
    deciding.decide(row, outcome="agreed", reason="", version=row.version, by=clerk)
    with pytest.raises(ValidationError, match="lacks the reason"):
        minuting.publish_minutes(minutes, by=clerk)


def test_publishing_twice_makes_one_edition(inside, minutes, meeting):
    client = inside.client("clerk")
    for _ in range(2):
        client.post(path(meeting, "publication"), {"after": "", "sending": "6a1cf8a1-6f0c-4d6f-8a53-0d3b1a2e9d17"})
    assert Edition.objects.filter(series=meeting.minutes_series).count() == 1


def test_minutes_are_not_public_before_they_are_published(inside, minutes, meeting):
    assert inside.client().get(f"/meetings/{meeting.pk}/minutes/").status_code == 404
    assert inside.client().get(f"/meetings/{meeting.pk}/minutes.pdf").status_code == 404


def test_no_public_page_names_a_member_of_the_public(inside, published, meeting):
    client = inside.client()
    decision = Decision.objects.get(meeting=meeting)
    for address in (f"/meetings/{meeting.pk}/minutes/", f"/decisions/{decision.pk}/", "/decisions/", "/actions/"):
        assert SECRET not in client.get(address).content.decode()
    with inside.inside("nothing"):
        parts = EditionPart.objects.filter(edition__series=meeting.minutes_series)
        assert parts
        assert not any(SECRET in str(part.content) for part in parts)


def test_a_correction_is_a_new_edition_and_the_old_one_stays(inside, published, meeting, clerk):
    minuting.save_entry(entry(published), text="<p>Put right.</p>", version=0, by=clerk)
    data = {"after": "1", "note": "The sum was wrong"}
    inside.client("clerk").post(path(meeting, "publication"), data)
    new = inside.client().get(f"/meetings/{meeting.pk}/minutes/").content.decode()
    old = inside.client().get(f"/meetings/{meeting.pk}/minutes/1/").content.decode()
    assert "Put right." in new
    assert "The sum was wrong" in new
    assert "A newer edition of these minutes has been published." in old
    assert "To award £12,000" in old
    assert Edition.objects.get(series=meeting.minutes_series, number=2).reason == "correction"


def test_a_correction_without_a_change_is_refused(published, clerk):
    with pytest.raises(ValidationError, match="Nothing has changed"):
        minuting.publish_minutes(published, note="x", by=clerk)


def test_the_chain_of_editions_holds(published, inside, clerk):
    assert editions.broken_seals() == []


# Decisions and actions


def test_publication_opens_decisions_and_actions(inside, minutes, meeting, clerk):
    with inside.inside("nothing"):
        assert not Action.objects.filter(meeting=meeting).exists()
    minuting.publish_minutes(minutes, by=clerk)
    with inside.inside("nothing"):
        decision = Decision.objects.get(meeting=meeting)
        assert (decision.minute, decision.outcome, decision.reason) == ("6", "agreed", "People need it")
        assert Action.objects.public().get(meeting=meeting).text == "Write the grant agreement"


def test_a_corrected_outcome_changes_the_register_and_keeps_its_history(published, meeting, clerk):
    row = item(meeting).recommendations.get()
    deciding.decide(
        row, outcome="amended", outcome_text="To award £9,000", reason="People need it", version=row.version, by=clerk
    )
    minuting.draft_minutes(meeting, by=clerk)
    minuting.publish_minutes(published, note="The sum", by=clerk)
    decision = Decision.objects.get(meeting=meeting)
    assert decision.text == "To award £9,000"
    assert "To award £12,000 to the village hall" in [was.text for was in decision.history.all()]


def test_an_outcome_that_was_taken_back_leaves_the_register(inside, published, meeting, clerk):
    row = item(meeting).recommendations.get()
    deciding.reopen(row, because="Pressed by mistake", version=row.version, by=clerk)
    minuting.draft_minutes(meeting, by=clerk)
    minuting.publish_minutes(published, note="Nothing was decided", by=clerk)
    assert not Decision.objects.public().filter(meeting=meeting).exists()


def test_the_meetings_page_shows_the_outcome_under_its_item(inside, published, meeting):
    decision = Decision.objects.get(meeting=meeting)
    assert decision.item == item(meeting)


# Print


def test_the_pdf_says_the_same_and_is_tagged(transactional_db, work_off):
    cast = make_cast(f"print{timezone.now():%H%M%S%f}"[:20])
    clerk = cast.users["clerk"]
    with cast.inside():
        meeting = held(cast, days_ago=3)
        minuting.publish_minutes(minuting.draft_minutes(meeting, by=clerk), by=clerk)
    waiting = cast.client().get(f"/meetings/{meeting.pk}/minutes.pdf")
    assert waiting.status_code == 404
    assert "The PDF is being made" in waiting.content.decode()
    assert "boards.build_minutes" in work_off()
    answer = cast.client().get(f"/meetings/{meeting.pk}/minutes.pdf")
    assert answer["Content-Type"] == "application/pdf"
    findings = check(b"".join(answer.streaming_content))
    assert not findings.faults
    with cast.inside():
        made = Rendering.objects.get(kind=issuing.PDF, subject=f"meeting:{meeting.pk}")
        assert made.data["accessible"]
        assert uploads.read(made.file).startswith(b"%PDF")


# At once


def test_two_clerks_publishing_at_the_same_moment_publish_once(transactional_db):
    cast = make_cast(f"twice{timezone.now():%H%M%S%f}"[:20])
    clerk = cast.users["clerk"]
    with cast.inside():
        meeting = held(cast, days_ago=40)
        minutes = minuting.draft_minutes(meeting, by=clerk)
    raised = together(*[within(cast, lambda: minuting.publish_minutes(minutes, by=clerk))] * 2)
    assert sorted(type(error) for error in raised if error) == [ValidationError]
    with cast.inside():
        assert Edition.objects.filter(series=meeting.minutes_series).count() == 1
        assert Decision.objects.filter(meeting=meeting).count() == 1


# Who may


@pytest.mark.parametrize(
    ("who", "status"), [("clerk", 200), ("admin", 200), ("chair", 403), ("county", 403), ("auditor", 403)]
)
def test_only_the_clerk_and_administrators_write_minutes(inside, minutes, meeting, who, status):
    for address in (path(meeting), path(meeting, "publication"), path(meeting, "approval")):
        assert inside.client(who).get(address).status_code in ((200,) if status == 200 else (403, 404))


def test_the_outsider_finds_nothing(inside, elsewhere, published, meeting, following):
    client, row = elsewhere.client("clerk"), entry(published)
    for address in (path(meeting), path(meeting, row.pk), path(meeting, "approval")):
        assert client.get(address).status_code == 404
    assert client.get(f"/meetings/{meeting.pk}/minutes/").status_code == 404
    assert client.post(path(meeting, "approval"), {"at": following.pk, "seen": "x"}).status_code == 404
    with inside.inside():
        assert Minutes.objects.get(pk=published.pk).approved_at is None


def test_the_pages_ask_as_little_of_thirty_items(inside, clerk, django_assert_max_num_queries):
    meeting = held(inside)
    for number in range(30):
        at = AgendaItem.objects.create(
            board=meeting.board, meeting=meeting, position=50 + number, title=f"More {number}"
        )
        proposal(meeting, title=at.title)
    minutes = minuting.draft_minutes(meeting, by=clerk)
    minuting.publish_minutes(minutes, by=clerk)
    client = inside.client("clerk")
    for address in (path(meeting), path(meeting, "publication"), path(meeting, "approval")):
        with django_assert_max_num_queries(22):  # two of them are the test's own savepoint
            assert client.get(address).status_code == 200
    with django_assert_max_num_queries(8):
        inside.client().get(f"/meetings/{meeting.pk}/minutes/")


def test_marking_differences_shows_what_went_and_what_came():
    assert comparing.marked("<p>one two</p>", "<p>one three</p>") == "one <del>two</del><ins>three</ins>"


def test_the_roll_of_members_opens_with_the_minutes_and_nobody_elses(inside, published, meeting):
    with inside.inside("nothing"):
        assert not Attendance.objects.filter(meeting=meeting, holding=None, substitute_for=None).exists()
        assert Attendance.objects.filter(meeting=meeting).exists()
        assert Meeting.objects.filter(pk=meeting.pk).exists()


def test_the_page_of_the_meeting_shows_what_became_of_each_item(inside, minutes, meeting, clerk):
    publishing.publish_agenda(meeting, by=clerk, reasons={"notice": "Late", "invitations": "By hand"})
    minuting.publish_minutes(minutes, by=clerk)
    page = inside.client().get(f"/meetings/{meeting.pk}/").content.decode()
    block = page[page.index('id="item-') :]
    assert "app-outcome" in block
    assert "<strong>Agreed.</strong> To award £12,000 to the village hall" in block
    assert "Write the grant agreement" in block
    assert "Draft minutes" in page
