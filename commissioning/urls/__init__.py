"""Addresses of money and services: each noun's own list, one after the other."""

from . import asset, fund, open_data, rules

urlpatterns = [*asset.urlpatterns, *fund.urlpatterns, *open_data.urlpatterns, *rules.urlpatterns]
