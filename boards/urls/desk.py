"""Addresses of a member's own page and the officers' first page."""

from django.urls import path

from boards.views import desk, likely_conflict, manage

urlpatterns = [
    path("desk/", desk.desk, name="desk"),
    path(
        "desk/interests/<int:interest_id>/items/<int:item_id>/declaration/",
        likely_conflict.my_declaration, name="my_declaration",
    ),
    path("desk/meetings/<int:meeting_id>/interests/", likely_conflict.my_conflicts, name="my_conflicts"),
    path("manage/meetings/<int:meeting_id>/interests/", likely_conflict.conflicts, name="manage_meeting_interests"),
    path("manage/", manage.manage, name="manage"),
]  # fmt: skip
