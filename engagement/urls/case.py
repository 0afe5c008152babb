"""Addresses of private cases between agencies."""

from django.urls import path

from engagement.views import case

ONE = "cases/<int:case_id>/"

urlpatterns = [
    path("cases/", case.cases, name="cases"),
    path("manage/engagement/cases/new/", case.new, name="case_new"),
    path(ONE, case.case, name="case"),
    path(f"{ONE}parties/new/", case.party_new, name="case_party_new"),
    path(f"{ONE}parties/<int:party_id>/leaving/", case.party_leaving, name="case_party_leaving"),
    path(f"{ONE}files/<int:file_id>/", case.file, name="case_file"),
    path(f"{ONE}closing/", case.closing, name="case_closing"),
]
