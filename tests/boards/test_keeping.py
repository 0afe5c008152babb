"""The whole page of a meeting is kept for those who are not signed in, and made again as soon as anything was done."""

import pytest

from boards.changing_meetings import cancel
from boards.keeping import find
from boards.models import AgendaItem, Meeting
from foundation import audit
from foundation.models import Edition, Rendering
from tests.boards.papers import drafted, publish

KEPT = 4  # a savepoint of the test, the partnership, the page


def set_stage(cast):
    meeting = drafted(cast)
    publish(cast, meeting)
    return meeting


@pytest.fixture
def meeting(made):
    return made


def corrected(cast, meeting: Meeting) -> Edition:
    with cast.inside():
        item = AgendaItem.objects.get(meeting=meeting, position=1)
        item.title = "Hovercraft"
        item.save()
        return publish(cast, meeting, reason="correction")


def page(cast, meeting: Meeting, who: str | None = None) -> str:
    return cast.client(who).get(f"/meetings/{meeting.pk}/").content.decode()


def standing(cast, meeting: Meeting) -> bool:
    kept = find(cast.partnership, meeting.pk)
    return kept is not None and bool(kept.html)


def test_the_second_reader_is_answered_in_two_queries_with_the_same_page(inside, meeting, django_assert_num_queries):
    first = page(inside, meeting)
    assert standing(inside, meeting)
    with django_assert_num_queries(KEPT):
        assert page(inside, meeting) == first


def test_whatever_is_done_makes_it_anew(inside, meeting):
    page(inside, meeting)
    inside.venue.name = "Other hall"
    inside.venue.save()
    audit.record(inside.users["clerk"], "changed", inside.venue)
    assert not standing(inside, meeting)
    shown = page(inside, meeting)
    inside.venue.name = "Vale Village Hall"
    assert "Other hall" in shown and standing(inside, meeting)


def test_a_new_edition_and_a_cancelled_meeting_show_at_once(inside, meeting):
    page(inside, meeting)
    corrected(inside, meeting)
    assert "Hovercraft" in page(inside, meeting)
    with inside.inside():
        cancel(meeting, by=inside.users["clerk"], because="Snow")
    assert "This meeting was cancelled" in page(inside, meeting)


def test_someone_signed_in_has_a_page_of_their_own(inside, meeting):
    anonymous = page(inside, meeting)
    assert "Sign out" in page(inside, meeting, "clerk") and page(inside, meeting) == anonymous


def test_only_what_the_public_may_know_is_found(inside, elsewhere, meeting):
    page(inside, meeting)
    assert elsewhere.client().get(f"/meetings/{meeting.pk}/").status_code == 404
    with inside.inside():
        Meeting.objects.filter(pk=meeting.pk).update(announced_at=None)
        assert find(inside.partnership, meeting.pk) is None
    assert inside.client().get(f"/meetings/{meeting.pk}/").status_code == 404


def test_a_page_that_was_kept_under_another_release_is_made_again(inside, meeting, monkeypatch):
    page(inside, meeting)
    monkeypatch.setattr("foundation.wholepages.release", lambda: "another")
    assert not standing(inside, meeting)


def test_an_old_edition_keeps_no_page(inside, meeting):
    page(inside, meeting)
    edition = corrected(inside, meeting)
    kept = Rendering.objects.filter(kind="whole", subject=f"meeting:{meeting.pk}")
    assert list(kept.values_list("edition", "html")) == [(edition.pk, "")]
