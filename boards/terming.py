"""Terms of reference: drafted, then published as numbered editions."""

from django.core.exceptions import ValidationError
from django.db import transaction

from boards import indexing
from boards.models import Board, TermsOfReference
from foundation import audit, editions, richtext
from foundation.editions import Part
from foundation.models import Edition, User


def series(board: Board) -> str:
    """Return the name of a board's terms in the register of editions."""
    return f"terms:{board.pk}"


def draft_of(board: Board) -> TermsOfReference:
    """Return the draft of a board's terms, an empty one where nobody has begun."""
    return TermsOfReference.objects.get_or_create(board=board)[0]


@transaction.atomic
def save_terms(board: Board, *, text: str, version: int, by: User) -> TermsOfReference | None:
    """Keep the draft; return None when somebody has saved it since ``version``."""
    terms = TermsOfReference.objects.select_for_update().get(board=board)
    if terms.version != version:
        return None
    terms.text, terms.version, terms.changed_by = richtext.clean(text), version + 1, by
    terms.save()
    return terms


@transaction.atomic
def publish_terms(board: Board, *, note: str = "", by: User) -> Edition:
    """Publish the draft as the next edition; raises ValidationError when it is empty or nothing has changed."""
    # No join: a row that had to be waited for would come back with the edition before.
    terms = TermsOfReference.objects.select_for_update().get(board=board)
    if richtext.is_empty(terms.text):
        raise ValidationError("Write the terms of reference first.")
    if terms.edition and terms.edition.parts.get().content.get("html") == terms.text:
        raise ValidationError("These terms are published already.")
    edition = editions.publish(
        series=series(board), root=board.root, title=f"Terms of reference of {board}", note=note, by=by,
        parts=[Part("terms", f"terms:{board.pk}", f"Terms of reference of {board}", {"html": terms.text})],
        reason=Edition.Reason.CORRECTION if terms.edition else Edition.Reason.FIRST,
    )  # fmt: skip
    terms.edition = edition
    terms.save()
    audit.record(by, "published the terms of", board, edition=edition.number)
    indexing.ask(edition)
    return edition
