"""What a partnership says of itself: its name and look, its own words, its logo."""

import secrets
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from boards.models import BoardKind
from foundation import audit
from foundation.models import Partnership, User
from foundation.models.partnership import WORDS
from foundation.uploads import Inspected


@transaction.atomic
def describe(partnership: Partnership, *, by: User, **facts: Any) -> Partnership:
    """Change the name, the colours, the contact and the other facts that a form has checked."""
    partnership = _locked(partnership)
    changed = [name for name, value in facts.items() if getattr(partnership, name) != value]
    for name in changed:
        setattr(partnership, name, facts[name])
    if changed:
        partnership.save(update_fields=[*changed, "changed_at"])
        audit.record(by, "changed the settings of", partnership, fields=changed)
    return partnership


@transaction.atomic
def call(partnership: Partnership, *, by: User, words: dict[str, str], kinds: dict[int, tuple[str, str]]) -> None:
    """Keep the partnership's own words, and its names for the kinds of board. Source: checklist X6."""
    partnership = _locked(partnership)
    partnership.words = {word: said for word, said in words.items() if said != WORDS[word]}
    partnership.save(update_fields=["words", "changed_at"])
    for kind in BoardKind.objects.select_for_update().filter(pk__in=kinds):
        if (kind.name, kind.plural) != kinds[kind.pk]:
            kind.name, kind.plural = kinds[kind.pk]
            kind.save()
    audit.record(by, "changed the words of", partnership)


@transaction.atomic
def show_logo(partnership: Partnership, picture: Inspected | None, *, by: User) -> None:
    """Put a picture into the head of every page, or take the one that is there away."""
    partnership = _locked(partnership)
    storage, old = partnership.logo.storage, partnership.logo.name
    if picture:
        # Browsers keep a logo for a year: a new one has a new name.
        name = f"{partnership.pk}-{secrets.token_urlsafe(12)}.{picture.extension}"
        partnership.logo.save(name, ContentFile(picture.data), save=False)
    else:
        partnership.logo = ""
    partnership.save(update_fields=["logo", "changed_at"])
    audit.record(by, "changed the logo of" if picture else "took away the logo of", partnership)
    if old:
        transaction.on_commit(lambda: storage.delete(old))


def _locked(partnership: Partnership) -> Partnership:
    return Partnership.objects.select_for_update(no_key=True).get(pk=partnership.pk)
