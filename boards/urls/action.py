"""Addresses of actions."""

from django.urls import path

from boards.views import action

urlpatterns = [
    path("actions/", action.actions, name="actions"),
    path("manage/actions/", action.manage_actions, name="manage_actions"),
    path("manage/actions/<int:key>/", action.manage_action, name="manage_action"),
    path("manage/actions/<int:key>/completion/", action.manage_action_done, name="manage_action_done"),
]
