"""Addresses of joint needs analyses."""

from django.urls import path

from plans.views import analysis, analysis_admin

MANAGE = "manage/plans/needs-analyses/"
ONE = f"{MANAGE}<int:analysis_id>/"
ROW = f"{MANAGE}needs/<int:analysed_id>/"
PUBLIC = "needs-analyses/<int:analysis_id>/"

urlpatterns = [
    path("needs-analyses/", analysis.needs_analyses, name="needs_analyses"),
    path(PUBLIC, analysis.needs_analysis, name="needs_analysis"),
    path(f"{PUBLIC}editions/<int:number>/", analysis.needs_analysis, name="needs_analysis_edition"),
    path(MANAGE, analysis_admin.manage_needs_analyses, name="manage_needs_analyses"),
    path(f"{MANAGE}new/", analysis_admin.needs_analysis_new, name="needs_analysis_new"),
    path(ONE, analysis_admin.manage_needs_analysis, name="manage_needs_analysis"),
    path(f"{ONE}change/", analysis_admin.needs_analysis_change, name="needs_analysis_change"),
    path(f"{ONE}needs/new/", analysis_admin.analysed_need_new, name="analysed_need_new"),
    path(f"{ONE}order/", analysis_admin.analysed_need_order, name="analysed_need_order"),
    path(f"{ONE}contributions/new/", analysis_admin.contribution_new, name="contribution_new"),
    path(f"{ONE}signatures/new/", analysis_admin.analysis_signature_new, name="analysis_signature_new"),
    path(f"{ONE}publication/", analysis_admin.needs_analysis_publication, name="needs_analysis_publication"),
    path(f"{ONE}withdrawal/", analysis_admin.needs_analysis_withdrawal, name="needs_analysis_withdrawal"),
    path(f"{ROW}change/", analysis_admin.analysed_need_change, name="analysed_need_change"),
    path(f"{ROW}removal/", analysis_admin.analysed_need_removal, name="analysed_need_removal"),
    path(
        f"{MANAGE}contributions/<int:contribution_id>/change/",
        analysis_admin.contribution_change, name="contribution_change",
    ),
]  # fmt: skip
