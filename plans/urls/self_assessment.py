"""Addresses of what boards say of themselves."""

from django.urls import path

from plans.views import self_assessment as views

MANAGE = "manage/plans/self-assessments/"
ONE = f"{MANAGE}<int:self_assessment_id>/"

urlpatterns = [
    path("self-assessments/", views.self_assessments, name="self_assessments"),
    path("self-assessments/<int:self_assessment_id>/", views.self_assessment, name="self_assessment"),
    path(MANAGE, views.manage_self_assessments, name="manage_self_assessments"),
    path(f"{MANAGE}boards/<slug:slug>/new/", views.self_assessment_new, name="self_assessment_new"),
    path(ONE, views.manage_self_assessment, name="manage_self_assessment"),
    path(f"{ONE}publication/", views.self_assessment_publication, name="self_assessment_publication"),
    path(f"{ONE}removal/", views.self_assessment_removal, name="self_assessment_removal"),
]
