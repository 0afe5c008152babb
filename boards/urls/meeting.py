"""Addresses of meetings, their dates and calendars."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
