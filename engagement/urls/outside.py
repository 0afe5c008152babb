"""Addresses of what we answer to other bodies' consultations."""

from django.urls import path

from engagement.views import outside

MANAGE = "manage/engagement/others/"

urlpatterns = [
    path("answers-to-others/", outside.outside_list, name="outside_list"),
    path("answers-to-others/<int:outside_id>/", outside.outside, name="outside"),
    path(MANAGE, outside.manage_outside_list, name="manage_outside_list"),
    path(f"{MANAGE}new/", outside.outside_new, name="outside_new"),
    path(f"{MANAGE}<int:outside_id>/", outside.manage_outside, name="manage_outside"),
    path(f"{MANAGE}<int:outside_id>/change/", outside.outside_change, name="outside_change"),
    path(f"{MANAGE}<int:outside_id>/publication/", outside.outside_publication, name="outside_publication"),
]
