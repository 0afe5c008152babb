"""Addresses of plans: each noun's own list, one after the other."""

from . import front, hub

urlpatterns = [
    *front.urlpatterns,
    *hub.urlpatterns,
]
