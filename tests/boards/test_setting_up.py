"""A clerk sets a board up from its preset, one question at a time; the rules fill its seats. Journey J11."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from boards.models import Board, BoardGrant, BoardOffice, BoardRelation, Seat, SeatHolding
from boards.presets.kinds import make_kinds
from boards.seating import appoint
from foundation import access
from localities.models import Locality, Person

OFFICER_QUERIES = 20


@pytest.fixture
def kinds(inside):
    return make_kinds()


def answers(cast, chosen, **more):
    return {
        "step": "3", "kind": chosen.pk, "name": "Vale Governance Board", "locality": cast.locality.pk, "stage": "live",
        "starts_on-day": "1", "starts_on-month": "4", "starts_on-year": "2027", **more,
    }  # fmt: skip


def test_each_question_is_asked_in_turn_and_earlier_answers_travel_along(inside, kinds):
    client, kind = inside.client("admin"), kinds["governance-board"]
    assert "Question 1 of 3" in client.get("/manage/boards/new/").content.decode()
    second = client.get("/manage/boards/new/", {"step": "1", "kind": kind.pk}).content.decode()
    assert "Question 2 of 3" in second and f'name="kind" value="{kind.pk}"' in second
    third = client.get("/manage/boards/new/", {"step": "2", "kind": kind.pk, "name": "Vale"}).content.decode()
    assert "Question 3 of 3" in third


def test_what_would_be_made_is_shown_and_nothing_is_saved_yet(inside, kinds):
    page = inside.client("admin").get("/manage/boards/new/", answers(inside, kinds["governance-board"]))
    text = page.content.decode()
    assert "9 seats" in text and "Borough ward member, Hill" in text and "1 April 2027" in text
    assert not Board.objects.filter(slug="vale-governance-board").exists()


def test_the_board_stands_with_its_seats_after_one_green_button_pressed_twice(
    inside, kinds, django_capture_on_commit_callbacks
):
    client, sent = inside.client("admin"), answers(inside, kinds["governance-board"])
    sent["sending"] = "0e0f3f5c-5c8d-4d57-9a3f-0123456789ab"
    with django_capture_on_commit_callbacks(execute=True):
        first = client.post("/manage/boards/new/", sent)
    assert client.post("/manage/boards/new/", sent).headers["Location"] == first.headers["Location"]
    assert Board.objects.get(slug="vale-governance-board").seats.count() == 9


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"name": ""}, "Enter"),
        ({"name": "!!!"}, "letters or digits"),
        ({"name": "Hill and Vale Locality Board", "slug": ""}, "Another board has this name"),
        ({"kind": "0"}, "from what the list offers now"),
        ({"stage": "live", "starts_on-day": "", "starts_on-month": "", "starts_on-year": ""}, "Enter the day"),
        ({"starts_on-day": "31", "starts_on-month": "2"}, "real date"),
    ],
)
def test_a_wrong_answer_is_named_at_its_question_and_saves_nothing(inside, kinds, change, message):
    Board.objects.filter(pk=inside.board.pk).update(slug="hill-and-vale-locality-board")
    page = inside.client("admin").get("/manage/boards/new/", answers(inside, kinds["governance-board"], **change))
    assert message in page.content.decode() and "govuk-error-summary" in page.content.decode()
    assert Board.objects.count() == 1


def test_who_may_set_up_a_board(inside, kinds, elsewhere):
    sent = answers(inside, kinds["governance-board"])
    for who in ("clerk", "chair", "county", "auditor", "resident"):
        assert inside.client(who).post("/manage/boards/new/", sent).status_code == 403
    assert inside.client().post("/manage/boards/new/", sent).status_code == 302
    assert Board.objects.count() == 1


def test_a_district_administrator_sets_boards_up_in_their_own_locality_only(inside, kinds):
    other = Locality.objects.create(name="Far Away", slug="far-away")
    access.grant(inside.users["resident"], "district", inside.locality, by=inside.users["admin"])
    client = inside.client("resident")
    assert (
        client.post("/manage/boards/new/", answers(inside, kinds["task-group"], locality=other.pk)).status_code == 403
    )
    assert client.post("/manage/boards/new/", answers(inside, kinds["task-group"], locality="")).status_code == 403
    assert client.post("/manage/boards/new/", answers(inside, kinds["task-group"])).status_code == 302


def seats_page(cast, who="clerk"):
    return cast.client(who).get(f"/manage/boards/{cast.board.slug}/seats/")


def date(name, day, month, year):
    return {f"{name}-day": day, f"{name}-month": month, f"{name}-year": year}


def test_a_change_of_holder_asks_the_date_and_keeps_the_record(inside):
    holding, client = SeatHolding.objects.get(person=inside.people["parish"]), inside.client("clerk")
    client.post(f"/manage/holdings/{holding.pk}/end/", date("ends_on", 31, 1, 2026) | {"because": "Resigned"})
    assert "Vacant" in seats_page(inside).content.decode()
    newcomer = Person.objects.create(name="Nell New")
    sent = {"person": newcomer.pk, **date("starts_on", 1, 2, 2026)}
    assert client.post(f"/manage/seats/{holding.seat_id}/holder/", sent).status_code == 302
    assert [h.person.name for h in holding.seat.holdings.order_by("starts_on")] == [
        str(inside.people["parish"]),
        "Nell New",
    ]


def test_a_seat_that_is_held_cannot_be_filled_again(inside):
    holding = SeatHolding.objects.get(person=inside.people["parish"])
    sent = {"person": inside.people["clerk"].pk, **date("starts_on", 1, 2, 2026)}
    page = inside.client("clerk").post(f"/manage/seats/{holding.seat_id}/holder/", sent)
    assert page.status_code == 200 and "Someone else holds this seat in that time." in page.content.decode()


def test_somebody_elses_mandate_is_refused(inside):
    holding = SeatHolding.objects.get(person=inside.people["parish"])
    mandate = inside.people["county"].mandates.get()
    sent = {"person": inside.people["clerk"].pk, "mandate": mandate.pk, **date("starts_on", 1, 2, 2030)}
    assert (
        "This mandate is"
        in inside.client("clerk").post(f"/manage/seats/{holding.seat_id}/holder/", sent).content.decode()
    )


def test_a_substitute_is_named_for_a_holder(inside):
    holding = SeatHolding.objects.get(person=inside.people["parish"])
    sent = {"person": inside.people["clerk"].pk, **date("starts_on", 1, 2, 2026)}
    inside.client("clerk").post(f"/manage/holdings/{holding.pk}/substitute/", sent)
    assert holding.substitutes.get().person == inside.people["clerk"]


def test_filling_shows_what_would_change_before_it_does(inside):
    client, address = inside.client("clerk"), f"/manage/boards/{inside.board.slug}/seats/filling/"
    inside.board.seat_rules.create(source="ward", label="Ward member", position=9)
    assert "Ward member, Hill" in client.get(address).content.decode()
    assert inside.board.seats.count() == 4
    client.post(address)
    assert inside.board.seats.count() == 5


def test_one_seat_too_many_is_refused_with_the_rule_named(inside):
    rule = inside.board.seat_rules.get()
    page = inside.client("clerk").post(f"/manage/boards/{inside.board.slug}/seats/rules/{rule.pk}/seats/", follow=True)
    assert "no more than 4 of “Member”" in page.content.decode()


def test_an_office_opens_what_it_may_do_and_ends_on_its_day(inside):
    client = inside.client("admin")
    person = Person.objects.create(name="Vice", user=inside.users["resident"])
    sent = {"kind": "vice", "person": person.pk, **date("starts_on", 1, 2, 2026)}
    client.post(f"/manage/boards/{inside.board.slug}/offices/", sent)
    office = BoardOffice.objects.get(person=person)
    assert BoardGrant.objects.get(user=person.user).permission.codename == "chair"
    client.post(f"/manage/offices/{office.pk}/end/", date("ends_on", 28, 2, 2026))
    assert access.load(person.user).roles == {}


def test_boards_are_related_as_peers(inside, kinds):
    other = Board.objects.create(kind=kinds["theme-board"], name="Safer", slug="safer")
    sent = {"kind": "engages", "other": other.pk, "purpose": "Community safety"}
    client = inside.client("clerk")
    client.post(f"/manage/boards/{inside.board.slug}/relations/", sent)
    relation = BoardRelation.objects.get()
    client.post(f"/manage/relations/{relation.pk}/end/")
    assert not BoardRelation.objects.on(timezone.localdate()).exists()


def test_standing_items_are_added_moved_and_taken_out(inside):
    client, address = inside.client("clerk"), f"/manage/boards/{inside.board.slug}/standing-items/"
    for title in ("First", "Second"):
        client.post(address, {"title": title, "purpose": "discussion"})
    second = inside.board.standing_items.get(title="Second")
    client.post(f"{address}order/", {"item": second.pk, "move": "up"})
    assert [i.title for i in inside.board.standing_items.all()] == ["Second", "First"]
    client.post(f"{address}order/", {"item": second.pk, "move": "out"})
    assert [i.title for i in inside.board.standing_items.all()] == ["First"]
    assert client.post(f"{address}order/", {"item": "x"}).status_code == 404


READING = ["", "seats/"]
CHANGING = [
    "settings/",
    "name/",
    "offices/",
    "relations/",
    "standing-items/",
    "seats/filling/",
    "seats/rules/",
    "terms/",
]


@pytest.mark.parametrize("page", READING + CHANGING)
def test_who_may_open_a_boards_own_pages(inside, elsewhere, page):
    address, reads = f"/manage/boards/{inside.board.slug}/{page}", 200 if page in READING else 403
    expected = {"admin": 200, "clerk": 200, "chair": reads, "county": 403, "auditor": reads, "resident": 403}
    assert {who: inside.client(who).get(address).status_code for who in expected} == expected
    assert inside.client().get(address).status_code == 302
    Board.objects.filter(pk=inside.board.pk).update(slug="only-here")
    assert elsewhere.client("clerk").get(f"/manage/boards/only-here/{page}").status_code == 404


def test_settings_are_saved_and_wrong_ones_are_named(inside):
    client, address = inside.client("clerk"), f"/manage/boards/{inside.board.slug}/settings/"
    sent = {
        "about": "To decide", "legal_status": "joint", "decision_mode": "vote", "public_access": "open",
        "notice_days": "5", "report_lead_days": "5", "referral_days": "28", "ward_notice_hours": "24",
        "scrutiny_months": "2", "officer_record_days": "5",
        "ward_record_months": "1", "key_notice_days": "28", "short_notice_days": "5",
        "least_meetings": "4", "most_meetings": "2",
    }  # fmt: skip
    assert "must not be below the fewest" in client.post(address, sent).content.decode()
    assert client.post(address, sent | {"most_meetings": "6"}).status_code == 302
    # The cast outlives the test: its board is read afresh and not changed.
    assert Board.objects.get(pk=inside.board.pk).legal_status == "joint"


def test_the_seats_page_costs_the_same_with_thirty_seats(inside, django_assert_max_num_queries):
    rule = inside.board.seat_rules.get()
    for number in range(5, 35):
        Seat.objects.create(board=inside.board, rule=rule, label="Member", number=number)
    client = inside.client("clerk")
    with django_assert_max_num_queries(OFFICER_QUERIES):
        assert client.get(f"/manage/boards/{inside.board.slug}/seats/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_two_clerks_fill_one_seat_at_once_and_the_second_is_told(cast):
    with cast.inside():
        rule = cast.board.seat_rules.get()
        seat = Seat.objects.create(board=cast.board, rule=rule, label="Contested", number=99)
    results, start = [], threading.Barrier(2)

    def fill(who):
        try:
            with cast.inside():
                start.wait(5)
                appoint(seat, cast.people[who], by=cast.users["clerk"], starts_on=timezone.localdate())
            results.append("appointed")
        except ValidationError as refusal:
            results.append(" ".join(refusal.messages))
        finally:
            connection.close()

    threads = [threading.Thread(target=fill, args=[who]) for who in ("clerk", "admin")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(results) == ["Someone else holds this seat in that time.", "appointed"]
