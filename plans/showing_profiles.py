"""The way from the page of a locality to its figures."""

from foundation.panels import Panel
from localities.models import Locality


def _profiles(localities: list[Locality]) -> dict[int, str]:
    return {one.pk: one.slug for one in localities}


OF_A_LOCALITY = Panel("In figures", "plans/profile/_of_locality.html", _profiles)
