"""Addresses of plans: each noun's own list, one after the other."""

from . import (
    analysis,
    comment,
    cycle,
    delivery,
    evidence,
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
    *analysis.urlpatterns,
    *comment.urlpatterns,
    *cycle.urlpatterns,
    *delivery.urlpatterns,
    *evidence.urlpatterns,
    *front.urlpatterns,
    *hub.urlpatterns,
    *indicator.urlpatterns,
    *match.urlpatterns,
    *maturity.urlpatterns,
    *measure.urlpatterns,
    *outlook.urlpatterns,
    *plan.urlpatterns,
    *priority.urlpatterns,
    *self_assessment.urlpatterns,
    *strategy.urlpatterns,
]
