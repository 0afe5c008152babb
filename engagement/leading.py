"""Who of which council speaks with a voluntary organisation, and where nobody leads. Source: checklist A19."""

import datetime
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from engagement.models import VoluntaryContact
from foundation import audit
from foundation.locking import lock
from foundation.models import User
from localities.models import Organisation

KINDS = (Organisation.Kind.VOLUNTARY, Organisation.Kind.FAITH)


@dataclass
class Spoken:
    """One organisation of the community, and the councils' contacts for it."""

    organisation: Organisation
    contacts: list[VoluntaryContact] = field(default_factory=list)

    @property
    def gap(self) -> str:
        """Return what is missing, in words: nobody speaks with it, or several do and none leads."""
        if not self.contacts:
            return "No council has a contact for it."
        if len(self.contacts) > 1 and not any(contact.is_lead for contact in self.contacts):
            return f"{len(self.contacts)} councils have a contact each, and none leads."
        return ""


def who_speaks() -> list[Spoken]:
    """Return the organisations of the community with the councils' contacts of today, gaps first; two queries."""
    rows = Organisation.objects.filter(kind__in=KINDS).on(timezone.localdate()).order_by("name")
    found = {organisation.pk: Spoken(organisation) for organisation in rows}
    current = VoluntaryContact.objects.on(timezone.localdate()).filter(organisation__in=found)
    for contact in current.select_related("council"):
        found[contact.organisation_id].contacts.append(contact)
    return sorted(found.values(), key=lambda one: (not one.gap, one.organisation.name))


@transaction.atomic
def name_contact(organisation: Organisation, contact: VoluntaryContact, *, by: User) -> VoluntaryContact:
    """Name the contact of one council for an organisation.

    Raises ValidationError where the council has one already, and where another council leads already.
    """
    lock(organisation)
    if organisation.kind not in KINDS:
        raise ValidationError("Contacts are kept for voluntary, community and faith organisations.")
    contact.organisation = organisation
    if contact.council.kind not in Organisation.COUNCILS:
        raise ValidationError({"council": "Choose a council."})
    contact.full_clean(exclude=["partnership"])
    contact.save()
    audit.record(by, "named a council’s contact for", organisation, council=str(contact.council))
    return contact


@transaction.atomic
def end_contact(contact: VoluntaryContact, *, by: User) -> VoluntaryContact:
    """End a contact: from today that council has none, or names another."""
    contact = lock(contact, "organisation", "council")
    if contact.ends_on is None:
        yesterday = timezone.localdate() - datetime.timedelta(days=1)
        contact.ends_on = max(contact.starts_on or yesterday, yesterday)
        contact.save()
        audit.record(by, "ended a council’s contact for", contact.organisation, council=str(contact.council))
    return contact
