"""Addresses of those who ask to be told."""

from django.urls import path

from engagement.views import following

LINK = "following/<str:token>/"

urlpatterns = [
    path("have-your-say/<int:activity_id>/follow/", following.follow_activity, name="follow_activity"),
    path("issues/<int:issue_id>/follow/", following.follow_issue, name="follow_issue"),
    path("following/", following.follow_sent, name="follow_sent"),
    path(LINK, following.following_page, name="following"),
    path(f"{LINK}confirmation/", following.following_confirmation, name="following_confirmation"),
    path(f"{LINK}ending/", following.following_ending, name="following_ending"),
]
