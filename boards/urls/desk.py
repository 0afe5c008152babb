"""Addresses of a member's own page and the officers' first page."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
