"""Addresses of actions."""

from django.urls import path

from boards.views import action, progress

manage = "manage/actions/"
one = f"{manage}<int:key>/"

urlpatterns = [
    path("actions/", action.actions, name="actions"),
    path("actions/actions.csv", action.actions_csv, name="actions_csv"),
    path("actions/figures/", action.action_figures, name="action_figures"),
    path("actions/<int:key>/", action.action, name="action"),
    path("progress/<str:token>/", progress.by_link, name="progress"),
    path("desk/actions/<int:key>/", progress.my_action, name="my_action"),
    path(manage, action.manage_actions, name="manage_actions"),
    path(one, action.manage_action, name="manage_action"),
    path(f"{one}completion/", action.manage_action_done, name="manage_action_done"),
    path(f"{one}report/", progress.manage_action_report, name="manage_action_report"),
    path(f"{one}link/", progress.manage_action_link, name="manage_action_link"),
    path(f"{one}updates/<int:update_id>/", progress.manage_action_update, name="manage_action_update"),
]
