"""Addresses of summonses and the replies to them."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
