"""Addresses of boards: each noun's own list, one after the other."""

from . import desk, meeting, summons

urlpatterns = [
    *desk.urlpatterns,
    *meeting.urlpatterns,
    *summons.urlpatterns,
]
