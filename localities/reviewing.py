"""Review dates of registers' entries: whoever writes in a register is reminded once for each date."""

import datetime
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import F, Q

from foundation import access, mail
from foundation.mail import Letter
from foundation.models import User
from localities.access import SET_UP_REGISTERS
from localities.models import Register, RegisterEntry


def remind(today: datetime.date) -> int:
    """Post this partnership's reminders of entries to be reviewed by today; return how many entries there were."""
    new = Q(reminded_for__isnull=True) | ~Q(reminded_for=F("review_on"))
    due = list(RegisterEntry.objects.due(today).filter(new).select_related("register").order_by("review_on", "name"))
    by_register: dict[Register, list[RegisterEntry]] = defaultdict(list)
    for entry in due:
        by_register[entry.register].append(entry)
    letters = [letter for register, entries in by_register.items() for letter in _letters(register, entries, today)]
    if letters:
        mail.post_all(letters)
    # What the clock noted is no change of the entry: it has no place in its history.
    RegisterEntry.objects.filter(pk__in=[entry.pk for entry in due]).update(reminded_for=F("review_on"))
    return len(due)


def _letters(register: Register, entries: list[RegisterEntry], today: datetime.date) -> Iterable[Letter]:
    for user, theirs in _shares(register, entries).items():
        yield Letter(
            to=user.email, name=str(user), template="register_reviews", about=f"register:{register.pk}",
            key=f"review:{register.pk}:{user.pk}:{today}",
            context={"register": register, "entries": theirs, "path": f"/manage/registers/{register.pk}/?due=yes"},
        )  # fmt: skip


def _shares(register: Register, entries: list[RegisterEntry]) -> dict[User, list[RegisterEntry]]:
    """Return who is to review what: a role on a locality has what belongs there, any other has it all."""
    shares: dict[User, list[RegisterEntry]] = {}
    for user, kind, key in access.holders([*register.writers, *access.roles_with(SET_UP_REGISTERS)]):
        for entry in entries:
            if kind != "localities.locality" or entry.locality_id == key:
                shares.setdefault(user, [])
                if entry not in shares[user]:
                    shares[user].append(entry)
    return shares
