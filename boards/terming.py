"""Terms of reference: drafted, published as numbered editions, agreed by a council where that is needed (C4)."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from boards import indexing
from boards.models import Board, TermsAgreement, TermsOfReference
from foundation import audit, editions, richtext
from foundation.editions import Part
from foundation.locking import lock
from foundation.models import Edition, User


def series(board: Board) -> str:
    """Return the name of a board's terms in the register of editions."""
    return f"terms:{board.pk}"


def draft_of(board: Board) -> TermsOfReference:
    """Return the draft of a board's terms, an empty one where nobody has begun."""
    return TermsOfReference.objects.get_or_create(board=board)[0]


def in_force(board: Board) -> Edition | None:
    """Return the newest edition that no council had to agree, or that the council has agreed. Source: checklist C4."""
    return _editions(board).filter(Q(terms_agreement=None) | Q(terms_agreement__answer="agreed")).first()


def _editions(board: Board) -> QuerySet[Edition]:
    return Edition.objects.filter(series=series(board)).newest_first()


def waiting(board: Board) -> TermsAgreement | None:
    """Return the change that is published and waits for a council's agreement."""
    rows = TermsAgreement.objects.filter(board=board, answer="")
    return rows.select_related("board", "council", "edition").first()


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
    """Publish the draft as the next edition, which waits for the council whose agreement the board needs.

    Raises ValidationError when it is empty, nothing has changed, or a change waits for agreement already.
    """
    # No join: a row that had to be waited for would come back with the edition before.
    terms = TermsOfReference.objects.select_for_update().get(pk=draft_of(board).pk)
    if richtext.is_empty(terms.text):
        raise ValidationError("Write the terms of reference first.")
    if terms.edition and terms.edition.parts.get().content.get("html") == terms.text:
        raise ValidationError("These terms are published already.")
    if change := waiting(board):
        raise ValidationError(
            f"Edition {change.edition.number} waits for the agreement of {change.council} (C4). "
            "Record its answer before you publish another."
        )
    board = lock(board)
    edition = editions.publish(
        series=series(board), root=board.root, title=f"Terms of reference of {board}", note=note, by=by,
        parts=[Part("terms", f"terms:{board.pk}", f"Terms of reference of {board}", {"html": terms.text})],
        reason=Edition.Reason.CORRECTION if terms.edition else Edition.Reason.FIRST,
    )  # fmt: skip
    if board.terms_agreed_by_id:
        TermsAgreement.objects.create(board=board, edition=edition, council_id=board.terms_agreed_by_id)
    terms.edition = edition
    terms.save()
    audit.record(by, "published the terms of", board, edition=edition.number)
    indexing.ask(edition)
    return edition


@transaction.atomic
def record_agreement(
    change: TermsAgreement, *, by: User, answer: str, answered_on: datetime.date, minute: str
) -> TermsAgreement:
    """Record whether the council agreed a change: in force from now, or never. Source: checklist C4.

    Raises ValidationError when somebody recorded it already, or for a day that has not come.
    """
    change = lock(change, "board", "council", "edition")
    if change.answer:
        raise ValidationError(answered_already(change))
    if answered_on > timezone.localdate():
        raise ValidationError({"answered_on": "Enter the day on which the council answered: today or before."})
    change.answer, change.answered_on, change.minute, change.recorded_by = answer, answered_on, minute.strip(), by
    change.full_clean(exclude=["partnership"], validate_unique=False)
    change.save()
    audit.record(
        by, "recorded a council’s answer on the terms of", change.board, answer=answer, council=str(change.council)
    )
    return change


def answered_already(change: TermsAgreement) -> str:
    """Return what is said to whoever comes to record an answer that somebody has recorded."""
    who = change.recorded_by or "Somebody"
    return f"{who} has recorded the answer of {change.council} on edition {change.edition.number} already."
