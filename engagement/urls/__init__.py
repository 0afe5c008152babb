"""Addresses of engagement: each noun's own list, one after the other."""

from . import hub

urlpatterns = [
    *hub.urlpatterns,
]
