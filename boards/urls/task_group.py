"""Addresses of task and finish groups."""

from django.urls import path

from boards.views import blocker, task_group

manage = "manage/task-groups/"
one = f"{manage}<int:group_id>/"
blocked = "manage/blockers/<int:blocker_id>/"

urlpatterns = [
    path("task-groups/", task_group.groups, name="task_groups"),
    path("task-groups/<int:group_id>/", task_group.group, name="task_group"),
    path("unblock/<str:token>/", blocker.by_link, name="unblock"),
    path(manage, task_group.manage_groups, name="manage_task_groups"),
    path("manage/boards/<slug:slug>/task-groups/new/", task_group.group_new, name="task_group_new"),
    path(one, task_group.manage_group, name="manage_task_group"),
    path(f"{one}reports/<int:report_id>/", task_group.group_report, name="task_group_report"),
    path(f"{one}closing/", task_group.group_closing, name="task_group_closing"),
    path(f"{one}blockers/new/", blocker.blocker_new, name="blocker_new"),
    path(f"{blocked}escalation/", blocker.blocker_escalation, name="blocker_escalation"),
    path(f"{blocked}answer/", blocker.blocker_answer, name="blocker_answer"),
    path(f"{blocked}passing/", blocker.blocker_passing, name="blocker_passing"),
]
