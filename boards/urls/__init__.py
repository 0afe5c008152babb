"""Addresses of boards: each noun's own list, one after the other."""

from . import board, desk, meeting, summons

urlpatterns = [
    *board.urlpatterns,
    *desk.urlpatterns,
    *meeting.urlpatterns,
    *summons.urlpatterns,
]
