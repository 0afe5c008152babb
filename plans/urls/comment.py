"""Addresses of comments on drafts."""

from django.urls import path

from plans.views import comment, comment_admin

ROUND = "comments/<int:round_id>/"
LINK = "comments/mine/<str:token>/"
MANAGE = "manage/plans/comments/"
ONE = f"{MANAGE}rounds/<int:round_id>/"
SAID = f"{MANAGE}<int:comment_id>/"

urlpatterns = [
    path("comments/", comment.comment_rounds, name="comment_rounds"),
    path(ROUND, comment.comment_round, name="comment_round"),
    path(f"{ROUND}editions/<int:number>/", comment.comment_round, name="comment_round_edition"),
    path(f"{ROUND}new/", comment.comment_new, name="comment_new"),
    path(f"{ROUND}sent/", comment.comment_sent, name="comment_sent"),
    path(LINK, comment.comment_mine, name="comment_mine"),
    path(f"{LINK}confirmation/", comment.comment_confirmation, name="comment_confirmation"),
    path(f"{LINK}withdrawal/", comment.comment_withdrawal, name="comment_withdrawal"),
    path(MANAGE, comment_admin.manage_comments, name="manage_comments"),
    path(f"{MANAGE}sets/<int:set_id>/", comment_admin.comment_round_of_set, name="comment_round_of_set"),
    path(f"{MANAGE}plans/<int:plan_id>/", comment_admin.comment_round_of_plan, name="comment_round_of_plan"),
    path(ONE, comment_admin.manage_comment_round, name="manage_comment_round"),
    path(f"{ONE}extension/", comment_admin.comment_extension, name="comment_extension"),
    path(f"{ONE}entry/", comment_admin.comment_entry, name="comment_entry"),
    path(f"{ONE}publication/", comment_admin.comment_publication, name="comment_publication"),
    path(SAID, comment_admin.manage_comment, name="manage_comment"),
    path(f"{SAID}setting-aside/", comment_admin.comment_setting_aside, name="comment_setting_aside"),
    path(f"{SAID}taking-up/", comment_admin.comment_taking_up, name="comment_taking_up"),
]
