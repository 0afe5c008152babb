"""Inviting people to open an account: one link, for one person, that works once and ends."""

import hashlib
import secrets
from collections.abc import Callable
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from foundation import access, audit, links, mail, tenancy
from foundation.models import Partnership, User
from localities.access import INVITATIONS
from localities.models import Invitation, Person

LASTS = timedelta(days=14)
# Higher rooms give the person what their seats and posts allow.
_joined: list[Callable[..., None]] = []


def on_joined(act: Callable[..., None]) -> None:
    """Have ``act(person, by=…)`` called when a person gets an account."""
    _joined.append(act)


def hash_of(token: str) -> str:
    """Return what is kept of a link's secret."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def invite(person: Person, *, by: User | None, role: str = "") -> Invitation:
    """Send a person their link; one sent before stops working, and its role goes over to the new one.

    ``role`` is one in the whole partnership, "administrator" say. Raises ValidationError without an address.
    """
    tenancy.clear(INVITATIONS)
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.user_id:
        raise ValidationError(f"{person} has an account already.")
    if not person.email:
        raise ValidationError(f"Add an e-mail address for {person} first.")
    unanswered = person.invitations.filter(accepted_at__isnull=True)
    role = role or next((sent.role for sent in unanswered), "")
    unanswered.delete()
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        person=person, email=person.email, role=role, token_hash=hash_of(token), sent_by=by,
        expires_at=timezone.now() + LASTS,
    )  # fmt: skip
    partnership = Partnership.objects.get(pk=person.partnership_id)
    link = links.address(partnership, f"/invitations/{token}/")
    context = {"link": link, "person": person, "by": by or partnership, "expires_at": invitation.expires_at}
    mail.post(person.email, "invitation", context, about=f"person:{person.pk}", name=str(person))
    audit.record(by, "invited", person)
    return invitation


def find(token: str) -> Invitation | None:
    """Return the invitation that a link opens, or None when it is unknown, used or has ended."""
    hashed = hash_of(token)
    tenancy.clear(f"token:{hashed}")
    return (
        Invitation.objects.filter(token_hash=hashed, accepted_at__isnull=True, expires_at__gt=timezone.now())
        .select_related("person")
        .first()
    )


@transaction.atomic
def accept(invitation: Invitation, *, password: str = "", user: User | None = None) -> User:
    """Make the account, or let the account that is signed in be this person.

    Raises ValidationError when the link was used meanwhile, or when the address has an account that is not ``user``.
    """
    invitation = Invitation.objects.select_for_update(of=("self",)).select_related("person").get(pk=invitation.pk)
    person = Person.objects.select_for_update().get(pk=invitation.person_id)
    if invitation.accepted_at or person.user_id:
        raise ValidationError("This link has been used already. Sign in instead.")
    known = User.objects.filter(email=invitation.email.lower()).first()
    if known and known != user:
        raise ValidationError("This address has an account already. Sign in with it, then open the link again.")
    user = user or User.objects.create_user(invitation.email, password, name=person.name)
    person.user = user
    person.save()
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    audit.record(user, "joined as", person)
    if invitation.role:
        access.grant(user, invitation.role, person.permission_root, by=invitation.sent_by)
    for act in _joined:
        act(person, by=invitation.sent_by)
    return user
