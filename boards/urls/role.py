"""Addresses of roles: who holds which, where."""

from django.urls import path

from boards.views import role

PLACE = "manage/roles/<str:kind>/<int:root_id>/"

urlpatterns = [
    path("manage/roles/", role.roles, name="roles"),
    path("manage/roles/new/", role.role_place, name="role_place"),
    path(PLACE, role.role_new, name="role_new"),
    path(f"{PLACE}<int:grant_id>/", role.role, name="role"),
    path(f"{PLACE}<int:grant_id>/ending/", role.role_ending, name="role_ending"),
]
