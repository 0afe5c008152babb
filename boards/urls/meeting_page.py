"""Public addresses of a meeting and its papers; they stay."""

from django.urls import path

from boards.views import meeting, paper, pdf

MEETING = "meetings/<int:meeting_id>/"

urlpatterns = [
    path(MEETING, meeting.meeting, name="meeting"),
    path(f"{MEETING}seen/", meeting.meeting_seen, name="meeting_seen"),
    path(f"{MEETING}agenda.pdf", pdf.pdf, {"kind": "agenda"}, name="meeting_agenda_pdf"),
    path(f"{MEETING}pack.pdf", pdf.pdf, {"kind": "pack"}, name="meeting_pack_pdf"),
    path(f"{MEETING}exempt-pack.pdf", pdf.exempt_pack, name="meeting_exempt_pack_pdf"),
    path(f"{MEETING}agenda/<int:number>/", meeting.agenda_edition, name="meeting_agenda_edition"),
    path(f"{MEETING}papers/<slug:slug>/", paper.paper, name="meeting_paper"),
    path(f"{MEETING}agenda/<int:number>/papers/<slug:slug>/", paper.paper, name="meeting_edition_paper"),
]
