"""Officers keep the lists that engagement speaks by: audiences and subjects."""

from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from engagement.models import Audience, Theme
from foundation import audit
from foundation.models import User

Word = TypeVar("Word", Audience, Theme)


@transaction.atomic
def keep_word(row: Word, *, retired: bool, by: User) -> Word:
    """Save an audience or a subject; a retired one stays where it was used and is offered no more.

    Raises ValidationError where one of its name is there.
    """
    is_new = row._state.adding
    if is_new:
        row.key = slugify(row.name)[:60] or "other"
        if type(row).objects.filter(key=row.key).exists():
            raise ValidationError({"name": "This is in the list already. Use it, or take the old one up again."})
    row.retired_at = (row.retired_at or timezone.now()) if retired else None
    row.save()
    audit.record(by, "added" if is_new else "changed", row)
    return row
