"""Addresses of evidence and of needs."""

from django.urls import path

from plans.views import evidence, evidence_admin

MANAGE = "manage/plans/evidence/"
ONE = f"{MANAGE}<int:evidence_id>/"
NEEDS = "manage/plans/needs/"

urlpatterns = [
    path("evidence/", evidence.evidence_list, name="evidence_list"),
    path("evidence/<int:evidence_id>/", evidence.evidence, name="evidence"),
    path("needs/", evidence.needs, name="needs"),
    path("needs/<int:need_id>/", evidence.need, name="need"),
    path(MANAGE, evidence_admin.manage_evidence_list, name="manage_evidence_list"),
    path(f"{MANAGE}new/", evidence_admin.evidence_new, name="evidence_new"),
    path(f"{MANAGE}sources/", evidence_admin.evidence_sources, name="evidence_sources"),
    path(
        f"{MANAGE}sources/<slug:source>/<int:source_id>/", evidence_admin.evidence_gathering, name="evidence_gathering"
    ),
    path(ONE, evidence_admin.manage_evidence, name="manage_evidence"),
    path(f"{ONE}change/", evidence_admin.evidence_change, name="evidence_change"),
    path(f"{ONE}publication/", evidence_admin.evidence_publication, name="evidence_publication"),
    path(f"{ONE}retirement/", evidence_admin.evidence_retirement, name="evidence_retirement"),
    path(NEEDS, evidence_admin.manage_needs, name="manage_needs"),
    path(f"{NEEDS}new/", evidence_admin.need_new, name="need_new"),
    path(f"{NEEDS}<int:need_id>/change/", evidence_admin.need_change, name="need_change"),
    path(f"{NEEDS}<int:need_id>/publication/", evidence_admin.need_publication, name="need_publication"),
    path(f"{NEEDS}<int:need_id>/closing/", evidence_admin.need_closing, name="need_closing"),
]
