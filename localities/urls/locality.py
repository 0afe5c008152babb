"""Addresses of localities."""

from django.urls import path

from localities.views import locality, where

urlpatterns = [
    path("find/", locality.find, name="find"),
    path("find/map/<slug:size>.svg", where.places_map, name="places_map"),
]
