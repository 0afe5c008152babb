"""Addresses of what changed because people took part."""

from django.urls import path

from engagement.views import feedback, feedback_admin

MANAGE = "manage/engagement/feedback/"

urlpatterns = [
    path("feedback/", feedback.feedback_list, name="feedback_list"),
    path("feedback/<int:feedback_id>/", feedback.feedback_page, name="feedback"),
    path("feedback/<int:feedback_id>/editions/<int:number>/", feedback.feedback_page, name="feedback_edition"),
    path(MANAGE, feedback_admin.manage_feedback_list, name="manage_feedback_list"),
    path(f"{MANAGE}<int:activity_id>/", feedback_admin.manage_feedback, name="manage_feedback"),
    path(f"{MANAGE}drafts/<int:feedback_id>/new/", feedback_admin.feedback_point_new, name="feedback_point_new"),
    path(
        f"{MANAGE}drafts/<int:feedback_id>/publication/", feedback_admin.feedback_publication,
        name="feedback_publication",
    ),
    path(f"{MANAGE}themes/<int:point_id>/", feedback_admin.feedback_point, name="feedback_point"),
    path(
        f"{MANAGE}themes/<int:point_id>/removal/", feedback_admin.feedback_point_removal, name="feedback_point_removal"
    ),
]  # fmt: skip
