"""Addresses of places and people: each noun's own list, one after the other."""

from . import locality

urlpatterns = [
    *locality.urlpatterns,
]
