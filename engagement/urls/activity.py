"""Addresses of the engagement plan: the front door for everybody, and the officers' pages."""

from django.urls import path

from engagement.views import activity, calendar, front

MANAGE = "manage/engagement/activities/<int:activity_id>/"

urlpatterns = [
    path("have-your-say/", front.have_your_say, name="have_your_say"),
    path("have-your-say/<int:activity_id>/", front.activity, name="activity"),
    path("have-your-say/calendar/", calendar.engagement_calendar, name="engagement_calendar"),
    path("have-your-say/calendar/feed/", calendar.engagement_ics, name="engagement_ics"),
    path("manage/engagement/calendar/", calendar.manage_calendar, name="manage_calendar"),
    path("manage/engagement/activities/", activity.manage_activities, name="manage_activities"),
    path("manage/engagement/activities/new/", activity.activity_new, name="activity_new"),
    path(MANAGE, activity.manage_activity, name="manage_activity"),
    path(f"{MANAGE}change/", activity.activity_change, name="activity_change"),
    path(f"{MANAGE}publication/", activity.activity_publication, name="activity_publication"),
    path(f"{MANAGE}cancellation/", activity.activity_cancellation, name="activity_cancellation"),
    path(f"{MANAGE}copy/", activity.activity_copy, name="activity_copy"),
]
