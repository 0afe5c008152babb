"""What waits for a person's signature for their organisation, on their desk. Source: checklist E8, E44."""

from collections import defaultdict
from collections.abc import Mapping

from django.db.models import F
from django.utils import timezone

from engagement.models import PartnerSignature, SignatureContact
from foundation.panels import Panel
from localities.models import Person


def _to_sign(people: list[Person]) -> Mapping[int, list[PartnerSignature]]:
    found: dict[int, list[PartnerSignature]] = defaultdict(list)
    whose: dict[int | None, int] = {person.user_id: person.pk for person in people if person.user_id}
    rows = SignatureContact.objects.filter(
        user__in=whose, signature__signed_at=None, signature__version__edition=None,
        signature__version__sign_by__gte=timezone.localdate(),
    ).exclude(signature__version__text__versions__number__gt=F("signature__version__number"))  # fmt: skip
    for contact in rows.select_related("signature__version__text", "signature__organisation"):
        found[whose[contact.user_id]].append(contact.signature)
    return found


OF_A_DESK = Panel("To sign for my organisation", "engagement/shared_text/_of_desk.html", _to_sign)
