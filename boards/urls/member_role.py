"""Addresses of members' named roles."""

from django.urls import path

from boards.views import member_role

manage = "manage/member-roles/"

urlpatterns = [
    path("roles/", member_role.member_roles, name="member_roles"),
    path(manage, member_role.manage_member_roles, name="manage_member_roles"),
    path(f"{manage}new/", member_role.member_role, name="member_role_new"),
    path(f"{manage}<int:role_id>/", member_role.manage_member_role, name="manage_member_role"),
    path(f"{manage}<int:role_id>/change/", member_role.member_role, name="member_role"),
    path(f"{manage}<int:role_id>/term/", member_role.member_role_term, name="member_role_term"),
    path(f"{manage}<int:role_id>/ending/", member_role.member_role_ending, name="member_role_ending"),
    path("manage/terms/<int:holding_id>/end/", member_role.role_holding_end, name="role_holding_end"),
]
