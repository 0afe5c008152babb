"""What an organisation's page shows of its plans, and of what boards asked about them."""

from collections import defaultdict
from typing import Any

from django.db.models import Prefetch

from engagement.models import Challenge, DeliveryPlan
from foundation.panels import Panel


def _of_providers(rows: list[Any]) -> dict[int, list[DeliveryPlan]]:
    """Return the plans of each organisation, each with its public challenges."""
    sent = Challenge.objects.public().select_related("plan__provider").prefetch_related("rounds")
    plans = DeliveryPlan.objects.filter(provider__in=rows).select_related("file")
    found: dict[int, list[DeliveryPlan]] = defaultdict(list)
    for plan in plans.prefetch_related(Prefetch("challenges", sent, to_attr="open_to_all")):
        found[plan.provider_id].append(plan)
    return found


OF_A_PROVIDER = Panel("Its plans, and challenges to it", "engagement/challenge/_of_provider.html", _of_providers)
