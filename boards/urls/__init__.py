"""Addresses of boards: each noun's own list, one after the other."""

from . import agenda, board, board_admin, desk, live, meeting, meeting_page, publishing, report, summons, terms

urlpatterns = [
    *agenda.urlpatterns,
    *board.urlpatterns,
    *board_admin.urlpatterns,
    *desk.urlpatterns,
    *live.urlpatterns,
    *meeting.urlpatterns,
    *meeting_page.urlpatterns,
    *publishing.urlpatterns,
    *report.urlpatterns,
    *summons.urlpatterns,
    *terms.urlpatterns,
]
