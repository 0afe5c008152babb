"""Terms of reference are written, published as editions, and stay readable."""

import pytest
from django.core.exceptions import ValidationError

from boards.models import Board
from boards.terming import draft_of, publish_terms, save_terms


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
