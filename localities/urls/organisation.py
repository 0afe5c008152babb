"""Addresses of organisations, political groups and venues."""

from django.urls import path

from localities.views import organisation, venue

ONE = "manage/organisations/<int:organisation_id>/"

urlpatterns = [
    path("manage/organisations/", organisation.organisations, name="organisations"),
    path("manage/organisations/new/", organisation.organisation_new, name="organisation_new"),
    path(ONE, organisation.organisation, name="organisation"),
    path(f"{ONE}change/", organisation.organisation_change, name="organisation_change"),
    path(f"{ONE}ending/", organisation.organisation_ending, name="organisation_ending"),
    path(f"{ONE}composition/", organisation.organisation_composition, name="organisation_composition"),
    path("manage/groups/", organisation.groups, name="groups"),
    path("manage/groups/new/", organisation.group_form, name="group_new"),
    path("manage/groups/<int:group_id>/", organisation.group_form, name="group_change"),
    path("manage/venues/", venue.venues, name="venues"),
    path("manage/venues/new/", venue.venue_new, name="venue_new"),
    path("manage/venues/<int:venue_id>/", venue.venue_change, name="venue_change"),
    path("manage/venues/<int:venue_id>/retirement/", venue.venue_retirement, name="venue_retirement"),
]
