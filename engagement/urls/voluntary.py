"""Addresses of who speaks with voluntary organisations."""

from django.urls import path

from engagement.views import voluntary

MANAGE = "manage/engagement/voluntary/"

urlpatterns = [
    path(MANAGE, voluntary.manage_voluntary_list, name="manage_voluntary_list"),
    path(f"{MANAGE}<int:organisation_id>/", voluntary.manage_voluntary, name="manage_voluntary"),
    path(f"{MANAGE}<int:organisation_id>/new/", voluntary.voluntary_contact_new, name="voluntary_contact_new"),
    path(
        f"{MANAGE}contacts/<int:contact_id>/ending/", voluntary.voluntary_contact_ending,
        name="voluntary_contact_ending",
    ),
]  # fmt: skip
