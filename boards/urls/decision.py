"""Addresses of the register of decisions."""

from django.urls import path

from boards.views import decision, decision_record

AT = "manage/meetings/<int:meeting_id>/decisions/"

urlpatterns = [
    path("decisions/", decision.decisions, name="decisions"),
    path("decisions/table/", decision.decisions_csv, name="decisions_csv"),
    path("decisions/feed/", decision.decisions_feed, name="decisions_feed"),
    path("manage/decisions/<int:key>/answer/", decision.decision_answer, name="decision_answer"),
    path("decisions/<int:key>/", decision.decision, name="decision"),
    path(AT, decision_record.manage_decisions, name="manage_decisions"),
    path(f"{AT}<int:item_id>/<int:key>/", decision_record.manage_decision, name="manage_decision"),
]
