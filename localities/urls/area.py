"""Addresses under which officers keep areas and localities."""

from django.urls import path

from localities.views import area, locality_admin, postcode, sheet

AREA = "manage/places/areas/<int:area_id>/"
LOCALITY = "manage/places/localities/<int:locality_id>/"

urlpatterns = [
    path("manage/places/", area.areas, name="places"),
    path("manage/places/coverage/", area.places_coverage, name="places_coverage"),
    path("manage/places/areas/new/", area.area_new, name="area_new"),
    path("manage/places/areas/import/", sheet.areas_import, name="areas_import"),
    path("manage/places/postcodes/", postcode.postcodes, name="postcodes"),
    path("manage/places/postcodes/<int:table_id>/", postcode.postcode_table, name="postcode_table"),
    path(
        "manage/places/postcodes/<int:table_id>/saving/", postcode.postcode_table_saving, name="postcode_table_saving"
    ),
    path("manage/places/outlines/", postcode.outlines, name="outlines"),
    path(AREA, area.area, name="area"),
    path(f"{AREA}change/", area.area_change, name="area_change"),
    path(f"{AREA}ending/", area.area_ending, name="area_ending"),
    path("manage/places/localities/", locality_admin.localities, name="localities_manage"),
    path("manage/places/localities/new/", locality_admin.locality_new, name="locality_new"),
    path(LOCALITY, locality_admin.locality, name="locality_manage"),
    path(f"{LOCALITY}change/", locality_admin.locality_change, name="locality_change"),
    path(f"{LOCALITY}ending/", locality_admin.locality_ending, name="locality_ending"),
    path(f"{LOCALITY}areas/", locality_admin.locality_areas, name="locality_areas"),
    path(
        "manage/places/localities/areas/<int:link_id>/ending/",
        locality_admin.locality_area_ending,
        name="locality_area_ending",
    ),
]
