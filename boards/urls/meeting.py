"""Addresses of meetings as dates: the public's calendar, and where officers set and change them."""

from django.urls import path

from boards.views import calendar, manage
from boards.views import meeting_schedule as schedule

OF_BOARD = "manage/boards/<slug:slug>/meetings/"
ONE = "manage/meetings/<int:meeting_id>/"

urlpatterns = [
    path("meetings/", calendar.meetings, name="meetings"),
    path("meetings/<int:meeting_id>/meeting.ics", calendar.meeting_ics, name="meeting_ics"),
    path("boards/<slug:slug>/meetings.ics", calendar.board_ics, name="board_ics"),
    path(OF_BOARD, manage.board_meetings, name="manage_board_meetings"),
    path(f"{OF_BOARD}new/", schedule.new, name="manage_meeting_new"),
    path(f"{OF_BOARD}year/", schedule.year, name="manage_meeting_year"),
    path(f"{OF_BOARD}announcements/", schedule.announcements, name="manage_meeting_announcements"),
    path(ONE, manage.meeting, name="manage_meeting"),
    path(f"{ONE}announcement/", schedule.announcement, name="manage_meeting_announcement"),
    path(f"{ONE}change/", schedule.change, name="manage_meeting_change"),
    path(f"{ONE}cancellation/", schedule.cancellation, name="manage_meeting_cancellation"),
    path(f"{ONE}postponement/", schedule.postponement, name="manage_meeting_postponement"),
    path(f"{ONE}adjournment/", schedule.adjournment, name="manage_meeting_adjournment"),
]
