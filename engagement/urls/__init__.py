"""Addresses of engagement: each noun's own list, one after the other."""

from . import following, hub

urlpatterns = [
    *following.urlpatterns,
    *hub.urlpatterns,
]
