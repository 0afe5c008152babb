"""Agencies talk over a case among themselves: only who was named to it sees any of it. Source: D39, E16.

Its title, its words and its parties stand in no log, mail, search or public page; the log has its number.
"""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from engagement import telling_cases
from engagement.models import Case, CaseEntry, CaseParty
from engagement.screening_names import refused
from foundation import audit, tenancy, uploads
from foundation.locking import lock
from foundation.models import User
from foundation.numbering import next_key
from foundation.uploads import Inspected
from localities.locating import locality_of
from localities.models import Area, Organisation, Person


def see(user: User) -> list[int]:
    """Clear this transaction for the cases that somebody is a party of today, and return their keys."""
    tenancy.clear(f"self:user:{user.pk}")
    own = CaseParty.objects.now().filter(user=user)
    keys = list(own.values_list("case_id", flat=True))
    _clear(keys)
    return keys


def _clear(keys: Iterable[int]) -> None:
    if tokens := [f"{root}:{key}" for key in keys for root in ("case", "draft:case")]:  # and the files of each
        tenancy.clear(*tokens)


@transaction.atomic
def open_case(*, by: User, title: str, about: str, organisation: Organisation, area: Area | None = None) -> Case:
    """Open a case; who opens it is its first party, and names the others."""
    _refuse(title, about)
    person = person_of(by)
    case = Case(pk=next_key(Case), title=title, about=about, area=area, locality=locality_of(area), opened_by=by)
    _clear([case.pk])  # the wall lets nobody write a row that they could not read
    case.save(force_insert=True)
    _log(by, "opened", case)
    _add(case, organisation, person, by)
    return case


def person_of(user: User) -> Person:
    """Return the person whose account this is; raises ValidationError where it belongs to none on record."""
    person = Person.objects.filter(user=user, left_at__isnull=True).first()
    if person is None:
        raise ValidationError("Your account belongs to no person on record here. Ask an administrator to link it.")
    return person


def _log(by: User, verb: str, case: Case) -> None:
    audit.record(by, verb, case, name=f"Case {case.pk}")


@transaction.atomic
def add_party(case: Case, *, by: User, organisation: Organisation, person: Person) -> CaseParty:
    """Name a person of an organisation to a case: from now on they read all of it."""
    case = _open(case)
    _need_lead(case, by)
    if person.user is None or person.left_at:
        raise ValidationError({"person": f"{person} has no account here. Invite them first."})
    if CaseParty.objects.now().filter(case=case, user=person.user).exists():
        raise ValidationError({"person": f"{person} sees the case already."})
    party = _add(case, organisation, person, by)
    telling_cases.tell(case, [party], "named", party.pk)
    _log(by, "named a party to", case)
    return party


def _add(case: Case, organisation: Organisation, person: Person, by: User) -> CaseParty:
    return CaseParty.objects.create(
        case=case, locality=case.locality, organisation=organisation, person=person, user=person.user, added_by=by
    )


@transaction.atomic
def leave(case: Case, party: CaseParty, *, by: User) -> None:
    """End what a party sees of a case: their own wish, or the act of who opened it."""
    case, party = _open(case), lock(party, "person")
    if party.user != by:
        _need_lead(case, by)
    if party.user_id == case.opened_by_id:
        raise ValidationError("Who opened the case stays with it. Close it instead.")
    if party.left_at is None:
        party.left_at = timezone.now()
        party.save()
        _log(by, "ended a party of", case)


@transaction.atomic
def write(case: Case, *, by: User, text: str = "", file: Inspected | None = None) -> CaseEntry:
    """Add a message or a file to a case and tell the other parties that there is something new."""
    case = _open(case)
    _refuse(text)
    party = _party(case, by)
    kept = uploads.store(file, root=f"case:{case.pk}", by=by) if file else None
    entry = CaseEntry.objects.create(case=case, locality=case.locality, party=party, text=text, file=kept)
    others = CaseParty.objects.now().filter(case=case).exclude(pk=party.pk)
    telling_cases.tell(case, others, "entry", entry.pk)
    _log(by, "wrote in", case)
    return entry


@transaction.atomic
def close(case: Case, *, by: User, outcome: str) -> Case:
    """Close a case with what came of it; its parties still read it."""
    case = _open(case)
    _need_lead(case, by)
    _refuse(outcome)
    case.closed_at, case.closed_by, case.outcome = timezone.now(), by, outcome
    case.save()
    telling_cases.tell(case, CaseParty.objects.now().filter(case=case).exclude(user=by), "closed", case.pk)
    _log(by, "closed", case)
    return case


def _open(case: Case) -> Case:
    case = lock(case)
    if case.closed_at:
        raise ValidationError("This case is closed. Open another one if the problem comes back.")
    return case


def _party(case: Case, by: User) -> CaseParty:
    party = CaseParty.objects.now().filter(case=case, user=by).first()
    if party is None:
        raise ValidationError("You are no party of this case any more.")
    return party


def _need_lead(case: Case, by: User) -> None:
    if case.opened_by_id != by.pk:
        raise ValidationError("Only who opened the case does this. Ask them.")


def _refuse(*texts: str) -> None:
    """Raise ValidationError where a text leads to a resident."""
    if problems := [problem for text in texts for problem in refused(text)]:
        raise ValidationError(problems)
