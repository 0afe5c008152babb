"""Addresses of community meetings in cycle."""

from django.urls import path

from engagement.views import cycle

urlpatterns = [
    path("manage/engagement/cycle/", cycle.engagement_cycle, name="engagement_cycle"),
    path(
        "manage/engagement/activities/<int:activity_id>/issues/", cycle.activity_issues, name="activity_issues"
    ),
]  # fmt: skip
