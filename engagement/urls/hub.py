"""Address of the engagement officer's first page."""

from django.urls import path

from engagement.views import hub

urlpatterns = [
    path("manage/engagement/", hub.hub, name="manage_engagement"),
]
