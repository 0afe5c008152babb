"""Addresses of boards: each noun's own list, one after the other."""

from . import (
    action,
    agenda,
    board,
    board_admin,
    decision,
    desk,
    exemption,
    live,
    meeting,
    meeting_page,
    minutes,
    publishing,
    report,
    role,
    summons,
    terms,
)

urlpatterns = [
    *action.urlpatterns,
    *agenda.urlpatterns,
    *board.urlpatterns,
    *board_admin.urlpatterns,
    *decision.urlpatterns,
    *desk.urlpatterns,
    *exemption.urlpatterns,
    *live.urlpatterns,
    *meeting.urlpatterns,
    *meeting_page.urlpatterns,
    *minutes.urlpatterns,
    *publishing.urlpatterns,
    *report.urlpatterns,
    *role.urlpatterns,
    *summons.urlpatterns,
    *terms.urlpatterns,
]
