"""Addresses of plans seen together: timeline, subjects, aims, what ends, pilots, services, business cases."""

from django.urls import path

from plans.views import outlook, outlook_admin

CASE = "manage/plans/business-cases/<int:business_case_id>/"

urlpatterns = [
    path("plans/timeline/", outlook.timeline, name="timeline"),
    path("plans/themes/", outlook.themes, name="plan_themes"),
    path("plans/themes/<int:theme_id>/", outlook.theme, name="plan_theme"),
    path("plans/aims/", outlook.aims, name="aims"),
    path("plans/candidates/", outlook.candidates, name="candidates"),
    path("plans/business-cases/<int:business_case_id>/", outlook.business_case, name="business_case"),
    path("manage/plans/ending/", outlook_admin.manage_ending, name="manage_ending"),
    path("manage/plans/resources/<int:resource_id>/", outlook_admin.resource, name="resource_afterwards"),
    path("manage/plans/pilots/", outlook_admin.manage_pilots, name="manage_pilots"),
    path("manage/plans/pilots/<int:pilot_id>/", outlook_admin.pilot, name="pilot_evaluation"),
    path("manage/plans/candidates/", outlook_admin.manage_candidates, name="manage_candidates"),
    path("manage/plans/candidates/<int:candidate_id>/", outlook_admin.candidate_ending, name="candidate_ending"),
    path(
        "manage/plans/objectives/<int:objective_id>/candidates/new/", outlook_admin.candidate_new, name="candidate_new"
    ),
    path(
        "manage/plans/actions/<int:plan_action_id>/business-cases/new/",
        outlook_admin.case_new,
        name="business_case_new",
    ),
    path(CASE, outlook_admin.manage_business_case, name="manage_business_case"),
    path(f"{CASE}publication/", outlook_admin.case_publication, name="business_case_publication"),
    path(f"{CASE}decision/", outlook_admin.case_decision, name="business_case_decision"),
]
