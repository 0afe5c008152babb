import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from boards import agenda_building as building
from boards.models import AgendaItem, Meeting, Minutes, Recommendation, StandingItem
from boards.models.agenda import number_of, numbers
from boards.seeing import seen
from foundation import tenancy
from foundation.models import Act
from tests.boards.drafts import a_meeting, a_report, an_item
from tests.boards.pages import send

DEFAULT = ["welcome", "apologies", "declarations", "minutes", "questions", "actions", "next"]


def titles(meeting: Meeting) -> list[str]:
    return [item.title for item in AgendaItem.objects.filter(meeting=meeting).standing().in_order()]


@pytest.fixture
def meeting(inside):
    return a_meeting(inside)


@pytest.fixture
def address(meeting):
    return f"/manage/meetings/{meeting.pk}/agenda/"


def test_an_agenda_starts_from_the_standing_items_of_its_board(inside, meeting):
    for position, (title, at_end) in enumerate((("Close", True), ("Song", False), ("Apologies", False)), 1):
        StandingItem.objects.create(board=inside.board, position=position, title=title, at_end=at_end)
    building.start_agenda(meeting, by=inside.users["clerk"])
    assert titles(meeting) == ["Song", "Apologies", "Close"]


def test_a_board_without_standing_items_starts_from_the_usual_ones(inside, meeting):
    items = building.start_agenda(meeting, by=inside.users["clerk"])
    assert [item.key for item in items] == DEFAULT


def test_starting_twice_changes_nothing(inside, meeting):
    building.start_agenda(meeting, by=inside.users["clerk"])
    building.start_agenda(meeting, by=inside.users["chair"])
    assert len(titles(meeting)) == len(DEFAULT)


def test_the_minutes_item_is_about_the_last_meeting_whose_minutes_wait_for_approval(inside, meeting):
    approved, waiting, unpublished = (a_meeting(inside, days=days) for days in (-90, -60, -30))
    Minutes.objects.create(board=inside.board, meeting=waiting, published_at=waiting.ends_at)
    Minutes.objects.create(board=inside.board, meeting=unpublished)
    Minutes.objects.create(
        board=inside.board, meeting=approved, published_at=approved.ends_at, approved_at=waiting.starts_at,
        approved_meeting=waiting,
    )  # fmt: skip
    items = building.start_agenda(meeting, by=inside.users["clerk"])
    assert {item.key: item.about_meeting for item in items if item.about_meeting} == {"minutes": waiting}


def test_a_new_item_stands_before_the_next_meeting(inside, meeting):
    building.start_agenda(meeting, by=inside.users["clerk"])
    an_item(inside, meeting, "Bus")
    assert titles(meeting)[-2:] == ["Bus", "Date of the next meeting"]


def test_items_move_and_stay_within_the_list(inside, meeting):
    for title in ("One", "Two", "Three"):
        an_item(inside, meeting, title)
    one, _, three = meeting.items.in_order()
    building.move_item(three, by=inside.users["clerk"], to=0)
    assert titles(meeting) == ["Three", "One", "Two"]
    building.move_item(one, by=inside.users["clerk"], to=99)
    assert titles(meeting) == ["Three", "Two", "One"]
    building.step_item(three, by=inside.users["clerk"], down=False)
    assert titles(meeting) == ["Three", "Two", "One"]
    building.step_item(three, by=inside.users["clerk"], down=True)
    assert titles(meeting) == ["Two", "Three", "One"]


def test_a_removed_item_leaves_no_gap_and_can_come_back(inside, meeting):
    for title in ("One", "Two", "Three"):
        an_item(inside, meeting, title)
    two = meeting.items.get(title="Two")
    building.remove_item(two, by=inside.users["clerk"])
    assert titles(meeting) == ["One", "Three"]
    assert list(meeting.items.in_order().values_list("position", flat=True)) == [1, 2, 3]
    with pytest.raises(ValidationError):
        building.move_item(two, by=inside.users["clerk"], to=0)
    building.restore_item(two, by=inside.users["clerk"])
    assert titles(meeting) == ["One", "Three", "Two"]


def test_an_item_on_which_the_board_has_decided_stays(inside, meeting, address):
    item = an_item(inside, meeting)
    Recommendation.objects.create(board=inside.board, item=item, position=1, text="That it runs.", outcome="noted")
    answer = inside.client("clerk").post(f"{address}items/{item.pk}/removal/", follow=True)
    assert "The board has decided" in answer.content.decode()
    assert titles(meeting) == [item.title]


def test_items_after_a_removed_one_can_still_be_added_and_moved(inside, meeting):
    first = an_item(inside, meeting, "One")
    building.remove_item(first, by=inside.users["clerk"])
    for title in ("Two", "Three"):
        an_item(inside, meeting, title)
    building.step_item(meeting.items.get(title="Three"), by=inside.users["clerk"], down=False)
    assert titles(meeting) == ["Three", "Two"]


def test_a_part_of_an_item_has_a_letter(inside, meeting):
    for title, lettered in (("Welcome", False), ("Plans", False), ("North", True), ("South", True), ("Close", False)):
        an_item(inside, meeting, title, is_lettered=lettered)
    items = list(meeting.items.in_order())
    assert list(numbers(items).values()) == ["1", "2", "2(a)", "2(b)", "3"]
    assert number_of(items[3]) == "2(b)"


def test_a_first_item_cannot_be_a_part(inside, meeting):
    assert number_of(an_item(inside, meeting, is_lettered=True)) == "1"


@pytest.mark.django_db(transaction=True)
def test_two_officers_who_move_items_at_once_both_succeed(cast):
    with cast.inside():
        meeting = a_meeting(cast, days=200)
        items = [an_item(cast, meeting, str(n)) for n in range(6)]
    failures = []

    def move(item, times):
        try:
            for n in range(times):
                with cast.inside():
                    building.step_item(item, by=cast.users["clerk"], down=n % 2 == 0)
        except Exception as failure:
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=move, args=(item, 6)) for item in items[:3]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with cast.inside():
        assert failures == []
        assert list(meeting.items.in_order().values_list("position", flat=True)) == [1, 2, 3, 4, 5, 6]
        meeting.items.all().delete()
        meeting.delete()


def test_the_builder_shows_items_as_they_will_print(inside, meeting, address):
    an_item(inside, meeting, "Welcome")
    an_item(inside, meeting, "Bus", minutes=15, lead="Jane Todd")
    page = inside.client("clerk").get(address).content.decode()
    assert page.index("Welcome") < page.index("Bus")
    for words in ("15 minutes", "Jane Todd", "Move up", "Move down", "Decision"):
        assert words in page


def test_a_clerk_starts_adds_moves_changes_removes_and_restores(inside, meeting, address):
    clerk = inside.client("clerk")
    assert clerk.post(f"{address}start/").status_code == 302
    clerk.post(address, {"title": "Bus", "purpose": "decision", "minutes": "15"})
    bus = meeting.items.get(title="Bus")
    assert (bus.minutes, bus.position) == (15, 7)
    clerk.post(f"{address}order/", {"item": bus.pk, "move": "up"})
    clerk.post(f"{address}order/", {"item": bus.pk, "place": "0"})
    assert titles(meeting)[0] == "Bus"
    sent = {"title": "Bus to town", "purpose": "discussion", "lead": "Jane", "text": "Two\n\nparagraphs"}
    assert send(clerk, f"{address}items/{bus.pk}/", sent).status_code == 302
    bus.refresh_from_db()
    assert (bus.title, bus.purpose, bus.minutes) == ("Bus to town", "discussion", None)
    assert bus.text == "<p>Two</p><p>paragraphs</p>"
    clerk.post(f"{address}items/{bus.pk}/removal/")
    assert "Bus to town" not in titles(meeting)
    clerk.post(f"{address}items/{bus.pk}/restoration/")
    assert "Bus to town" in titles(meeting)


def test_script_in_an_items_text_is_not_kept(inside, meeting, address):
    item = an_item(inside, meeting)
    text = "<p>Fine</p><script>alert(1)</script><img src=x onerror=alert(1)>"
    sent = {"title": "Bus", "purpose": "decision", "text": text, "text-format": "html"}
    send(inside.client("clerk"), f"{address}items/{item.pk}/", sent)
    item.refresh_from_db()
    assert item.text == "<p>Fine</p>"


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"title": "", "purpose": "decision"}, "Enter the title"),
        ({"title": "x" * 201, "purpose": "decision"}, "200 characters or fewer"),
        ({"title": "Bus", "purpose": "dance"}, "from what the list offers now"),
        ({"title": "Bus", "purpose": "decision", "minutes": "-3"}, "must be 1 or more"),
        ({"title": "Bus", "purpose": "decision", "minutes": "99999"}, "must be 600 or less"),
        ({"title": "Bus", "purpose": "decision", "minutes": "ten"}, "whole number"),
    ],
)
def test_bad_input_is_named_at_its_field_and_nothing_is_added(inside, meeting, address, sent, words):
    page = inside.client("clerk").post(address, sent).content.decode()
    assert "There is a problem" in page
    assert words in page
    assert not meeting.items.exists()


def test_sending_the_form_twice_adds_one_item(inside, short_wait, meeting, address):
    clerk = inside.client("clerk")
    sent = {"title": "Bus", "purpose": "decision", "sending": "0b0f4bb4-11b8-4a29-b1c9-0f5f5fb01a01"}
    with tenancy.tenant(inside.partnership.pk, ("draft:board:*",)):
        clerk.post(address, sent)
        clerk.post(address, sent)
    assert titles(meeting) == ["Bus"]


def test_nonsense_in_a_move_is_not_found(inside, meeting, address):
    assert inside.client("clerk").post(f"{address}order/", {"item": "'; drop table"}).status_code == 404
    assert inside.client("clerk").post(f"{address}order/", {}).status_code == 404


def test_an_item_of_another_meeting_is_not_found_here(inside, meeting, address):
    other = an_item(inside, a_meeting(inside, days=60))
    assert inside.client("clerk").get(f"{address}items/{other.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("who", "status"),
    [("clerk", 200), ("admin", 200), ("chair", 403), ("county", 403), ("partner", 403), ("auditor", 403),
     ("resident", 403)],
)  # fmt: skip
def test_who_may_build_an_agenda(inside, meeting, address, who, status):
    assert inside.client(who).get(address).status_code == status


def test_strangers_do_not_learn_of_an_unannounced_meeting(inside, elsewhere):
    meeting = a_meeting(inside, announced=False)
    address = f"/manage/meetings/{meeting.pk}/agenda/"
    assert inside.client("resident").get(address).status_code == 404
    assert elsewhere.client("clerk").get(address).status_code == 404
    assert inside.client().get(address).url.startswith("/accounts/login/")


def test_an_act_is_recorded_without_the_words_of_the_draft(inside, meeting):
    an_item(inside, meeting, "Very secret plan")
    assert not any("secret" in str(act.target_name) + str(act.detail) for act in Act.objects.all())


@pytest.mark.parametrize("rows", [1, 30])
def test_the_builder_asks_few_queries(inside, address, meeting, rows, django_assert_max_num_queries):
    for n in range(rows):
        a_report(inside, meeting=meeting, title=f"Item {n}")
    clerk = inside.client("clerk")
    with django_assert_max_num_queries(22) as asked:  # two of them are the test's own savepoint
        assert clerk.get(address).status_code == 200
    counted.setdefault("builder", set()).add(len(asked))
    assert len(counted["builder"]) == 1


counted: dict[str, set[int]] = {}


def test_the_later_of_two_tabs_is_told_and_may_save_again(inside, meeting, address):
    clerk = inside.client("clerk")
    clerk.post(address, {"title": "Bus", "purpose": "decision"})
    bus = meeting.items.get(title="Bus")
    page = f"{address}items/{bus.pk}/"
    saw = seen(bus, building.FIELDS)
    assert clerk.post(page, {"title": "First tab", "purpose": "decision", "saw": saw}).status_code == 302
    later = clerk.post(page, {"title": "Second tab", "purpose": "decision", "saw": saw})
    assert later.status_code == 409
    assert "First tab" in later.content.decode() and "Second tab" in later.content.decode()
    bus.refresh_from_db()
    assert bus.title == "First tab"
    again = clerk.post(page, {"title": "Second tab", "purpose": "decision", "saw": seen(bus, building.FIELDS)})
    assert again.status_code == 302


def test_a_form_that_does_not_say_what_it_was_begun_from_saves_over_nothing(inside, meeting, address):
    bus = an_item(inside, meeting)
    answer = inside.client("clerk").post(f"{address}items/{bus.pk}/", {"title": "Unseen", "purpose": "decision"})
    assert answer.status_code == 409 and "Somebody else changed this meanwhile" in answer.content.decode()
    bus.refresh_from_db()
    assert bus.title != "Unseen"


def test_saving_an_item_twice_in_the_same_words_is_no_conflict(inside, meeting, address):
    bus, clerk = an_item(inside, meeting), inside.client("clerk")
    sent = {"title": "Trains", "purpose": "decision", "saw": seen(bus, building.FIELDS)}
    assert [clerk.post(f"{address}items/{bus.pk}/", sent).status_code for _ in range(2)] == [302, 302]
