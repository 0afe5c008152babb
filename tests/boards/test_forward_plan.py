"""The forward plan: what is coming, told before it is decided, with each day that it had (R6; issue 3, section 4)."""

import csv
import datetime
import io

import pytest
from django.core.exceptions import ValidationError
from django.db import Error, transaction
from django.utils import timezone

from boards import agenda_building, changing_meetings, clock, exempting, indexing, planning, rendering
from boards.models import AgendaItem, Decision, Exemption, ForwardEntry, ForwardMove, Meeting
from foundation import search
from tests.boards.drafts import a_meeting
from tests.boards.exempt import TITLE, mark, with_exempt
from tests.boards.pages import send
from tests.boards.papers import publish
from tests.dates import in_days

NEW = "/manage/boards/hill-and-vale-board/forward-plan/new/"
TYPED = {"title": "An evening bus", "text": "Whether to pay for a bus", "contact": "Jo Vale, jo@testshire.example"}


def boxes(name: str, on: datetime.date) -> dict:
    return {f"{name}-day": on.day, f"{name}-month": on.month, f"{name}-year": on.year}


def planned(cast, *, public=True, **fields) -> ForwardEntry:
    """Return an entry of the cast's plan, of a day in two months unless told otherwise."""
    when = {} if "meeting" in fields else {"due_on": in_days(60)}
    entry = planning.add_entry(cast.board, by=cast.users["clerk"], **{**TYPED, **when, **fields})
    return planning.publish_entry(entry, by=cast.users["clerk"]) if public else entry


def decided(entry: ForwardEntry, **fields) -> Decision:
    facts = {
        "board": entry.board, "meeting": entry.item.meeting, "item": entry.item, "minute": "3", "title": "A bus it is",
        "text": "To pay", "outcome": "agreed", "decided_on": entry.item.meeting.date, "published_at": timezone.now(),
    }  # fmt: skip
    return Decision.objects.create(**{**facts, **fields})


def address(entry: ForwardEntry, end: str = "") -> str:
    return f"/manage/forward-plan/{entry.pk}/{end}"


def test_an_entry_is_read_by_everybody_once_it_is_published_and_becomes_an_item_with_one_press(inside):
    meeting, clerk, stranger = a_meeting(inside, days=60), inside.client("clerk"), inside.client()
    assert send(clerk, NEW, {**TYPED, "meeting": meeting.pk}).status_code == 302
    entry = ForwardEntry.objects.get()
    assert stranger.get(entry.get_absolute_url()).status_code == 404
    for _ in range(2):
        clerk.post(address(entry, "publication/"))
    page = stranger.get(entry.get_absolute_url()).content.decode()
    assert "Whether to pay for a bus" in page and "jo@testshire.example" in page and meeting.get_absolute_url() in page
    assert "An evening bus" in stranger.get("/forward-plan/").content.decode()
    for _ in range(2):
        assert "/agenda/#item-" in clerk.post(address(entry, "item/")).headers["Location"]
    assert AgendaItem.objects.get(meeting=meeting).title == "An evening bus"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"title": ""}, "Enter the title"),
        ({"text": " "}, "Enter what will be decided"),
        ({"contact": ""}, "Enter who to ask"),
        ({"meeting": "0"}, "Select"),
        ({"due_on-year": "", "due_on-month": "", "due_on-day": ""}, "Choose the meeting, or enter the day"),
        ({"due_on-year": "20x7"}, "Year must include 4 numbers"),
        (boxes("due_until", in_days(50)), "last day must be after the first"),
    ],
)
def test_an_entry_that_says_too_little_is_refused_with_what_would_do(inside, wrong, words):
    typed = {**TYPED, **boxes("due_on", in_days(60)), **wrong}
    assert words in inside.client("clerk").post(NEW, typed).content.decode()
    assert not ForwardEntry.objects.exists()


def test_a_meeting_and_a_day_or_a_meeting_of_another_board_are_refused(inside):
    meeting = a_meeting(inside, days=60)
    typed = {**TYPED, **boxes("due_on", in_days(60)), "meeting": meeting.pk}
    assert "not both" in inside.client("clerk").post(NEW, typed).content.decode()
    meeting.board_id = 0
    with pytest.raises(ValidationError, match="meeting of this board"):
        planned(inside, meeting=meeting)


def test_what_slipped_keeps_each_day_it_had_and_leaves_the_agenda(inside):
    first, second, clerk = a_meeting(inside, days=40), a_meeting(inside, days=80), inside.client("clerk")
    entry = planned(inside, meeting=first)
    item = planning.put_on_agenda(entry, by=inside.users["clerk"])
    assert "Enter why it moves" in clerk.post(address(entry, "move/"), {"meeting": second.pk}).content.decode()
    send(clerk, address(entry, "move/"), {"meeting": second.pk, "because": "The offer is late"})
    item.refresh_from_db()
    assert item.removed_at is not None and ForwardEntry.objects.get().item is None
    page = inside.client().get(entry.get_absolute_url()).content.decode()
    assert f"{first.date:%-d %B %Y}" in page and f"{second.date:%-d %B %Y}" in page and "The offer is late" in page
    again = clerk.post(address(entry, "move/"), {"meeting": second.pk, "because": "x"}).content.decode()
    assert "planned already" in again


def test_what_is_planned_goes_with_a_meeting_that_is_put_off(inside):
    meeting = a_meeting(inside, days=40)
    entry, was_on = planned(inside, meeting=meeting), meeting.date
    to = meeting.starts_at + datetime.timedelta(days=7)
    instead = changing_meetings.postpone(meeting, to=to, because="Snow", by=inside.users["clerk"], reason="Snow")
    entry.refresh_from_db()
    move = ForwardMove.objects.get()
    assert (entry.meeting, move.was_on, move.because) == (instead, was_on, "Snow")


def test_what_was_decided_links_to_its_decision_and_moves_no_more(inside):
    entry = planned(inside, meeting=a_meeting(inside, days=40))
    planning.put_on_agenda(entry, by=inside.users["clerk"])
    entry.refresh_from_db()
    deferred = decided(entry, outcome="deferred")
    assert "An evening bus" in inside.client().get("/forward-plan/").content.decode()
    made = decided(entry)
    stranger = inside.client()
    assert made.get_absolute_url() in stranger.get(entry.get_absolute_url()).content.decode() and deferred
    assert "An evening bus" not in stranger.get("/forward-plan/").content.decode()
    assert "An evening bus" in stranger.get("/forward-plan/?state=decided").content.decode()
    with pytest.raises(ValidationError, match="It was decided on"):
        planning.move_entry(entry, due_on=in_days(90), because="Late", by=inside.users["clerk"])


def test_what_is_no_longer_planned_says_so_and_first_leaves_the_agenda(inside):
    entry, clerk = planned(inside, meeting=a_meeting(inside, days=40)), inside.client("clerk")
    item = planning.put_on_agenda(entry, by=inside.users["clerk"])
    because = {"because": "The county runs it"}
    assert "Take the item off" in clerk.post(address(entry, "withdrawal/"), because).content.decode()
    agenda_building.remove_item(item, by=inside.users["clerk"])
    assert "Enter why" in clerk.post(address(entry, "withdrawal/"), {}).content.decode()
    clerk.post(address(entry, "withdrawal/"), because)
    stranger = inside.client()
    page = stranger.get(entry.get_absolute_url()).content.decode()
    assert "The county runs it" in page and "Whom to ask" in page and "Have a say" not in page
    assert "An evening bus" not in stranger.get("/forward-plan/").content.decode()
    assert "An evening bus" in stranger.get("/forward-plan/?state=withdrawn").content.decode()


def test_a_meeting_that_nobody_knows_of_or_that_has_begun_is_refused_in_words(inside):
    secret = a_meeting(inside, days=50, announced=False)
    with pytest.raises(ValidationError, match="Make its date public first"):
        planned(inside, meeting=secret)
    begun = a_meeting(inside, days=-1)
    with pytest.raises(ValidationError, match="Move the entry to another meeting"):
        planning.put_on_agenda(planned(inside, meeting=begun), by=inside.users["clerk"])


def test_the_filters_the_table_and_the_feed_say_the_same(inside):
    planned(inside, title="=SUM(1)", due_on=in_days(40))
    planned(inside, title="Later", due_on=in_days(200), due_until=in_days(220))
    planned(inside, title="Hidden", public=False)
    month, stranger = f"{in_days(200):%Y-%m}", inside.client()
    narrow = f"?board=hill-and-vale-board&month={month}"
    listed = stranger.get(f"/forward-plan/{narrow}").content.decode()
    assert "Later" in listed and "SUM" not in listed and "Hidden" not in listed
    rows = list(csv.reader(io.StringIO(stranger.get("/forward-plan/table/").content.decode())))
    assert [row[3] for row in rows] == ["Title", "'=SUM(1)", "Later"]
    feed = stranger.get(f"/forward-plan/feed/{narrow}")
    assert feed["Content-Type"].startswith("application/atom+xml") and b"Later" in feed.content
    assert "SUM" not in feed.content.decode()
    assert "Nothing in the plan fits" in stranger.get("/forward-plan/?key=yes").content.decode()
    assert stranger.get("/forward-plan/?month=9999-99&board=x&state=%00").status_code == 200


def test_characters_that_nobody_sees_break_neither_the_feed_nor_the_officers_page(inside):
    clerk = inside.client("clerk")
    send(clerk, NEW, {**TYPED, "title": "An evening\x0b bus", **boxes("due_on", in_days(60))})
    clerk.post(address(ForwardEntry.objects.get(), "publication/"))
    assert b"An evening bus" in inside.client().get("/forward-plan/feed/").content
    assert clerk.get("/manage/forward-plan/?board=a%00b").status_code == 200


def test_the_plan_calls_an_exempt_item_what_the_public_may_read(inside):
    meeting, clerk = with_exempt(inside), inside.client("clerk")
    Meeting.objects.update(announced_at=timezone.now())
    closed = meeting.items.get(title=TITLE)
    typed = {**TYPED, "title": TITLE}
    page = clerk.get(f"{NEW}?item={closed.pk}").content.decode()
    assert "A contract" in page and "canary" not in page.partition("<main")[2]
    send(clerk, f"{NEW}?item={closed.pk}", typed)
    entry = ForwardEntry.objects.get()
    told = clerk.post(address(entry, "publication/"), follow=True).content.decode()
    assert "not for publication" in told and inside.client().get(entry.get_absolute_url()).status_code == 404
    send(clerk, address(entry, "change/"), {**typed, "title": "A contract"})
    clerk.post(address(entry, "publication/"))
    assert inside.client().get(entry.get_absolute_url()).status_code == 200
    # Most words of its title, in another order: that may be chance, so the clerk is warned and decides.
    warning = "also stand in the title of an exempt paper"
    assert warning not in clerk.get(address(entry)).content.decode()
    send(clerk, address(entry, "change/"), {**typed, "title": "What Canarytitle offers with its contract"})
    for page in (address(entry), address(entry, "change/")):
        told = clerk.get(page).content.decode()
        assert warning in told and "canarytitle, with" in told and "“A contract” instead (R3)" in told
    send(clerk, address(entry, "change/"), {**typed, "title": "A contract"})
    refused = send(clerk, address(entry, "change/"), typed).content.decode()
    assert "not for publication" in refused and "canary" not in inside.client().get("/forward-plan/").content.decode()
    with inside.inside():
        ForwardEntry.objects.update(is_key=True)
        publish(inside, meeting)
    assert "Key decision" not in inside.client().get(meeting.get_absolute_url()).content.decode()
    with inside.inside():
        Exemption.objects.filter(key=f"item:{closed.pk}").update(public_title="")  # its own title is allowed
        rendering.refresh_page(Meeting.objects.get(pk=meeting.pk))
    assert "Key decision" in inside.client().get(meeting.get_absolute_url()).content.decode()


def test_what_is_planned_is_found_by_search_as_long_as_it_is_open_and_its_title_may_be_told(inside):
    by, meeting = inside.users["clerk"], a_meeting(inside, days=40)
    entry, draft = planned(inside, meeting=meeting), planned(inside, title="A night bus", public=False)
    item = planning.put_on_agenda(entry, by=by)

    def found() -> list[str]:
        return [row.title for row in search.find("bus", kind="planned").entries]

    assert found() == ["An evening bus"]
    planning.change_entry(planning.publish_entry(draft, by=by), title="A late bus", by=by)
    assert sorted(found()) == ["A late bus", "An evening bus"]
    marked = mark(inside, meeting, f"item:{item.pk}")
    assert found() == ["A late bus"]
    exempting.unmark(marked, by=by)
    planning.withdraw_entry(draft, because="Dropped", by=by)
    assert found() == ["An evening bus"]
    decided(ForwardEntry.objects.get(pk=entry.pk))
    indexing.show_plan_of(meeting)
    tram = planned(inside, title="A tram")
    assert found() == ["A tram"]
    said = inside.client().get("/search/?q=tram&kind=planned").content.decode()
    assert tram.get_absolute_url() in said and "Forward plan (1)" in said


def test_each_morning_what_is_planned_is_found_as_it_stands(inside):
    entry = planned(inside)
    search.replace(f"plan:{inside.board.pk}", inside.board.root, [], key=f"planned:{entry.pk}")
    assert not search.find("bus", kind="planned").total
    clock.morning()
    assert search.find("bus", kind="planned").total == 1


@pytest.mark.parametrize("name", ["text", "papers", "consultation"])
def test_search_tells_no_title_that_is_exempt_wherever_an_entry_says_it(inside, name):
    meeting = a_meeting(inside, days=40)
    item = planning.put_on_agenda(planned(inside, meeting=meeting, public=False), by=inside.users["clerk"])
    entry = planning.change_entry(
        ForwardEntry.objects.get(), title="A matter of land", **{name: f"About {item.title}"}, by=inside.users["clerk"]
    )
    mark(inside, meeting, f"item:{item.pk}")
    planning.publish_entry(entry, by=inside.users["clerk"])
    assert not search.find("land", kind="planned").total


def test_who_saves_over_somebody_elses_words_is_told(inside):
    entry, clerk = planned(inside), inside.client("clerk")
    saw = {"saw": "0123456789abcdef", **TYPED, "text": "Other words"}
    answer = clerk.post(address(entry, "change/"), saw)
    assert answer.status_code == 409 and "is now saved as" in answer.content.decode()
    send(clerk, address(entry, "change/"), {**TYPED, "text": "Other words"})
    assert ForwardEntry.objects.get().text == "Other words"


@pytest.mark.parametrize("wrong", [{"due_on": None}, {"withdrawn_at": timezone.now()}, {"contact": ""}])
def test_the_database_keeps_no_entry_without_its_day_its_contact_or_its_reason(inside, wrong):
    planned(inside)
    with pytest.raises(Error), transaction.atomic():
        ForwardEntry.objects.update(**wrong)


def test_only_officers_keep_the_plan_and_the_outsider_finds_none_of_it(inside, elsewhere):
    entry = planned(inside, public=False)
    for who, status in (("county", 403), ("resident", 403), ("auditor", 200)):
        assert inside.client(who).get("/manage/forward-plan/").status_code == status
    assert inside.client("auditor").post(address(entry, "publication/")).status_code == 403
    assert inside.client("county").get(address(entry)).status_code == 404
    with inside.inside():
        assert ForwardEntry.objects.get().published_at is None
    assert elsewhere.client("admin").get(address(entry)).status_code == 404


@pytest.mark.parametrize("number", [1, 30])
def test_the_plan_asks_as_little_of_thirty(inside, number, django_assert_max_num_queries):
    for one in range(number):
        planned(inside, title=f"Thing {one}", meeting=a_meeting(inside, days=30 + one))
    entry, stranger, clerk = ForwardEntry.objects.first(), inside.client(), inside.client("clerk")
    for where in ("/forward-plan/", "/forward-plan/table/", "/forward-plan/feed/", entry.get_absolute_url()):
        with django_assert_max_num_queries(8):
            stranger.get(where)
    for where in ("/manage/forward-plan/", address(entry)):
        with django_assert_max_num_queries(20):
            clerk.get(where)
