"""Addresses of indicators, of the files of their values, and of the profiles of localities."""

from django.urls import path

from plans.views import indicator, indicator_admin, profile, value_import

PUBLIC = "indicators/<int:indicator_id>/"
PROFILE = "profiles/<slug:locality_slug>/"
MANAGE = "manage/plans/indicators/"
ONE = f"{MANAGE}<int:indicator_id>/"
IMPORTS = "manage/plans/imports/"
IMPORT = f"{IMPORTS}<int:import_id>/"

urlpatterns = [
    path("indicators/", indicator.indicators, name="indicators"),
    path(PUBLIC, indicator.indicator, name="indicator"),
    path(f"{PUBLIC}values.csv", indicator.indicator_csv, name="indicator_csv"),
    path("profiles/", profile.profiles, name="profiles"),
    path(PROFILE, profile.profile, name="profile"),
    path(f"{PROFILE}<int:indicator_id>/", profile.profile_indicator, name="profile_indicator"),
    path(MANAGE, indicator_admin.manage_indicators, name="manage_indicators"),
    path(f"{MANAGE}new/", indicator_admin.indicator_form, name="indicator_new"),
    path(f"{MANAGE}usual/", indicator_admin.indicators_usual, name="indicators_usual"),
    path(ONE, indicator_admin.manage_indicator, name="manage_indicator"),
    path(f"{ONE}change/", indicator_admin.indicator_form, name="indicator_change"),
    path(f"{ONE}publication/", indicator_admin.indicator_publication, name="indicator_publication"),
    path(f"{ONE}retirement/", indicator_admin.indicator_retirement, name="indicator_retirement"),
    path(f"{ONE}values/new/", indicator_admin.indicator_value_new, name="indicator_value_new"),
    path(IMPORTS, value_import.manage_imports, name="manage_imports"),
    path(f"{IMPORTS}new/", value_import.import_new, name="import_new"),
    path(IMPORT, value_import.manage_import, name="manage_import"),
    path(f"{IMPORT}columns/", value_import.import_columns, name="import_columns"),
    path(f"{IMPORT}confirmation/", value_import.import_confirmation, name="import_confirmation"),
    path(f"{IMPORT}undoing/", value_import.import_undoing, name="import_undoing"),
    path(f"{IMPORT}removal/", value_import.import_removal, name="import_removal"),
]
