"""Addresses of what stays public and for how long."""

from django.urls import path

from boards.views import retention

urlpatterns = [
    path("manage/retention/", retention.retention, name="retention"),
    path("manage/retention/passed/", retention.passed, name="retention_passed"),
    path("manage/retention/<slug:kept>/", retention.retention_rule, name="retention_rule"),
    path("manage/boards/<slug:slug>/holds/", retention.board_holds, name="board_holds"),
    path("manage/holds/<int:hold_id>/lifting/", retention.hold_lifting, name="hold_lifting"),
]
