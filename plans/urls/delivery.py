"""Addresses of how plans are carried out: actions, years, lessons."""

from django.urls import path

from plans.views import delivery, delivery_admin, progress

ACTION = "manage/plans/actions/<int:plan_action_id>/"
PLAN = "manage/plans/<int:plan_id>/"
YEAR = "manage/plans/years/<int:delivery_year_id>/"

urlpatterns = [
    path("plans/<int:plan_id>/delivery/", delivery.delivery, name="plan_delivery"),
    path("plans/years/<int:delivery_year_id>/", delivery.year, name="delivery_year"),
    path("plans/years/<int:delivery_year_id>/<int:number>/", delivery.year, name="delivery_year_edition"),
    path("plans/quick-wins/", delivery.quick_wins, name="quick_wins"),
    path("plans/lessons/", delivery.lessons, name="lessons"),
    path("plans/progress/<str:token>/", progress.by_link, name="plan_progress"),
    path("manage/plans/delivery/", delivery_admin.manage_deliveries, name="manage_deliveries"),
    path(f"{PLAN}delivery/", delivery_admin.manage_delivery, name="manage_delivery"),
    path(f"{ACTION}report/", delivery_admin.action_report, name="plan_action_report"),
    path(f"{ACTION}link/", delivery_admin.action_link, name="plan_action_link"),
    path(f"{ACTION}referral/", delivery_admin.action_referral, name="plan_action_referral"),
    path(f"{ACTION}board-action/", delivery_admin.action_board, name="plan_action_board"),
    path("manage/plans/reports/<int:plan_report_id>/", delivery_admin.report_hiding, name="plan_report_hiding"),
    path(f"{PLAN}years/new/", delivery_admin.year_new, name="delivery_year_new"),
    path(f"{YEAR}change/", delivery_admin.year_change, name="delivery_year_change"),
    path(f"{YEAR}agreement/", delivery_admin.year_agreement, name="delivery_year_agreement"),
    path(f"{YEAR}review/", delivery_admin.year_review, name="delivery_year_review"),
    path(f"{PLAN}lessons/new/", delivery_admin.lesson_new, name="lesson_new"),
]
