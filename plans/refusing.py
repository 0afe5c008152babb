"""What the database refuses by a rule of plans is told in the words that it refuses with."""

import contextlib
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from boards.refusing import REFUSED


@contextlib.contextmanager
def in_words() -> Iterator[None]:
    """Write to the database; a rule that it holds in words is raised as a ValidationError with those."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        told = getattr(error.__cause__, "diag", None)
        if getattr(told, "sqlstate", "") != REFUSED:
            raise
        raise ValidationError(told.message_primary, code=told.constraint_name) from error
