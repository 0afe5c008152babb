"""Addresses of money and services: each noun's own list, one after the other."""

from . import fund

urlpatterns = [*fund.urlpatterns]
