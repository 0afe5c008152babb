"""Terms of reference are written, published as editions, and stay readable."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from boards.governing import governing_document, missing
from boards.models import Board, TermsAgreement, TermsOfReference
from boards.terming import draft_of, in_force, publish_terms, record_agreement, save_terms, waiting
from foundation import editions


def written(cast, text="<p>To decide.</p>"):
    terms = draft_of(cast.board)
    save_terms(cast.board, text=text, version=terms.version, by=cast.users["clerk"])
    return draft_of(cast.board)


def test_a_draft_is_published_as_a_numbered_edition_that_anyone_reads(inside):
    written(inside)
    inside.client("clerk").post(f"/manage/boards/{inside.board.slug}/terms/publication/", {"note": ""})
    page = inside.client().get(f"/boards/{inside.board.slug}/terms/").content.decode()
    assert "Edition 1" in page and "To decide." in page


def test_an_older_edition_says_that_it_is_superseded(inside):
    for text in ("<p>First.</p>", "<p>Second.</p>"):
        written(inside, text)
        publish_terms(inside.board, by=inside.users["clerk"])
    address = f"/boards/{inside.board.slug}/terms/"
    assert "Second." in inside.client().get(address).content.decode()
    older = inside.client().get(f"{address}1/").content.decode()
    assert "First." in older and "superseded" in older
    assert inside.client().get(f"{address}3/").status_code == 404


def test_a_draft_is_not_public(inside):
    written(inside)
    page = inside.client().get(f"/boards/{inside.board.slug}/terms/")
    assert page.status_code == 404 and "To decide" not in page.content.decode()


def test_a_later_save_from_an_older_version_is_told_and_loses_nothing(inside):
    draft_of(inside.board)
    client, address = inside.client("clerk"), f"/manage/boards/{inside.board.slug}/terms/"
    client.post(address, {"text": "Mine.", "version": "0"})
    page = client.post(address, {"text": "Theirs, later.", "version": "0"})
    assert page.status_code == 409
    assert "Mine." in page.content.decode() and "Theirs, later." in page.content.decode()
    assert draft_of(inside.board).text == "<p>Mine.</p>"


@pytest.mark.parametrize("text", ["", "<p>&nbsp;</p>"])
def test_empty_terms_are_not_published(inside, text):
    written(inside, text)
    with pytest.raises(ValidationError, match="Write the terms"):
        publish_terms(inside.board, by=inside.users["clerk"])


def test_the_same_words_are_not_published_twice(inside):
    written(inside)
    publish_terms(inside.board, by=inside.users["clerk"])
    with pytest.raises(ValidationError, match="published already"):
        publish_terms(inside.board, by=inside.users["clerk"])


def test_only_officers_write_terms(inside, elsewhere):
    address = f"/manage/boards/{inside.board.slug}/terms/"
    for who, status in (("clerk", 200), ("chair", 403), ("county", 403), ("resident", 403)):
        assert inside.client(who).get(address).status_code == status
    Board.objects.filter(pk=inside.board.pk).update(slug="only-here")
    assert elsewhere.client("clerk").get("/manage/boards/only-here/terms/").status_code == 404


@pytest.fixture
def changed(inside):
    """A board whose first terms are in force and whose second wait for the county's agreement."""
    written(inside, "<p>First.</p>")
    publish_terms(inside.board, by=inside.users["clerk"])
    inside.board.terms_agreed_by = inside.organisations["county"]
    inside.board.save()
    written(inside, "<p>Second.</p>")
    publish_terms(inside.board, by=inside.users["clerk"])
    return inside


def test_a_change_that_a_council_must_agree_is_not_in_force_before_it_does(changed):
    """Checklist C4."""
    address, reader = f"/boards/{changed.board.slug}/", changed.client()
    page = reader.get(f"{address}terms/").content.decode()
    assert "First." in page and "Second." not in page and "not in force before Testshire County Council agrees" in page
    assert "This change is not in force" in reader.get(f"{address}terms/2/").content.decode()
    assert "A change waits for the agreement of Testshire County Council" in reader.get(address).content.decode()
    answer = {
        "number": "2",
        "answer": "agreed",
        "answered_on-day": "1",
        "answered_on-month": "9",
        "answered_on-year": "2024",
    }
    form = f"/manage{address}terms/agreement/"
    assert "minuted" in changed.client("clerk").post(form, answer).content.decode()  # asked again: no minute
    stale = changed.client("clerk").post(form, {**answer, "number": "1", "minute": "Minute 14"}).content.decode()
    assert "Edition 2 waits for its answer now" in stale and waiting(changed.board)
    assert changed.client("clerk").post(form, {**answer, "minute": "Full Council, minute 14"}).status_code == 302
    page = reader.get(f"{address}terms/").content.decode()
    assert "Second." in page and "Full Council, minute 14" in page
    assert "A change waits" not in reader.get(address).content.decode()
    second = changed.client("clerk").post(form, {**answer, "minute": "Minute 15"}, follow=True).content.decode()
    assert f"{changed.users['clerk']} has recorded the answer of Testshire County Council on edition 2" in second


def test_a_change_that_a_council_refused_never_is_in_force(changed):
    day = datetime.date(2024, 9, 1)
    record_agreement(
        waiting(changed.board), by=changed.users["clerk"], answer="refused", answered_on=day, minute="Minute 3"
    )
    assert in_force(changed.board).number == 1
    assert "did not agree it" in changed.client().get(f"/boards/{changed.board.slug}/terms/2/").content.decode()


def test_one_change_waits_at_a_time_and_its_answer_is_recorded_once(changed):
    written(changed, "<p>Third.</p>")
    with pytest.raises(ValidationError, match="waits for the agreement of Testshire County Council"):
        publish_terms(changed.board, by=changed.users["clerk"])
    change, facts = waiting(changed.board), {"answer": "agreed", "minute": "Minute 3", "by": changed.users["clerk"]}
    with pytest.raises(ValidationError, match="today or before"):
        record_agreement(change, answered_on=datetime.date(2999, 1, 1), **facts)
    record_agreement(change, answered_on=datetime.date(2024, 9, 1), **facts)
    with pytest.raises(ValidationError, match="recorded the answer"):
        record_agreement(change, answered_on=datetime.date(2024, 9, 1), **facts)


def test_the_database_keeps_an_answer_and_lets_no_terms_past_the_council(changed):
    change = waiting(changed.board)
    facts = {"answer": "agreed", "answered_on": datetime.date(2024, 9, 1), "minute": "Minute 3"}
    record_agreement(change, by=changed.users["clerk"], **facts)
    with pytest.raises(IntegrityError, match="stays"), transaction.atomic():
        TermsAgreement.objects.update(answer="refused")
    slipped = editions.publish(
        series="terms:x", root=changed.board.root, title="Terms", reason="first", parts=[], by=None
    )
    with pytest.raises(IntegrityError, match="needs the agreement"), transaction.atomic():
        TermsOfReference.objects.update(edition=slipped)


def test_the_governing_document_says_what_is_missing_and_where_to_add_it(inside):
    """Standards R23."""
    assert {"Disputes", "Exit", "Aims"} <= set(missing(governing_document(inside.board)))
    page = inside.client("clerk").get(f"/manage/boards/{inside.board.slug}/governing-document/").content.decode()
    assert "4 seats" in page and "Missing" in page and f"/manage/boards/{inside.board.slug}/terms/" in page
    inside.board.about = "To make the locality a better place"
    written(inside, "<p>A dispute goes to the chairs.</p><p>A partner may leave with three months’ notice.</p>")
    publish_terms(inside.board, by=inside.users["clerk"])
    parts = {part.key: part for part in governing_document(inside.board)}
    assert "goes to the chairs" in parts["disputes"].said and "may leave" in parts["exit"].said
    assert missing(parts.values()) == ["Powers"]


def test_the_governing_document_takes_few_queries(inside, django_assert_max_num_queries):
    client = inside.client("clerk")
    with django_assert_max_num_queries(20):
        client.get(f"/manage/boards/{inside.board.slug}/governing-document/")
