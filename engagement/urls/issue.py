"""Addresses of issues: what everybody reads, how anybody raises one, whoever raised it, and officers."""

from django.urls import path

from engagement.views import handling, issue, members_issue, my_issue, raising

MANAGE = "manage/engagement/issues/"
MINE = "issues/mine/<str:token>/"

urlpatterns = [
    path("issues/", issue.issues, name="issues"),
    path("issues/issues.csv", issue.issues_csv, name="issues_csv"),
    path("issues/feed/", issue.issues_feed, name="issues_feed"),
    path("issues/new/", raising.issue_new, name="issue_new"),
    path("issues/sent/<str:reference>/", raising.issue_sent, name="issue_sent"),
    path(MINE, my_issue.issue_mine, name="issue_mine"),
    path(f"{MINE}confirmation/", my_issue.issue_confirmation, name="issue_confirmation"),
    path(f"{MINE}withdrawal/", my_issue.issue_withdrawal, name="issue_withdrawal"),
    path(f"{MINE}not-solved/", my_issue.issue_not_solved, name="issue_not_solved"),
    path("issues/<int:issue_id>/", issue.issue, name="issue"),
    path("issues/<int:issue_id>/voice/", raising.issue_voice, name="issue_voice"),
    path("desk/issues/", members_issue.my_issues, name="my_issues"),
    path("desk/issues/new/", members_issue.my_issue_new, name="my_issue_new"),
    path(MANAGE, handling.manage_issues, name="manage_issues"),
    path(f"{MANAGE}new/", handling.manage_issue_new, name="manage_issue_new"),
    path(f"{MANAGE}<int:issue_id>/", handling.manage_issue, name="manage_issue"),
    path(f"{MANAGE}<int:issue_id>/<str:act>/", handling.issue_act, name="issue_act"),
]
