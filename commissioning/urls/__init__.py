"""Addresses of money and services: each noun's own list, one after the other."""

from . import fund, open_data

urlpatterns = [*fund.urlpatterns, *open_data.urlpatterns]
