"""The public register of decisions: their records, who answers for them, what became of them; A5, A36, R7."""

import csv
import datetime
import io

import pytest
from django.utils import timezone

from boards import completing, confirming
from boards.models import Decision, DecisionMember, DecisionRecord
from foundation.meanwhile import ChangedMeanwhile
from tests.boards.sittings import held, minuted


def register(client, **asked):
    return client.get("/decisions/", asked).content.decode()


def set_stage(cast):
    meeting = held(cast, days_ago=10)
    record = DecisionRecord.objects.get(recommendation__item__meeting=meeting)
    record.awaiting, record.verb, record.lead = cast.organisations["county"], "Endorsed", cast.organisations["police"]
    record.options = "To do nothing"
    record.timetable = [{"on": "2027-01-31", "what": "Contract signed", "who": "The county surveyor"}]
    completing.complete_record(record, fields=["awaiting"], by=cast.users["clerk"])
    minuted(cast, meeting)
    return Decision.objects.select_related("awaiting").get(meeting=meeting)


@pytest.fixture
def awaited(made):
    return made


# The page of one decision


def test_a_decision_shows_its_record(inside, awaited):
    page = inside.client().get(awaited.get_absolute_url()).content.decode()
    assert "Endorsed." in page
    assert "Agreed by the board, awaiting the decision of Testshire County Council" in page
    for words in ("To do nothing", "Each partner acts under its own powers", "Locality", "Testshire Police"):
        assert words in page
    assert "31 January 2027" in page
    assert "Contract signed" in page and "(The county surveyor)" in page
    assert "Record what" not in page


# The answer of another body


def answer(cast, decision, **more):
    said = {"answer": "agreed", "answered_on": timezone.localdate(), "note": "Cabinet, minute 3", **more}
    return confirming.record_answer(decision, **said, by=cast.users["clerk"])


def typed(day, **more):
    parts = {"answered_on-day": day.day, "answered_on-month": day.month, "answered_on-year": day.year}
    return {"answer": "refused", "note": "Cabinet", **parts, **more}


def test_the_council_answers_in_public(inside, awaited):
    client, path = inside.client("clerk"), f"/manage/decisions/{awaited.pk}/answer/"
    assert "Record what Testshire County Council decided" in client.get(awaited.get_absolute_url()).content.decode()
    assert client.post(path, typed(timezone.localdate())).status_code == 302
    assert "Refused by Testshire County Council on" in inside.client().get(awaited.get_absolute_url()).content.decode()


@pytest.mark.parametrize(("days", "more"), [(-30, {}), (1, {}), (0, {"answer": "perhaps"}), (0, {"answer": ""})])
def test_an_answer_that_cannot_be_is_refused(inside, awaited, days, more):
    day = timezone.localdate() + datetime.timedelta(days=days)
    reply = inside.client("clerk").post(f"/manage/decisions/{awaited.pk}/answer/", typed(day, **more))
    assert reply.status_code == 422
    awaited.refresh_from_db()
    assert awaited.answer == ""


def test_the_later_of_two_answers_is_told(inside, awaited):
    answer(inside, awaited)
    answer(inside, awaited)
    with pytest.raises(ChangedMeanwhile):
        answer(inside, awaited, answer="refused")
    told = inside.client("clerk").post(
        f"/manage/decisions/{awaited.pk}/answer/", typed(timezone.localdate()), follow=True
    )
    assert "Somebody has recorded already: Agreed by Testshire County Council" in told.content.decode()


def test_members_and_outsiders_record_no_answer(inside, elsewhere, awaited):
    path = f"/manage/decisions/{awaited.pk}/answer/"
    assert inside.client("county").post(path, typed(timezone.localdate())).status_code == 403
    assert elsewhere.client("clerk").post(path, typed(timezone.localdate())).status_code == 404


# Filters, table, feed


@pytest.mark.parametrize(
    ("asked", "fits"),
    [
        ({"q": "village hall"}, True), ({"q": "airport"}, False), ({"level": "locality"}, True),
        ({"level": "county"}, False), ({"status": "awaiting"}, True), ({"status": "agreed"}, False),
        ({"outcome": "agreed"}, True), ({"outcome": "lost"}, False), ({"level": "moon"}, True),
    ],
)  # fmt: skip
def test_the_register_is_filtered(inside, awaited, asked, fits):
    assert ("app-list__title" in register(inside.client(), **asked)) == fits


def test_by_the_member_who_took_part(inside, awaited):
    client = inside.client()
    assert "app-list__title" in register(client, member=inside.people["chair"].pk)
    Decision.objects.get(pk=awaited.pk).members.filter(person=inside.people["partner"]).delete()
    assert f'<option value="{inside.people["partner"].pk}"' not in register(client)


def test_the_table_holds_what_the_filters_fit_and_no_formula(inside, awaited):
    Decision.objects.filter(pk=awaited.pk).update(title="=1+1")
    client = inside.client()
    rows = list(csv.DictReader(io.StringIO(client.get("/decisions/table/").content.decode("utf-8-sig"))))
    assert rows[0]["Title"] != "=1+1"
    assert rows[0]["Options rejected"] == "To do nothing"
    assert "Chair of Testshire" in rows[0]["Took part"]
    assert client.get("/decisions/table/?level=county").content.decode().count("\n") == 1


def test_the_feed_is_atom(inside, elsewhere, awaited):
    feed = inside.client().get("/decisions/feed/")
    assert feed.headers["Content-Type"].startswith("application/atom+xml")
    words = feed.content.decode()
    assert 'xmlns="http://www.w3.org/2005/Atom"' in words
    assert "Endorsed: To award £12,000" in words
    assert f"/decisions/{awaited.pk}/</id>" in words
    assert "Endorsed" not in elsewhere.client().get("/decisions/feed/").content.decode()


@pytest.mark.parametrize("path", ["/decisions/", "/decisions/table/", "/decisions/feed/"])
def test_costs_the_same_at_1_and_at_30(inside, awaited, path, django_assert_max_num_queries):
    client = inside.client()
    for _ in range(2):
        with django_assert_max_num_queries(8):
            client.get(path)
        for number in range(29):
            row = Decision.objects.create(
                board=awaited.board, meeting=awaited.meeting, minute="9", title=f"Decision {number}", text="Do it",
                outcome="agreed", decided_on=awaited.decided_on, published_at=awaited.published_at,
                awaiting=awaited.awaiting,
            )  # fmt: skip
            DecisionMember.objects.create(
                board=row.board, decision=row, person=inside.people["chair"], published_at=row.published_at
            )


def test_who_took_part_and_who_was_barred(inside, awaited):
    assert {str(one) for one in awaited.members.all()} == {"Chair of Testshire", "Partner of Testshire"}


def test_which_elected_members_took_part_and_who_answers_for_it(inside, awaited):
    assert awaited.record["elected"] == [{"name": "Chair of Testshire", "mandates": ["Hill District Council"]}]
    page = inside.client().get(awaited.get_absolute_url()).content.decode()
    who = page[page.index("Elected members") : page.index("Interests declared")]
    assert "Chair of Testshire (Hill District Council)" in who
    assert who.index("Others") < who.index("Partner of Testshire, Testshire Police")
    assert "Testshire Police, the lead body" in who
