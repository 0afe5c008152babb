"""Addresses of localities."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
