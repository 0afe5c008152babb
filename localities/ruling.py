"""Officers set the rules of a room, for the partnership or for one locality."""

from typing import Any

from django.db import transaction

from foundation import audit
from foundation.locking import lock, lock_partnership, need_first
from foundation.models import User


@transaction.atomic
def keep_rules(rules: Any, *, by: User) -> Any:
    """Save the rules of a locality, or those of the partnership.

    Raises ChangedMeanwhile where somebody else gave the same place its rules meanwhile.
    """
    lock_partnership()
    need_first(rules, locality=rules.locality)
    rules.save()
    audit.record(by, "changed", rules)
    return rules


@transaction.atomic
def drop_rules(rules: Any, *, by: User) -> None:
    """Let a locality follow the partnership's rules again; raises ValidationError where it does so already."""
    rules = lock(rules)
    audit.record(by, "removed", rules)
    rules.delete()
