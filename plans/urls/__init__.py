"""Addresses of plans: each noun's own list, one after the other."""

from . import comment, front, hub, indicator

urlpatterns = [
    *comment.urlpatterns,
    *front.urlpatterns,
    *hub.urlpatterns,
    *indicator.urlpatterns,
]
