"""Addresses of minutes: where officers write them and where the public reads them."""

from django.urls import path

from boards.views import minutes, minuting

AT = "manage/meetings/<int:meeting_id>/minutes/"

urlpatterns = [
    path("meetings/<int:meeting_id>/minutes/", minutes.minutes, name="minutes"),
    path("meetings/<int:meeting_id>/minutes/<int:number>/", minutes.minutes, name="minutes_edition"),
    path("meetings/<int:meeting_id>/minutes.pdf", minutes.minutes_pdf, name="minutes_pdf"),
    path(AT, minuting.manage_minutes, name="manage_minutes"),
    path(f"{AT}draft/", minuting.manage_minutes_draft, name="manage_minutes_draft"),
    path(f"{AT}<int:key>/", minuting.manage_minute, name="manage_minute"),
    path(f"{AT}<int:key>/draft/", minuting.manage_minute_draft, name="manage_minute_draft"),
    path(f"{AT}publication/", minuting.manage_minutes_publication, name="manage_minutes_publication"),
    path(f"{AT}next-agenda/", minuting.manage_minutes_next, name="manage_minutes_next"),
    path(f"{AT}approval/", minuting.manage_minutes_approval, name="manage_minutes_approval"),
    path(f"{AT}correction/", minuting.manage_minutes_correction, name="manage_minutes_correction"),
    path(f"{AT}pdf/", minuting.manage_minutes_pdf, name="manage_minutes_pdf"),
]
