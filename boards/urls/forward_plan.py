"""Addresses of the forward plan."""

from django.urls import path

from boards.views import forward_plan, planning

PLAN = "manage/forward-plan/"
ONE = f"{PLAN}<int:planned_id>/"

urlpatterns = [
    path("forward-plan/", forward_plan.plan, name="forward_plan"),
    path("forward-plan/table/", forward_plan.plan_csv, name="forward_plan_csv"),
    path("forward-plan/feed/", forward_plan.plan_feed, name="forward_plan_feed"),
    path("forward-plan/<int:planned_id>/", forward_plan.entry, name="forward_entry"),
    path(PLAN, planning.manage_plan, name="manage_forward_plan"),
    path("manage/boards/<slug:slug>/forward-plan/new/", planning.entry_new, name="forward_entry_new"),
    path(ONE, planning.manage_entry, name="manage_forward_entry"),
    path(f"{ONE}change/", planning.entry_change, name="forward_entry_change"),
    path(f"{ONE}publication/", planning.entry_publication, name="forward_entry_publication"),
    path(f"{ONE}move/", planning.entry_move, name="forward_entry_move"),
    path(f"{ONE}item/", planning.entry_item, name="forward_entry_item"),
    path(f"{ONE}notices/<slug:notice>/", planning.entry_notice, name="forward_entry_notice"),
    path(f"{ONE}withdrawal/", planning.entry_withdrawal, name="forward_entry_withdrawal"),
]
