"""Two at the same minutes in one moment, and the work that is done on commit."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from boards import issuing, minuting
from boards.models import Decision, MinuteEntry, Minutes
from foundation import uploads
from foundation.meanwhile import ChangedMeanwhile
from foundation.models import Edition, Rendering
from foundation.pdf.checking import check
from tests.boards.at_once import together, within
from tests.boards.minutes import entry
from tests.boards.sittings import begun, held
from tests.cast import make_cast


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


def test_two_clerks_approving_at_the_same_moment_approve_once(transactional_db):
    cast = make_cast(f"once{timezone.now():%H%M%S%f}"[:20])
    clerk = cast.users["clerk"]
    with cast.inside():
        meeting, following = held(cast, days_ago=40), begun(cast, days_ago=2)
        minutes = minuting.draft_minutes(meeting, by=clerk)
        minuting.publish_minutes(minutes, by=clerk)
    act = within(cast, lambda: minuting.approve_minutes(minutes, at=following, by=clerk))
    assert together(act, act) == [None, None]
    with cast.inside():
        assert Edition.objects.filter(series=meeting.minutes_series, reason="approval").count() == 1


def test_an_edit_against_an_approval_at_the_same_moment(transactional_db):
    cast = make_cast(f"edit{timezone.now():%H%M%S%f}"[:20])
    clerk = cast.users["clerk"]
    with cast.inside():
        meeting, following = held(cast, days_ago=40), begun(cast, days_ago=2)
        minutes = minuting.draft_minutes(meeting, by=clerk)
        minuting.publish_minutes(minutes, by=clerk)
        row, seen = entry(minutes), minuting.fingerprint(list(minutes.entries.all()))
    raised = together(
        within(cast, lambda: minuting.approve_minutes(minutes, at=following, seen=seen, by=clerk)),
        within(cast, lambda: minuting.save_entry(row, text="<p>Late.</p>", version=0, by=clerk)),
    )
    assert [type(error) for error in raised if error] in ([PermissionDenied], [ChangedMeanwhile])
    with cast.inside():
        approved = Minutes.objects.get(pk=minutes.pk).approved_at is not None
        edited = MinuteEntry.objects.get(pk=row.pk).text == "<p>Late.</p>"
        assert approved != edited
