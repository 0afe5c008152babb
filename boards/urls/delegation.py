"""Addresses of delegations."""

from django.urls import path

from boards.views import decision_record, delegation

urlpatterns = [
    path("delegations/", delegation.delegations, name="delegations"),
    path("manage/boards/<slug:slug>/delegations/", delegation.board_delegations, name="board_delegations"),
    path("manage/boards/<slug:slug>/delegations/new/", delegation.delegation_new, name="delegation_new"),
    path("manage/delegations/<int:key>/", delegation.delegation, name="delegation"),
    path("manage/delegations/<int:key>/revocation/", delegation.delegation_revocation, name="delegation_revocation"),
    path("manage/boards/<slug:slug>/rights/", decision_record.deciding_right, name="deciding_right"),
    path("manage/rights/<int:right_id>/ending/", decision_record.deciding_right_ending, name="deciding_right_ending"),
]
