"""Setting the chain of sign-offs that the reports of a board pass."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from boards import ordering
from boards.models import Board, SignOffStep
from foundation import audit
from foundation.locking import lock
from foundation.models import User

Signer = SignOffStep.Signer
# The usual chain: author, legal, finance, lead officer, chair.
USUAL: list[dict[str, Any]] = [
    {"name": "Author", "signer": Signer.AUTHOR},
    {"name": "Legal", "signer": Signer.CHOSEN, "printed_as": "Comments of the legal adviser"},
    {"name": "Finance", "signer": Signer.CHOSEN, "printed_as": "Comments of the finance officer"},
    {"name": "Lead officer", "signer": Signer.LEAD},
    {"name": "Chair", "signer": Signer.CHAIR, "is_mandatory": False},
]


@transaction.atomic
def save_step(step: SignOffStep, *, by: User) -> SignOffStep:
    """Add a step at the end of a board's chain, or change one; raises ValidationError."""
    lock(step.board)
    if step.signer != Signer.PERSON:
        step.person = None
    step.position = step.position or _steps(step.board).count() + 1
    step.full_clean(exclude=["partnership"])
    step.save()
    audit.record(by, "changed the sign-off of reports of", step.board, step=step.pk)
    return step


@transaction.atomic
def take_usual(board: Board, *, by: User) -> None:
    """Give a board that has no chain the usual one."""
    lock(board)
    if not _steps(board).exists():
        for position, step in enumerate(USUAL, start=1):
            SignOffStep.objects.create(board=board, position=position, **step)
        audit.record(by, "changed the sign-off of reports of", board)


@transaction.atomic
def move_step(step: SignOffStep, *, by: User, to: int) -> None:
    """Move a step to a place counted from 0, or the nearest there is."""
    lock(step.board)
    ordering.place(ordering.moved(_steps(step.board), step, to))
    audit.record(by, "changed the sign-off of reports of", step.board, step=step.pk)


@transaction.atomic
def remove_step(step: SignOffStep, *, by: User) -> None:
    """Take a step out of the chain; what was signed there stays with its reports."""
    lock(step.board)
    step = lock(step)
    step.removed_at = step.removed_at or timezone.now()
    step.save()
    ordering.place(_steps(step.board))
    audit.record(by, "changed the sign-off of reports of", step.board, step=step.pk)


def _steps(board: Board):
    return SignOffStep.objects.standing().filter(board=board)
