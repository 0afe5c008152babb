"""Anybody raises an issue: with an account or without, at home, on paper, by telephone, through a councillor.

What is sent is kept whatever it looks like; an address is confirmed by a link before anything else is sent to it.
Source: J1, D18, E55.
"""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from engagement import stepping, telling_issues
from engagement.models import Issue, IssueContact, rules_of
from foundation import audit, tenancy, uploads, work
from foundation.links import hash_token, secret
from foundation.locking import lock
from foundation.models import File, Partnership, User
from foundation.numbering import next_key
from foundation.working_days import working_days_after
from localities import locating
from localities.models import Locality

EVERY = ("draft:engagement:*",)
CAME = {
    Issue.How.WEB: "Raised on this website.", Issue.How.PAPER: "Raised on paper.",
    Issue.How.PHONE: "Raised by telephone.", Issue.How.MEETING: "Raised at a meeting.",
    Issue.How.MEMBER: "Raised by a councillor for residents.",
}  # fmt: skip
PERSON = ("title", "said", "name", "email", "phone", "wants_news", "user", "fingerprint")
HIDDEN_FILLED = "A box that people do not see was filled in: a program may have sent it."
SAME_DEVICE = "Another one came from the same device today."


def token_of(contact: IssueContact) -> str:
    """Return the secret of the link by which somebody finds what they sent, the same in each message."""
    return secret("engagement.issue", contact.reference)


@transaction.atomic
def raise_issue(*, by: User | None = None, photo: uploads.Inspected | File | None = None, **facts: Any) -> IssueContact:
    """Keep what somebody raised, and return who raised it with the issue; ``by`` is the member of staff who entered it.

    Without a name, an address or a number it is taken too.
    """
    person = {key: facts.pop(key) for key in PERSON if key in facts}
    facts.setdefault("locality", locating.locality_of(facts.get("area")))
    with tenancy.tenant(work.current_partnership_id(), EVERY):
        issue = Issue(title=person["title"], entered_by=by, **facts)
        issue.pk, issue.reference = _numbered()
        issue.due_on = working_days_after(timezone.localdate(), rules_of(issue.locality).sort_days)
        issue.photo = keep_photo(photo, issue.locality, by=by)
        issue.signals = [*issue.signals, *_same_device(person)]
        issue.save(force_insert=True)
        contact = _keep_contact(issue, IssueContact.Part.RAISED, person, by)
        by_name = "" if by else stepping.RESIDENT
        stepping.keep(issue, "received", CAME[Issue.How(issue.how)], by=by, by_name=by_name)
        telling_issues.tell_received(contact, token_of(contact))
    return contact


def last_taken_back() -> datetime.datetime | None:
    """Return when somebody last took their words back, or the clock did: they may be sent again as they were."""
    with tenancy.tenant(work.current_partnership_id(), EVERY):
        return IssueContact.objects.aggregate(last=Max("emptied_at"))["last"]


def _numbered() -> tuple[int, str]:
    """Return the key of the next issue and what people read out on the telephone: “CO-26-0042”."""
    key = next_key(Issue)
    name = Partnership.objects.values_list("short_name", flat=True).get(pk=work.current_partnership_id())
    letters = "".join(letter for letter in name if letter.isalpha())[:2].upper()
    return key, f"{letters or 'NO'}-{timezone.localdate():%y}-{key:04d}"


def keep_photo(photo: uploads.Inspected | File | None, locality: Locality | None, *, by: User | None) -> File | None:
    """Keep a photo closed until an officer opens it; what its maker did not mean to show is out of it."""
    if isinstance(photo, uploads.Inspected):
        return uploads.store(photo, root=root_of(locality), by=by)
    if photo:
        photo.root = root_of(locality)
        photo.save(update_fields=["root"])
    return photo


def root_of(locality: Locality | None) -> str:
    """Return the root of the files of issues of a locality, as the confidentiality wall names it."""
    return f"engagement:{locality.pk if locality else 0}"


def _same_device(person: dict[str, Any]) -> list[str]:
    """Return what is to be looked at: no sending is lost for it, since a library's computers are many people's."""
    mark, today = person.get("fingerprint"), timezone.now() - datetime.timedelta(days=1)
    return [SAME_DEVICE] if mark and IssueContact.objects.filter(fingerprint=mark, at__gt=today).exists() else []


def _keep_contact(issue: Issue, part: str, person: dict[str, Any], by: User | None) -> IssueContact:
    contact = IssueContact(issue=issue, locality=issue.locality, part=part, **person)
    contact.token_hash = hash_token(token_of(contact))
    own = bool(contact.user and contact.user.email.lower() == contact.email.lower())
    if contact.email and (by or own):  # it stood on the paper, or is the account's own
        contact.confirmed_at = timezone.now()
    contact.save()
    return contact


@transaction.atomic
def add_voice(issue: Issue, **person: Any) -> tuple[IssueContact, bool]:
    """Count one more person who says the same; return their contact, and whether it is new.

    The same address, or the same device on one day, is counted once: what is not new may be somebody else's, and only
    a mail leads its owner there. Raises ValidationError once it is closed.
    """
    with tenancy.tenant(issue.partnership_id, EVERY):
        issue = lock(issue, "joined_to")
        main = lock(issue.joined_to) if issue.joined_to else issue
        if not main.is_open:
            raise ValidationError("It is closed. Raise it anew, and say what is still wrong.")
        if (there := _same_person(main, person)) is not None:
            telling_issues.tell_received(there, token_of(there), again=True)
            return there, False
        contact = _keep_contact(main, IssueContact.Part.ADDED, person, None)
        main.voices += 1
        main.save()
        audit.record(None, "added a voice to", main, name=stepping.named(main), by_name=stepping.RESIDENT)
        telling_issues.tell_received(contact, token_of(contact))
    return contact, True


def _same_person(issue: Issue, person: dict[str, Any]) -> IssueContact | None:
    there, today = issue.contacts.all(), timezone.now() - datetime.timedelta(days=1)
    if person.get("email"):
        return there.filter(email__iexact=person["email"]).first()
    mark = person.get("fingerprint")
    return there.filter(fingerprint=mark, at__gt=today).first() if mark else None


@transaction.atomic
def confirm(contact: IssueContact) -> IssueContact:
    """Take an address as the person's own; from then on they are told. Twice is once."""
    with tenancy.tenant(contact.partnership_id, EVERY):
        contact = lock(contact, "issue")
        if contact.email and not contact.confirmed_at:
            contact.confirmed_at = timezone.now()
            contact.save()
            audit.record(None, "confirmed an address for", contact.issue, name=stepping.named(contact.issue),
                         by_name=stepping.RESIDENT)  # fmt: skip
    return contact


@transaction.atomic
def withdraw(contact: IssueContact) -> None:
    """Delete what somebody sent and how they are reached; the issue closes where nobody else raised it.

    What a board or an agency has already goes on for the others who live there.
    """
    with tenancy.tenant(contact.partnership_id, EVERY):
        contact = lock(contact, "issue")
        issue = lock(contact.issue, *stepping.RELATED)
        empty(contact)
        if _is_theirs_alone(issue, contact):
            stepping.lies_with(issue)
            issue.state, issue.closed_at, issue.due_on = Issue.State.CLOSED, timezone.now(), None
            issue.closed_because = "Whoever raised it took it back."
            stepping.keep(issue, "closed", issue.closed_because, by=None, by_name=stepping.RESIDENT)
        else:
            audit.record(None, "took back their words on", issue, name=stepping.named(issue), by_name=stepping.RESIDENT)


def _is_theirs_alone(issue: Issue, contact: IssueContact) -> bool:
    early = issue.is_open and issue.state in (Issue.State.RECEIVED, Issue.State.SORTED)
    return bool(early and issue.voices == 1 and not issue.joined_to_id and contact.part == IssueContact.Part.RAISED)


def empty(contact: IssueContact) -> None:
    """Delete somebody's own words and how they are reached, for good: neither has a history. Source: standards R34."""
    for field in ("title", "said", "name", "email", "phone", "fingerprint", "token_hash"):
        setattr(contact, field, "")
    contact.user, contact.wants_news, contact.emptied_at = None, False, timezone.now()
    contact.save()
