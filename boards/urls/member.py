"""Public addresses of members and of how often they were there."""

from django.urls import path

from boards.views import member

urlpatterns = [
    path("boards/<slug:slug>/attendance/", member.board_attendance, name="board_attendance"),
    path("boards/<slug:slug>/attendance.csv", member.board_attendance_csv, name="board_attendance_csv"),
    path("members/<int:person_id>/", member.member, name="member"),
]
