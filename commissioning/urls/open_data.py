"""Addresses of open data: they stay, since programs read them."""

from django.urls import path

from commissioning.open_data import TABLES
from commissioning.views import open_data

urlpatterns = [
    path("open-data/", open_data.open_data, name="open_data"),
    path("open-data/datapackage.json", open_data.package, name="open_data_package"),
    *(
        path(f"open-data/{table.name}.csv", open_data.sheet, {"table": table.name}, name=f"open_data_{table.name}")
        for table in TABLES
    ),
]
