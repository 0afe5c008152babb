"""Officers set and change dates on pages; what is wrong is said at the field and nothing is kept by half."""

import datetime
import threading

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from boards import summoning
from boards.models import Board, LegalStatus, Meeting, Override
from localities.models import Venue
from tests.boards.dates import evening, held, working_day
from tests.cast import browser, make_cast

BOARD = "/manage/boards/hill-and-vale-board/meetings/"


def date_boxes(name: str, day: datetime.date) -> dict[str, str]:
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def filled(cast, day: datetime.date | None = None, **changes) -> dict[str, str]:
    form = {
        **date_boxes("day", day or working_day(8)), "starts": "6:30pm", "ends": "8:30pm", "mode": "in-person",
        "venue": str(cast.venue.pk), "room": "Main hall", "join_link": "", "purposes": "Police engagement\nParish",
    }  # fmt: skip
    return {**form, **changes}


def test_a_clerk_sets_a_date(inside):
    answer = inside.client("clerk").post(f"{BOARD}new/", filled(inside))
    meeting = Meeting.objects.get()
    assert answer.url == f"/manage/meetings/{meeting.pk}/"
    assert (meeting.starts_at, meeting.venue) == (evening(working_day(8)), inside.venue)
    assert meeting.purposes == ["Police engagement", "Parish"] and meeting.announced_at is None


def test_sending_the_form_twice_sets_one_date(inside, short_wait):
    client = inside.client("clerk")
    form = client.get(f"{BOARD}new/").context["form"]
    sent = filled(inside, sending=str(form["sending"].value()))
    first, second = client.post(f"{BOARD}new/", sent), client.post(f"{BOARD}new/", sent)
    assert first.status_code == second.status_code == 302 and Meeting.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"day-day": "31", "day-month": "2"}, "day", "must be a real date"),
        ({"day-year": ""}, "day", "must include a year"),
        ({"day-year": "2020"}, "day", "must be in the future"),
        ({"day-day": "28", "day-month": "3", "day-year": "2027", "starts": "1:30am"}, "starts", "clocks go forward"),
        ({"starts": "half six"}, "starts", "Enter a time"),
        ({"starts": ""}, "starts", "start time"),
        ({"ends": "5pm"}, "ends", "must end after it starts"),
        ({"venue": ""}, "venue", "Choose a venue"),
        ({"venue": "999999"}, "venue", "from what the list offers now"),
        ({"mode": "telepathy"}, "mode", "from what the list offers now"),
        ({"mode": "hybrid", "join_link": "javascript:alert(1)"}, "join_link", "web address"),
        ({"is_extraordinary": "on"}, "called_because", "Say why"),
        ({"room": "x" * 121}, "room", "120 characters"),
    ],
)  # fmt: skip
def test_a_wrong_answer_is_told_at_its_field_and_nothing_is_lost(inside, changes, field, message):
    answer = inside.client("clerk").post(f"{BOARD}new/", filled(inside, **changes))
    assert answer.status_code == 200 and not Meeting.objects.exists()
    assert message in " ".join(answer.context["form"].errors[field])
    assert "There is a problem" in answer.content.decode() and "Police engagement" in answer.content.decode()


def test_a_venue_elsewhere_asks_for_a_reason_and_then_keeps_it(inside):
    away = Venue.objects.create(name="County Hall", address="Elsewhere")
    client = inside.client("clerk")
    asked = client.post(f"{BOARD}new/", filled(inside, venue=str(away.pk)))
    assert "is not in Hill and Vale" in asked.content.decode() and not Meeting.objects.exists()
    client.post(f"{BOARD}new/", filled(inside, venue=str(away.pk), reason="The hall is being painted."))
    assert Override.objects.get().reason == "The hall is being painted."


def test_a_statutory_board_is_told_at_the_field_that_it_may_not(inside):
    Board.objects.filter(pk=inside.board.pk).update(legal_status=LegalStatus.JOINT, most_meetings=0)
    answer = inside.client("clerk").post(f"{BOARD}new/", filled(inside, reason="All the same"))
    assert "at most 0 times a year" in " ".join(answer.context["form"].errors["day"])
    assert not Meeting.objects.exists()


def test_an_extraordinary_meeting_says_why_it_is_called(inside):
    inside.client("clerk").post(
        f"{BOARD}new/", filled(inside, is_extraordinary="on", called_because="The bridge is closed.", announce="on")
    )
    meeting = Meeting.objects.get()
    assert meeting.is_extraordinary and meeting.called_because == "The bridge is closed." and meeting.announced_at


def test_a_year_of_dates_is_proposed_changed_and_set(inside):
    client = inside.client("clerk")
    first = working_day(10)
    page = client.get(f"{BOARD}year/", {**date_boxes("first", first), "number": "4"})
    rows = page.context["form"].rows
    assert len(rows) == 4 and not Meeting.objects.exists()
    sent = {"number": "4", "starts": "7pm", "ends": "9pm", "venue": str(inside.venue.pk), "announce": "on"}
    for place, name in enumerate(rows[:3]):
        sent |= date_boxes(name, first + datetime.timedelta(weeks=12 * place))
    answer = client.post(f"{BOARD}year/", {**sent, "reason": "Holidays, if any"})
    assert answer.url == BOARD
    assert Meeting.objects.filter(announced_at__isnull=False).count() == 3


@pytest.mark.parametrize(
    ("query", "message"),
    [({"number": "0"}, "1 or more"), ({"number": "99"}, "24 or less"), ({"number": "many"}, "whole number")],
)
def test_a_year_is_asked_for_in_numbers_that_make_sense(inside, query, message):
    page = inside.client("clerk").get(f"{BOARD}year/", {**date_boxes("first", working_day(3)), **query})
    assert message in page.content.decode()


def test_a_year_with_the_same_date_twice_or_none_is_not_set(inside):
    client, same = inside.client("clerk"), working_day(9)
    sent = {"number": "2", "starts": "7pm", "ends": "9pm", "venue": str(inside.venue.pk)}
    empty = client.post(f"{BOARD}year/", sent)
    assert "at least one date" in empty.content.decode()
    twice = client.post(f"{BOARD}year/", {**sent, **date_boxes("date_1", same), **date_boxes("date_2", same)})
    assert "twice" in twice.content.decode() and not Meeting.objects.exists()


@pytest.mark.parametrize("number", ["", "x", "-1", "9999999", "²", "9" * 5000])
def test_a_year_sent_with_a_forged_number_of_dates_is_refused_kindly(inside, number):
    answer = inside.client("clerk").post(f"{BOARD}year/", {"number": number, "starts": "7pm", "ends": "9pm"})
    page = answer.content.decode()
    assert answer.status_code == 200 and not Meeting.objects.exists()
    assert "There is a problem" in page and "Hidden field" not in page and "did not come back" not in page


def test_dates_are_made_public_one_by_one_or_all_together(inside):
    first, second = held(inside, weeks=6, announced_at=None), held(inside, weeks=9, announced_at=None)
    client = inside.client("clerk")
    client.post(f"/manage/meetings/{first.pk}/announcement/")
    assert set(Meeting.objects.public()) == {first}
    client.post(f"{BOARD}announcements/")
    assert set(Meeting.objects.public()) == {first, second}


PAGES = [
    f"{BOARD}", f"{BOARD}new/", f"{BOARD}year/", "/manage/", "/manage/meetings/{}/", "/manage/meetings/{}/change/",
    "/manage/meetings/{}/cancellation/", "/manage/meetings/{}/postponement/", "/manage/meetings/{}/adjournment/",
    "/manage/meetings/{}/summons/",
]  # fmt: skip


READ = {f"{BOARD}", "/manage/meetings/{}/", "/manage/meetings/{}/summons/"}


@pytest.mark.parametrize("where", PAGES)
def test_pages_open_to_those_whose_work_it_is(inside, elsewhere, where):
    meeting = held(inside, announced_at=None)
    address = where.format(meeting.pk)
    status = {who: inside.client(who).get(address).status_code for who in inside.users}
    status["nobody"] = inside.client().get(address).status_code
    status["outsider"] = browser(inside, elsewhere.users["clerk"]).get(address).status_code
    reads = where in READ
    assert status["clerk"] == status["admin"] == 200
    assert status["nobody"] == 302
    assert status["auditor"] == (200 if reads or where == "/manage/" else 403)
    assert status["chair"] == (200 if reads else 403)
    hidden = "/{}/" in where  # an unannounced meeting is not there at all for those who may not read drafts
    for who in ("county", "partner", "resident", "outsider"):
        assert status[who] == (404 if hidden else 403), who


@pytest.mark.parametrize("where", [f"{BOARD}announcements/", "/manage/meetings/{}/announcement/"])
def test_acts_are_refused_to_readers_and_need_a_post(inside, where):
    meeting = held(inside)
    address = where.format(meeting.pk)
    assert inside.client("clerk").get(address).status_code == 405
    for who in ("auditor", "chair", "county", "resident"):
        assert inside.client(who).post(address).status_code == 403
    assert inside.client().post(address).status_code == 302


def test_a_clerk_of_another_partnership_finds_nothing_at_home(inside, elsewhere):
    meeting = held(inside)
    stranger = elsewhere.client("clerk")
    assert stranger.get(f"/manage/meetings/{meeting.pk}/").status_code == 404
    assert stranger.post(f"/manage/meetings/{meeting.pk}/cancellation/", {"because": "x"}).status_code == 404


@pytest.mark.parametrize("number", [1, 30])
def test_officers_pages_ask_the_same_number_of_queries_for_many_meetings(inside, number, django_assert_max_num_queries):
    held(inside, weeks=-4)
    meetings = [held(inside, weeks=4 + place) for place in range(number)]
    for meeting in meetings[:3]:
        summoning.summon(meeting, by=inside.users["clerk"])
    client = inside.client("clerk")
    for page in (
        "/manage/",
        BOARD,
        f"/manage/meetings/{meetings[0].pk}/",
        f"/manage/meetings/{meetings[0].pk}/summons/",
    ):
        with django_assert_max_num_queries(20):
            assert client.get(page).status_code == 200


def test_the_first_page_says_what_each_meeting_needs(inside):
    held(inside, weeks=-4)
    meeting = held(inside, weeks=8)
    summoning.summon(meeting, by=inside.users["clerk"])
    page = inside.client("clerk").get("/manage/").content.decode()
    for words in ("Must be out by", "4 of 4 sent", "None asked for", "After the agenda is published", "Not drafted"):
        assert words in page


@pytest.mark.parametrize(("status", "colour"), [("informal", "yellow"), ("joint", "red")])
def test_red_is_kept_for_what_will_be_refused(inside, status, colour):
    Board.objects.filter(pk=inside.board.pk).update(legal_status=status)
    held(inside, starts_at=timezone.now() + datetime.timedelta(days=3))
    page = inside.client("clerk").get("/manage/").content.decode()
    assert f"govuk-tag--{colour}" in page and ("govuk-tag--red" in page) == (colour == "red")


@pytest.mark.django_db(transaction=True)
def test_two_clerks_at_once_set_one_meeting_for_one_time(django_db_setup):
    cast = make_cast(f"twoclerks{datetime.datetime.now():%H%M%S%f}")
    statuses, sent = [], filled(cast)

    def send(client: Client) -> None:
        statuses.append(client.post(f"{BOARD}new/", sent).status_code)
        connection.close()

    clients = [cast.client("clerk"), cast.client("admin")]
    threads = [threading.Thread(target=send, args=[client]) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with cast.inside():
        assert Meeting.objects.count() == 1 and sorted(statuses) == [200, 302]


def test_dates_far_ahead_of_a_closed_board_are_refused_on_the_form(inside):
    Board.objects.filter(pk=inside.board.pk).update(closed_on=working_day(4))
    answer = inside.client("clerk").post(f"{BOARD}new/", filled(inside))
    assert "will have closed" in answer.content.decode()


def test_an_auditor_reads_how_things_stand_without_links_that_would_not_open(inside):
    meeting = held(inside)
    agenda = f'href="/manage/meetings/{meeting.pk}/agenda/"'
    assert agenda in inside.client("clerk").get("/manage/").content.decode()
    for page in ("/manage/", f"/manage/meetings/{meeting.pk}/"):
        shown = inside.client("auditor").get(page).content.decode()
        assert "Must be out by" in shown and agenda not in shown
