"""Actions: a public tracker, kept by officers with its history."""

import datetime

import pytest
from django.utils import timezone

from boards import acting
from boards.models import Action
from boards.recording import state_of
from tests.boards.pages import send
from tests.boards.sittings import begun


@pytest.fixture
def meeting(inside):
    return begun(inside, days_ago=30)


def an_action(cast, meeting, *, text="Mend the lamp", due=10, published=True, owner="county"):
    return Action.objects.create(
        board=meeting.board, meeting=meeting, text=text, owner=cast.organisations[owner],
        due_on=timezone.localdate() + datetime.timedelta(days=due) if due is not None else None,
        published_at=timezone.now() if published else None,
    )  # fmt: skip


def test_lateness_is_said_in_words(inside, meeting):
    late = an_action(inside, meeting, due=-12)
    an_action(inside, meeting, text="Paint the hall", due=None)
    page = " ".join(inside.client().get("/actions/").content.decode().split())
    assert f"Due {late.due_on.day} {late.due_on:%B %Y}, 12 days late" in page
    assert "No date set" in page


def test_the_tracker_is_filtered_by_owner_and_state(inside, meeting):
    an_action(inside, meeting, text="Late thing", due=-1)
    an_action(inside, meeting, text="Coming thing", owner="police")
    done = an_action(inside, meeting, text="Done thing", due=-5)
    acting.complete_action(done, note="It shines", by=inside.users["clerk"])
    client = inside.client()

    def shown(query):
        page = client.get(f"/actions/?{query}").content.decode()
        return [text for text in ("Late thing", "Coming thing", "Done thing") if f">{text}<" in page]

    assert shown("state=overdue") == ["Late thing"]
    assert shown("state=open") == ["Late thing", "Coming thing"]
    assert shown("state=done") == ["Done thing"]
    assert shown(f"owner={inside.organisations['police'].pk}") == ["Coming thing"]
    assert shown(f"board={meeting.board.slug}") == ["Late thing", "Coming thing", "Done thing"]


def test_an_action_that_is_not_published_is_shown_to_the_clerk_alone(inside, meeting):
    an_action(inside, meeting, text="Not yet", published=False)
    assert "Not yet" in inside.client("clerk").get("/manage/actions/").content.decode()
    assert "Not yet" not in inside.client().get("/actions/").content.decode()


def test_the_officer_says_what_was_done_and_the_public_reads_it(inside, meeting):
    action = an_action(inside, meeting)
    client = inside.client("clerk")
    client.post(f"/manage/actions/{action.pk}/completion/", {"done-note": "A new lamp stands"})
    assert "A new lamp stands" in client.get("/actions/").content.decode()
    client.post(f"/manage/actions/{action.pk}/completion/", {"reopen": "1"})
    action.refresh_from_db()
    assert (action.done_at, action.done_note) == (None, "")


def test_done_without_words_is_refused(inside, meeting):
    action = an_action(inside, meeting)
    answer = inside.client("clerk").post(f"/manage/actions/{action.pk}/completion/", {"done-note": " "})
    assert answer.status_code == 422
    assert "Enter what was done" in answer.content.decode()
    action.refresh_from_db()
    assert action.done_at is None


def test_a_new_date_or_owner_keeps_the_old_with_the_reason(inside, meeting):
    action = an_action(inside, meeting)
    data = {
        "text": "Mend the lamp", "owner": inside.organisations["district"].pk, "because": "The county said no",
        "due_on-day": "1", "due_on-month": "12", "due_on-year": "2027",
    }  # fmt: skip
    client = inside.client("clerk")
    assert send(client, f"/manage/actions/{action.pk}/", data).status_code == 302
    page = client.get(f"/manage/actions/{action.pk}/").content.decode()
    assert "The county said no" in page
    owners = [was.owner.name for was in action.history.select_related("owner")]
    assert owners == ["Hill District Council", "Testshire County Council"]


def test_a_change_without_reason_is_refused_and_nothing_typed_is_lost(inside, meeting):
    action = an_action(inside, meeting)
    data = {"text": "Mend both lamps", "owner": inside.organisations["district"].pk}
    answer = inside.client("clerk").post(f"/manage/actions/{action.pk}/", data)
    assert answer.status_code == 422
    assert "Mend both lamps" in answer.content.decode()
    action.refresh_from_db()
    assert action.text == "Mend the lamp"


@pytest.mark.parametrize(("who", "status"), [("clerk", 200), ("admin", 200), ("county", 403), ("resident", 403)])
def test_only_officers_keep_the_tracker(inside, meeting, who, status):
    action = an_action(inside, meeting)
    assert inside.client(who).get("/manage/actions/").status_code == status
    assert inside.client(who).get(f"/manage/actions/{action.pk}/").status_code == status


def test_the_outsider_finds_none_of_it(inside, elsewhere, meeting):
    action = an_action(inside, meeting)
    client = elsewhere.client("clerk")
    assert client.get(f"/manage/actions/{action.pk}/").status_code == 404
    assert "Mend the lamp" not in client.get("/manage/actions/").content.decode()
    assert "Mend the lamp" not in client.get("/actions/").content.decode()


@pytest.mark.parametrize("number", [1, 30])
def test_the_tracker_asks_as_little_of_thirty(inside, meeting, number, django_assert_max_num_queries):
    for one in range(number):
        an_action(inside, meeting, text=f"Action {one}")
    with django_assert_max_num_queries(8):
        inside.client().get("/actions/")
    clerk = inside.client("clerk")
    with django_assert_max_num_queries(20):
        clerk.get("/manage/actions/")


def test_two_officers_changing_one_action_see_both(inside, meeting):
    action = an_action(inside, meeting)
    seen, owner = state_of(action), inside.organisations["county"].pk
    data = {"owner": owner, "because": "Asked", "seen": seen}
    inside.client("clerk").post(f"/manage/actions/{action.pk}/", {**data, "text": "Mend two lamps"})
    answer = inside.client("admin").post(f"/manage/actions/{action.pk}/", {**data, "text": "Mend three lamps"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "It now says: “Mend two lamps”" in page
    assert "Mend three lamps</textarea>" in page
    action.refresh_from_db()
    assert action.text == "Mend two lamps"


def test_two_officers_saying_what_was_done_see_both(inside, meeting):
    action = an_action(inside, meeting)
    address = f"/manage/actions/{action.pk}/completion/"
    inside.client("clerk").post(address, {"done-note": "A new lamp"})
    page = inside.client("admin").post(address, {"done-note": "The old lamp"}, follow=True).content.decode()
    assert "“A new lamp”" in page
    assert "You wrote: “The old lamp”" in page
    action.refresh_from_db()
    assert action.done_note == "A new lamp"


def test_a_change_that_does_not_say_what_it_was_begun_from_is_told(inside, meeting):
    action = an_action(inside, meeting)
    data = {"text": "Unseen", "owner": action.owner_id, "because": "Because"}
    assert inside.client("clerk").post(f"/manage/actions/{action.pk}/", data).status_code == 409
