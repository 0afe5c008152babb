"""Addresses of the register of decisions."""

from django.urls import path

from boards.views import call_in, decision, decision_notice, decision_record

AT = "manage/meetings/<int:meeting_id>/decisions/"

urlpatterns = [
    path("decisions/", decision.decisions, name="decisions"),
    path("decisions/table/", decision.decisions_csv, name="decisions_csv"),
    path("decisions/feed/", decision.decisions_feed, name="decisions_feed"),
    path("manage/decisions/<int:key>/answer/", decision.decision_answer, name="decision_answer"),
    path("manage/decisions/<int:key>/call-in/<slug:step>/", call_in.decision_hold, name="decision_hold"),
    path("manage/organisations/<int:organisation_id>/call-in/", call_in.call_in_rule, name="call_in_rule"),
    path("decisions/<int:key>/", decision.decision, name="decision"),
    path("decided/<str:token>/", decision_notice.by_link, name="decided"),
    path("desk/decisions/<int:notice_id>/", decision_notice.my_notice, name="my_decision_notice"),
    path("manage/decisions/<int:key>/notices/new/", decision_notice.notice_new, name="decision_notice_new"),
    path("manage/decision-notices/<int:notice_id>/", decision_notice.notice_sending, name="decision_notice_sending"),
    path(AT, decision_record.manage_decisions, name="manage_decisions"),
    path(f"{AT}<int:item_id>/<int:key>/", decision_record.manage_decision, name="manage_decision"),
]
