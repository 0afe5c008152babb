"""Addresses of plans: each noun's own list, one after the other."""

from . import comment, front, hub, indicator, strategy

urlpatterns = [
    *comment.urlpatterns,
    *front.urlpatterns,
    *hub.urlpatterns,
    *indicator.urlpatterns,
    *strategy.urlpatterns,
]
