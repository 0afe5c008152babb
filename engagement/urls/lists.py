"""Addresses of the lists and rules that officers keep, and of what they show of the plan."""

from django.urls import path

from engagement.views import lists, overlap

HERE = "manage/engagement/"

urlpatterns = [
    path(f"{HERE}overlaps/", overlap.overlaps, name="overlaps"),
    path(f"{HERE}year/", overlap.engagement_year, name="engagement_year"),
    path(f"{HERE}lists/", lists.engagement_lists, name="engagement_lists"),
    path(f"{HERE}lists/audiences/new/", lists.audience_new, name="audience_new"),
    path(f"{HERE}lists/audiences/<int:audience_id>/", lists.audience_change, name="audience_change"),
    path(f"{HERE}lists/subjects/new/", lists.theme_new, name="theme_new"),
    path(f"{HERE}lists/subjects/<int:theme_id>/", lists.theme_change, name="theme_change"),
    path(f"{HERE}rules/", lists.engagement_rules, name="engagement_rules"),
    path(f"{HERE}rules/partnership/", lists.engagement_rules_change, name="engagement_rules_usual"),
    path(f"{HERE}rules/<int:locality_id>/", lists.engagement_rules_change, name="engagement_rules_change"),
    path(f"{HERE}rules/<int:locality_id>/removal/", lists.engagement_rules_removal, name="engagement_rules_removal"),
]
