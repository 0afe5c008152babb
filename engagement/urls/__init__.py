"""Addresses of engagement: each noun's own list, one after the other."""

from . import feedback, following, hub, request

urlpatterns = [
    *feedback.urlpatterns,
    *following.urlpatterns,
    *hub.urlpatterns,
    *request.urlpatterns,
]
