"""Addresses of similar priorities and of what boards agreed on them."""

from django.urls import path

from plans.views import match

ONE = "manage/plans/priorities/<int:priority_id>/"
MATCH = "manage/plans/matches/<int:match_id>/"

urlpatterns = [
    path("priorities/<int:priority_id>/matches/", match.priority_matches, name="priority_matches"),
    path("manage/plans/matches/", match.manage_matches, name="manage_matches"),
    path(f"{ONE}matches/", match.manage_priority_matches, name="manage_priority_matches"),
    path(f"{ONE}matches/new/", match.match_new, name="match_new"),
    path(f"{ONE}sharing/", match.priority_sharing, name="priority_sharing"),
    path(MATCH, match.manage_match, name="manage_match"),
    path(f"{MATCH}acceptance/", match.match_acceptance, name="match_acceptance"),
    path(f"{MATCH}refusal/", match.match_refusal, name="match_refusal"),
    path(f"{MATCH}ending/", match.match_ending, name="match_ending"),
    path(f"{MATCH}plan/", match.match_plan, name="match_plan"),
]
