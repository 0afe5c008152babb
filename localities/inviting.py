"""Inviting people to open an account: one link, for one person, that works once and ends."""

import hashlib
import secrets
from collections.abc import Callable
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from foundation import audit, links, mail
from foundation.models import Partnership, User
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
def invite(person: Person, *, by: User) -> Invitation:
    """Send a person their link; one sent before stops working. Raises ValidationError without an address."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.user_id:
        raise ValidationError(f"{person} has an account already.")
    if not person.email:
        raise ValidationError(f"Add an e-mail address for {person} first.")
    person.invitations.filter(accepted_at__isnull=True).delete()
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        person=person, email=person.email, token_hash=hash_of(token), sent_by=by, expires_at=timezone.now() + LASTS
    )
    link = links.address(Partnership.objects.get(pk=person.partnership_id), f"/invitations/{token}/")
    context = {"link": link, "person": person, "by": by, "expires_at": invitation.expires_at}
    mail.post(person.email, "invitation", context, about=f"person:{person.pk}", name=str(person))
    audit.record(by, "invited", person)
    return invitation


def find(token: str) -> Invitation | None:
    """Return the invitation that a link opens, or None when it is unknown, used or has ended."""
    return (
        Invitation.objects.filter(token_hash=hash_of(token), accepted_at__isnull=True, expires_at__gt=timezone.now())
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
    for act in _joined:
        act(person, by=invitation.sent_by)
    return user
