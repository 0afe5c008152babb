"""Addresses of a member's own page and the officers' first page."""

from django.urls import path

from boards.views import desk, manage

urlpatterns = [
    path("desk/", desk.desk, name="desk"),
    path("manage/", manage.manage, name="manage"),
]
