"""Definitions and arrangements are put to the partners in versions, and each signs or says what it reserves.

A version is published as an edition when all have signed, or when the last day for it has passed; a new version asks
everybody again. Source: checklist E8, E27, E43, E44.
"""

import datetime
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from engagement.access import EVERYWHERE
from engagement.models import PartnerSignature, SharedText, SharedTextVersion, SignatureContact
from foundation import audit, editions, mail, tenancy
from foundation.editions import Part
from foundation.links import hash_token, secret
from foundation.locking import lock
from foundation.mail import Letter
from foundation.models import Edition, User
from localities.models import Organisation, Person

PARTNER = "A partner"


def token(contact: SignatureContact) -> str:
    """Return the secret of the link by which a partner reads and signs one version."""
    return secret("engagement.signature", contact.reference)


@transaction.atomic
def save_text(text: SharedText, *, by: User) -> SharedText:
    """Keep what a text is called and whether it is a definition or an arrangement."""
    text.full_clean(exclude=["partnership"])
    text.save()
    audit.record(by, "named a text to agree on:", text)
    return text


@transaction.atomic
def put(
    text: SharedText, *, words: str, sign_by: datetime.date, partners: Iterable[tuple[Organisation, str]], by: User
) -> SharedTextVersion:
    """Put the next version to the partners, each at the address given; the version before takes no signature more.

    Raises ValidationError without words or partners, and for a last day that is not to come.
    """
    text = lock(text)
    asked = list(partners)
    if not words.strip() or not asked:
        raise ValidationError("Write the text, and choose at least one partner with an email address.")
    if sign_by <= timezone.localdate():
        raise ValidationError({"sign_by": "The last day to sign must be after today."})
    last = text.versions.first()
    if last and last.words == words.strip():
        raise ValidationError({"words": f"This is version {last.number} already: nothing has changed."})
    version = SharedTextVersion.objects.create(
        text=text, locality=text.locality, number=last.number + 1 if last else 1, words=words.strip(), sign_by=sign_by,
        asked_by=by,
    )  # fmt: skip
    contacts = [_asked(version, organisation, email) for organisation, email in asked]
    mail.post_all(_letter(contact, "signature_asked", "asked") for contact in contacts)
    audit.record(by, "asked partners to sign", text, version=version.number, partners=len(contacts))
    return version


def _asked(version: SharedTextVersion, organisation: Organisation, email: str) -> SignatureContact:
    signature = PartnerSignature.objects.create(version=version, locality=version.locality, organisation=organisation)
    contact = SignatureContact(signature=signature, locality=version.locality, email=email.strip().lower())
    person = Person.objects.filter(email__iexact=contact.email, user__isnull=False).order_by("pk").first()
    contact.user = person.user if person else None
    contact.token_hash = hash_token(token(contact))
    contact.save()
    return contact


@transaction.atomic
def sign(
    signature: PartnerSignature, *, signed_by: str, reservations: str = "", by: User | None = None
) -> PartnerSignature:
    """Sign for a partner, with its reservations in its own words where it has any; twice by the same is once.

    Raises ValidationError when it has signed already, when a newer version is asked, and past the last day.
    """
    # Whoever holds the link sees their own row; that all have signed is judged by everyone's.
    with tenancy.tenant(signature.partnership_id, [EVERYWHERE]):
        version = lock(signature.version, "text")
        signature = lock(signature, "organisation")
        if signature.signed_at:
            raise ValidationError(f"{signature.organisation} has signed already.")
        if trouble := closed(version):
            raise ValidationError(trouble)
        signature.reservations, signature.signed_by = reservations.strip(), signed_by.strip()
        kinds = PartnerSignature.Answer
        signature.answer = kinds.RESERVED if signature.reservations else kinds.SIGNED
        signature.signed_at = timezone.now()
        signature.save()
        audit.record(
            by, "signed", version.text, by_name="" if by else str(signature.organisation), version=version.number
        )
        if not version.signatures.filter(signed_at=None).exists():
            publish(version)
    return signature


def closed(version: SharedTextVersion) -> str:
    """Return why a version takes no signature any more, else nothing."""
    if SharedTextVersion.objects.filter(text=version.text_id, number__gt=version.number).exists():
        return "A newer version is put to the partners: sign that one."
    if version.edition_id or version.sign_by < timezone.localdate():
        return f"The last day to sign was {version.sign_by:%-d %B %Y}. Speak to the officers."
    return ""


@transaction.atomic
def publish(version: SharedTextVersion, *, by: User | None = None) -> Edition:
    """Publish a version with who signed it as an edition; once."""
    version = lock(version, "text", "edition")
    if version.edition:
        return version.edition
    said = [_said(row) for row in version.signatures.select_related("organisation")]
    content: dict[str, Any] = {"words": version.words, "kind": version.text.get_kind_display(), "signatures": said}
    version.edition = editions.publish(
        series=f"agreed:{version.text_id}", root=f"engagement:{version.locality_id or 0}", title=str(version)[:300],
        parts=[Part("agreed", f"version:{version.number}", str(version), content)], by=by,
        reason=Edition.Reason.FIRST if version.number == 1 else Edition.Reason.APPROVAL,
    )  # fmt: skip
    version.save()
    return version.edition


def _said(row: PartnerSignature) -> dict[str, str]:
    day = timezone.localtime(row.signed_at).date().isoformat() if row.signed_at else ""
    said = {"organisation": str(row.organisation), "answer": row.answer, "signed_on": day}
    return {**said, "signed_by": row.signed_by, "reservations": row.reservations}


def publish_due() -> int:
    """Publish the newest versions whose last day to sign has passed; the clock's. Returns how many."""
    rows = SharedTextVersion.objects.filter(edition=None, sign_by__lt=timezone.localdate()).select_related("text")
    due = [row for row in rows if row == row.text.versions.first()]
    for row in due:
        publish(row)
    return len(due)


def remind() -> int:
    """Remind partners who have not signed, a week before the last day; once. Returns how many."""
    week = timezone.localdate() + datetime.timedelta(days=7)
    rows = SignatureContact.objects.filter(
        signature__signed_at=None, signature__version__sign_by__range=(timezone.localdate(), week),
        signature__version__edition=None,
    ).select_related("signature__organisation", "signature__version__text")  # fmt: skip
    waiting = [row for row in rows if not closed(row.signature.version)]
    mail.post_all(_letter(row, "signature_asked", "reminder") for row in waiting)
    return len(waiting)


def _letter(contact: SignatureContact, template: str, key: str) -> Letter:
    about = f"signature:{contact.signature_id}"
    words = {
        "signature": contact.signature, "version": contact.signature.version, "token": token(contact),
        "account": contact.user_id,
    }  # fmt: skip
    return Letter(contact.email, template, words, about, str(contact.signature.organisation), f"{about}:{key}")
