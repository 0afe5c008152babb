"""Addresses of confidential notices."""

from django.urls import path

from boards.views import sensitive

MEETING = "manage/meetings/<int:meeting_id>/"

urlpatterns = [
    path("confidential/<str:token>/", sensitive.by_link, name="confidential"),
    path(f"{MEETING}sensitive/", sensitive.notices, name="manage_meeting_sensitive"),
    path(f"{MEETING}agenda/items/<int:item_id>/sensitive/", sensitive.notice_new, name="sensitive_notice_new"),
    path("manage/sensitive/<int:sensitive_id>/", sensitive.notice, name="sensitive_notice"),
    path("manage/sensitive/<int:sensitive_id>/end/", sensitive.notice_end, name="sensitive_notice_end"),
]
