"""Addresses of dispensations."""

from django.urls import path

from boards.views import dispensation

urlpatterns = [
    path(
        "manage/boards/<slug:slug>/dispensations/", dispensation.board_dispensations, name="board_dispensations",
    ),
    path(
        "manage/dispensations/<int:dispensation_id>/revocation/",
        dispensation.dispensation_revocation, name="dispensation_revocation",
    ),
]  # fmt: skip
