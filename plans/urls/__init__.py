"""Addresses of plans: each noun's own list, one after the other."""

from . import (
    comment,
    cycle,
    delivery,
    front,
    hub,
    indicator,
    match,
    maturity,
    measure,
    outlook,
    plan,
    priority,
    self_assessment,
    strategy,
)

urlpatterns = [
    *comment.urlpatterns,
    *delivery.urlpatterns,
    *front.urlpatterns,
    *hub.urlpatterns,
    *indicator.urlpatterns,
    *match.urlpatterns,
    *strategy.urlpatterns,
    *cycle.urlpatterns,
    *priority.urlpatterns,
    *maturity.urlpatterns,
    *plan.urlpatterns,
    *measure.urlpatterns,
    *self_assessment.urlpatterns,
    *outlook.urlpatterns,
]
