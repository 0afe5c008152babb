"""Addresses of plans."""

from django.urls import path

from plans.views import adoption, plan, plan_admin, plan_part

PUBLIC = "plans/<int:plan_id>/"
ALL = "manage/plans/plans/"
ONE = f"{ALL}<int:plan_id>/"
PART = f"{ONE}<slug:plan_noun>/"

urlpatterns = [
    path(PUBLIC, plan.plan, name="plan"),
    path(f"{PUBLIC}editions/<int:number>/", plan.edition, name="plan_edition"),
    path(f"{PUBLIC}editions/<int:number>/plan.pdf", plan.plan_pdf, name="plan_pdf"),
    path(f"{PUBLIC}drafts/<int:number>/", plan.draft, name="plan_draft"),
    path(ALL, plan_admin.manage_locality_plans, name="manage_locality_plans"),
    path(f"{ALL}new/", plan_admin.plan_new, name="plan_new"),
    path(ONE, plan_admin.manage_plan, name="manage_plan"),
    path(f"{ONE}change/", plan_admin.plan_change, name="plan_change"),
    path(f"{ONE}order/", plan_admin.objective_order, name="objective_order"),
    path(f"{ONE}readiness/", adoption.plan_readiness, name="plan_readiness"),
    path(f"{ONE}readiness/<slug:point>/", adoption.plan_point, name="plan_point"),
    path(f"{ONE}readiness/<slug:point>/removal/", adoption.plan_point_removal, name="plan_point_removal"),
    path(f"{ONE}draft/", adoption.plan_draft_publication, name="plan_draft_publication"),
    path(f"{ONE}adoption/", adoption.plan_adoption, name="plan_adoption"),
    path(f"{ONE}publication/", adoption.plan_change_publication, name="plan_change_publication"),
    path(f"{ONE}withdrawal/", adoption.plan_withdrawal, name="plan_withdrawal"),
    path(f"{ONE}end/", adoption.plan_end, name="plan_end"),
    path(f"{PART}new/", plan_part.plan_part_new, name="plan_part_new"),
    path(f"{PART}<int:plan_parent_id>/new/", plan_part.plan_part_under, name="plan_part_under"),
    path(f"{PART}<int:plan_part_id>/", plan_part.plan_part, name="plan_part"),
    path(f"{PART}<int:plan_part_id>/removal/", plan_part.plan_part_removal, name="plan_part_removal"),
]
