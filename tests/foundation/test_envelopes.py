"""The one crossing: an envelope arrives once, in order, only where it was agreed, and carries only what was sent."""

import contextlib
import threading
import uuid

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foundation import audit, corresponding, envelopes, tenancy
from foundation.clock import send_owed_envelopes, tell_correspondents
from foundation.envelopes import CLEARED, Kind
from foundation.models import Act, Correspondent, Envelope
from foundation.tasks import deliver_envelope

NOTE = "tests.note"


class Stumble(Exception):
    """What a worker dies of."""


class Notes:
    """A kind of envelope whose receipt is an act in the receiver's log; it may stumble before or after."""

    def __init__(self):
        self.stumbles: list[bool] = []

    def receive(self, envelope: Envelope) -> None:
        stumbles = self.stumbles.pop() if self.stumbles else False
        audit.record(None, "took a note", envelope.partnership, number=envelope.content["number"])
        if stumbles:
            raise Stumble


@pytest.fixture
def notes():
    notes = Notes()
    envelopes.register(NOTE, Kind(notes.receive, by_agreement=False))
    yield notes
    envelopes._kinds.pop(NOTE)


def post(cast, other, number=1, about="note:1", kind=NOTE) -> Envelope:
    with cast.inside():
        return envelopes.post(other.partnership, kind, {"number": number}, about=about)


def deliver(cast, envelope: Envelope) -> None:
    deliver_envelope(partnership_id=cast.partnership.pk, envelope_id=envelope.pk)


def taken(other, verb="took a note") -> list[int]:
    with other.inside():
        return [act.detail.get("number") for act in Act.objects.filter(verb=verb).order_by("pk")]


def agree(cast, other) -> None:
    """Let the first receive from the second."""
    with cast.inside():
        row = corresponding.agree(other.partnership, by=cast.users["admin"])
        envelope = _posted(f"correspondent:{row.pk}")
    deliver(cast, envelope)


def _posted(about: str) -> Envelope:
    tenancy.clear(CLEARED)
    return Envelope.objects.filter(about=about).latest("pk")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_an_envelope_is_delivered_once_and_in_order_whatever_the_order_of_retries(db, cast, elsewhere, notes, data):
    before, about = len(taken(elsewhere)), f"note:{uuid.uuid4()}"
    count = data.draw(st.integers(1, 4))
    posted = [post(cast, elsewhere, number, about=about) for number in range(count)]
    tries = data.draw(st.lists(st.tuples(st.integers(0, count - 1), st.booleans()), max_size=12))
    for place, stumbles in tries:
        notes.stumbles = [stumbles]
        with contextlib.suppress(Stumble):
            deliver(cast, posted[place])
    notes.stumbles = []
    for envelope in reversed(posted):
        deliver(cast, envelope)
    assert taken(elsewhere)[before:] == list(range(count))


@pytest.mark.django_db(transaction=True)
def test_two_workers_deliver_one_envelope_once(cast, elsewhere, notes):
    before, envelope = len(taken(elsewhere)), post(cast, elsewhere)
    both = threading.Barrier(2)

    def work():
        both.wait()
        try:
            deliver(cast, envelope)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(taken(elsewhere)) == before + 1


def test_what_was_not_agreed_is_refused_and_leaves_no_words_there(inside, elsewhere):
    envelopes.register("tests.asked", Kind(lambda envelope: None))
    envelope = post(inside, elsewhere, kind="tests.asked")
    deliver(inside, envelope)
    tenancy.clear(CLEARED)
    envelope.refresh_from_db()
    assert "has not agreed to receive from" in envelope.refusal and "Other partnerships" in envelope.refusal
    with elsewhere.inside(CLEARED):
        copy = Envelope.objects.get(key=envelope.key)
        assert (copy.direction, copy.content, bool(copy.refused_at)) == ("in", {}, True)
    agree(elsewhere, inside)
    again = post(inside, elsewhere, kind="tests.asked")
    deliver(inside, again)
    again.refresh_from_db()
    assert again.delivered_at and not again.refusal
    envelopes._kinds.pop("tests.asked")


def test_nothing_of_an_envelope_shows_before_it_arrives_nor_to_who_is_not_cleared(inside, elsewhere, notes):
    envelope = post(inside, elsewhere)
    with elsewhere.inside(CLEARED):
        assert not Envelope.objects.filter(key=envelope.key).exists()
        assert sql_count(envelope) == 0
    deliver(inside, envelope)
    for cleared, seen in ((CLEARED, 1), ("draft:board:*", 0), ("draft:envelope:0", 0)):
        with elsewhere.inside(cleared):
            assert sql_count(envelope) == seen
        with inside.inside(cleared):
            assert sql_count(envelope) == seen
    with inside.inside(CLEARED):
        sent = Envelope.objects.get(key=envelope.key)
        assert (sent.direction, sent.about) == ("out", "note:1")
    with elsewhere.inside(CLEARED):
        copy = Envelope.objects.get(key=envelope.key)
        assert (copy.about, copy.other, copy.content) == ("", inside.partnership, {"number": 1})


def sql_count(envelope: Envelope) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM foundation_envelope WHERE key = %s", [envelope.key])
        return cursor.fetchone()[0]


def test_the_database_lets_nobody_write_an_envelope_into_another_partnership(inside, elsewhere):
    with pytest.raises(Exception, match="row-level security"), inside.inside(CLEARED):
        Envelope.objects.create(
            partnership=elsewhere.partnership, other=inside.partnership, direction="in", kind=NOTE
        )  # fmt: skip


def test_an_agreement_is_told_to_the_other_and_its_end_too(inside, elsewhere):
    agree(elsewhere, inside)
    row = Correspondent.objects.get(other=elsewhere.partnership)
    assert row.received_since and not row.receives_since
    assert row.offers["boards"] == [{"slug": "hill-and-vale-board", "name": "Hill and Vale Locality Board"}]
    with elsewhere.inside():
        mine = corresponding.end(inside.partnership, by=elsewhere.users["admin"])
        told = _posted(f"correspondent:{mine.pk}")
    deliver(elsewhere, told)
    row.refresh_from_db()
    assert row.received_since is None and row.offers == {}


def test_what_was_lost_on_its_way_is_sent_by_the_clock(inside, elsewhere, notes):
    envelope, before = post(inside, elsewhere), len(taken(elsewhere))
    tenancy.clear(CLEARED)
    Envelope.objects.filter(pk=envelope.pk).update(next_try_at=envelope.posted_at)
    due = Envelope.objects.owed().count()
    send_owed_envelopes()
    envelope.refresh_from_db()
    assert due and envelope.next_try_at > envelope.posted_at
    deliver(inside, envelope)
    send_owed_envelopes()
    assert len(taken(elsewhere)) == before + 1


def test_a_change_of_what_can_be_addressed_is_told_once(inside, elsewhere):
    agree(inside, elsewhere)
    assert corresponding.tell_changes() == 0
    type(inside.board).objects.filter(pk=inside.board.pk).update(name="Hill Board")
    assert corresponding.tell_changes() == 1 and corresponding.tell_changes() == 0
    tell_correspondents()


def test_administrators_agree_and_end_it(inside, elsewhere):
    client = inside.client("admin")
    page = client.get("/manage/correspondents/").content.decode()
    assert "Otherland Partnership" in page and "Testshire Partnership</h2>" not in page
    data = {"other": elsewhere.partnership.pk}
    assert "may send to you now" in client.post("/manage/correspondents/", data, follow=True).content.decode()
    assert "You receive from them since" in client.get("/manage/correspondents/").content.decode()
    client.post("/manage/correspondents/", {**data, "end": "1"})
    assert Correspondent.objects.get(other=elsewhere.partnership).receives_since is None


@pytest.mark.parametrize("other", ["", "x", "0", "-1", "9" * 40])
def test_only_another_partnership_can_be_agreed_with(inside, other):
    assert inside.client("admin").post("/manage/correspondents/", {"other": other}).status_code == 404


def test_a_partnership_does_not_agree_with_itself(inside):
    data = {"other": inside.partnership.pk}
    assert inside.client("admin").post("/manage/correspondents/", data).status_code == 404


@pytest.mark.parametrize("who", ["clerk", "county", "resident"])
def test_who_does_not_administer_is_kept_out(inside, elsewhere, who):
    client = inside.client(who)
    assert client.get("/manage/correspondents/").status_code == 403
    assert client.post("/manage/correspondents/", {"other": elsewhere.partnership.pk}).status_code == 403
