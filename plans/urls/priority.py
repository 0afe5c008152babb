"""Addresses of priorities: for everybody, and for the officers who write them."""

from django.urls import path

from plans.views import priority, priority_admin

ONE = "manage/plans/priorities/<int:priority_id>/"
SET = "priorities/sets/<int:set_id>/"

urlpatterns = [
    path("priorities/", priority.priorities, name="priorities"),
    path("priorities/<int:priority_id>/", priority.priority, name="priority"),
    path(SET, priority.priority_set, name="priority_set"),
    path(f"{SET}versions/<int:number>/", priority.priority_set_version, name="priority_set_version"),
    path("manage/plans/sets/<int:set_id>/priorities/new/", priority_admin.priority_new, name="priority_new"),
    path(ONE, priority_admin.manage_priority, name="manage_priority"),
    path(f"{ONE}change/", priority_admin.priority_change, name="priority_change"),
    path(f"{ONE}grounds/", priority_admin.priority_grounds, name="priority_grounds"),
    path(f"{ONE}aims/", priority_admin.priority_aims, name="priority_aims"),
    path(f"{ONE}principles/", priority_admin.priority_principles, name="priority_principles"),
    path(f"{ONE}support/", priority_admin.priority_support, name="priority_support"),
    path(f"{ONE}support/removal/", priority_admin.priority_support_removal, name="priority_support_removal"),
    path(f"{ONE}giving-up/", priority_admin.priority_giving_up, name="priority_giving_up"),
    path(f"{ONE}closing/", priority_admin.priority_closing, name="priority_closing"),
]
