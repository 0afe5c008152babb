"""Addresses of localities."""

from django.urls import path

from localities.views import locality

urlpatterns = [
    path("find/", locality.find, name="find"),
]
