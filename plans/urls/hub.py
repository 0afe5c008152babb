"""Address of the planning officer's first page."""

from django.urls import path

from plans.views import hub

urlpatterns = [
    path("manage/plans/", hub.hub, name="manage_plans"),
]
