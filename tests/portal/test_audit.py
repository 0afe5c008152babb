"""The act log and the register of editions: read by administrators and auditors, changed by nobody."""

import datetime

import pytest
from django.utils import timezone

from foundation import audit, verifying
from foundation.editions import Part, publish, withdraw
from foundation.models import Act, EditionPart, EditionSeal
from portal.clock import verify_registers


def page(client, address="/manage/audit/", **asked):
    answer = client.get(address, asked)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def acts(inside):
    """Two acts of two people on two records, and one of the clock."""
    audit.record(inside.users["clerk"], "renamed", inside.board, because="It grew")
    audit.record(inside.users["admin"], "added", inside.people["partner"])
    audit.record(None, "reminded", inside.board)
    return inside


def publish_some(cast, number=1, **more):
    part = Part("item", "item:1", "Apologies", {"text": "None"}, **more)
    for n in range(number):
        publish(
            series=f"agenda:{n}", root=cast.board.root, title="Agenda", parts=[part], reason="first",
            by=cast.users["clerk"],
        )  # fmt: skip


@pytest.mark.parametrize("who", ["admin", "auditor"])
def test_who_did_what_is_shown_newest_first(acts, who):
    shown = page(acts.client(who))
    assert shown.index("The clock") < shown.index("Renamed") and "because: It grew" in shown


@pytest.mark.parametrize(
    ("asked", "there", "absent"),
    [
        ({"by": "clerk of"}, "Renamed", "Reminded"),
        ({"kind": "localities.person"}, "Partner of Testshire", "Renamed"),
        ({"by": "no such person"}, "Nothing fits", "Renamed"),
        ({"until-day": "1", "until-month": "1", "until-year": "2020"}, "Nothing fits", "Renamed"),
    ],
)
def test_acts_are_found_by_who_what_and_when(acts, asked, there, absent):
    shown = page(acts.client("auditor"), **asked)
    assert there in shown and absent not in shown


def test_acts_are_found_by_board_and_by_one_record(acts):
    by_board = page(acts.client("auditor"), root=acts.board.root)
    assert "Renamed" in by_board and "Added:" not in by_board
    by_record = page(acts.client("auditor"), kind="localities.person", target=acts.people["partner"].pk)
    assert "1 act on one record" in by_record


def test_a_bad_filter_is_answered_at_its_field(acts):
    shown = page(acts.client("auditor"), **{"since-day": "31", "since-month": "2", "since-year": "2026"})
    assert "real date" in shown
    assert "from what the list offers now" in page(acts.client("auditor"), root="board:999999")


def test_one_partnership_does_not_see_the_acts_of_another(acts, elsewhere):
    assert "Renamed" not in page(elsewhere.client("admin"))


@pytest.mark.parametrize("address", ["/manage/audit/", "/manage/register/"])
@pytest.mark.parametrize("who", ["clerk", "chair", "resident", None])
def test_others_read_neither_log_nor_register(inside, who, address):
    answer = inside.client(who).get(address)
    assert answer.status_code == (403 if who else 302)


@pytest.mark.parametrize("many", [1, 120])
def test_log_and_register_cost_the_same_with_many_rows(inside, many, django_assert_max_num_queries):
    for _ in range(many):
        audit.record(inside.users["clerk"], "renamed", inside.board)
    publish_some(inside, many)
    client = inside.client("auditor")
    for address in ("/manage/audit/", "/manage/register/"):
        with django_assert_max_num_queries(20):
            page(client, address)


def test_the_register_shows_every_entry_with_what_was_not_public(inside):
    publish_some(inside, 1)
    publish_some(inside, 1, is_open=False)
    with inside.inside():
        withdraw(
            EditionPart.objects.filter(opened_at__isnull=False).latest("pk"),
            by=inside.users["clerk"],
            because="Why",
            ground="closed",
        )
    shown = page(inside.client("auditor"), "/manage/register/")
    assert "Apologies" in shown and "Not public" in shown and "Withdrawn" in shown
    assert EditionSeal.objects.order_by("-number").first().seal in shown


def test_the_register_is_verified_by_a_worker_when_asked(inside):
    publish_some(inside, 3)
    client = inside.client("auditor")
    assert client.post("/manage/register/verification/").headers["Location"] == "/manage/register/"
    assert "waits to be verified" in page(client, "/manage/register/")
    with inside.inside("exempt:board:*"):
        assert verifying.verify(by=inside.users["auditor"]) == []
    shown = page(client, "/manage/register/")
    assert "entries held" in shown and "waits to be verified" not in shown


def test_asked_twice_it_is_verified_once(inside):
    client = inside.client("auditor")
    for _ in range(2):
        client.post("/manage/register/verification/")
    assert Act.objects.filter(verb=verifying.ASKED).count() == 1


def test_a_worker_that_was_lost_does_not_lock_the_register(inside, monkeypatch):
    inside.client("auditor").post("/manage/register/verification/")
    monkeypatch.setattr(verifying, "PATIENCE", datetime.timedelta(0))
    assert "did not come to an end" in page(inside.client("auditor"), "/manage/register/")
    assert verifying.ask(inside.partnership, by=inside.users["auditor"])


def test_a_forged_entry_does_not_verify_and_is_named(inside):
    publish_some(inside, 2)
    last = EditionSeal.objects.order_by("-number").first()
    forged = EditionPart.objects.create(
        edition=last.part.edition, position=99, kind="item", key="item:9", title="Never published", content={},
        root=inside.board.root, opened_at=timezone.now(),
    )  # fmt: skip
    EditionSeal.objects.create(
        number=last.number + 1, part=forged, salt="x", content_hash="0" * 64, previous=last.seal, seal="f" * 64
    )
    assert verifying.verify(by=inside.users["auditor"]) == [last.number + 1]
    shown = page(inside.client("auditor"), "/manage/register/")
    assert "The chain is broken" in shown and shown.count("Does not verify") == 1


def test_only_the_log_s_readers_start_a_verification(inside, elsewhere):
    address = "/manage/register/verification/"
    assert inside.client("clerk").post(address).status_code == 403
    assert inside.client("auditor").get(address).status_code == 405
    elsewhere.client("admin").post(address)
    with inside.inside():
        assert not Act.objects.filter(verb=verifying.ASKED).exists()


def test_the_clock_verifies_every_register(inside):
    publish_some(inside, 1)
    verify_registers()
    act = Act.objects.filter(verb=verifying.VERIFIED).first()
    assert act.by_name == audit.CLOCK and act.detail["broken_count"] == 0 and act.detail["entries"] >= 1
