"""Addresses of the planning officer's first page, and of the rules."""

from django.urls import path

from plans.views import hub, rules

urlpatterns = [
    path("manage/plans/", hub.hub, name="manage_plans"),
    path("manage/plans/rules/", rules.plan_rules, name="plan_rules"),
    path("manage/plans/rules/partnership/", rules.plan_rules_change, name="plan_rules_usual"),
    path("manage/plans/rules/<int:locality_id>/", rules.plan_rules_change, name="plan_rules_change"),
    path("manage/plans/rules/<int:locality_id>/removal/", rules.plan_rules_removal, name="plan_rules_removal"),
]
