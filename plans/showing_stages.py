"""The way from the page of a locality to how far it has come with the strategies that are running."""

from django.utils import timezone

from foundation.panels import Panel
from localities.models import Locality
from plans.models import Framework


def _frameworks(localities: list[Locality]) -> dict[int, list[tuple[Framework, str]]]:
    """Return the public frameworks that run today, each with the locality whose page leads to it."""
    running = list(Framework.objects.running(timezone.localdate()).filter(published_at__isnull=False))
    return {place.pk: [(one, place.slug) for one in running] for place in localities} if running else {}


OF_A_LOCALITY = Panel("How far it has come", "plans/maturity/_of_locality.html", _frameworks)
