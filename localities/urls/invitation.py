"""Addresses of invitations."""

from django.urls import path

from localities.views import invitation

urlpatterns = [
    path("invitations/<str:token>/", invitation.invitation, name="invitation"),
    path("manage/people/<int:person_id>/invitation/", invitation.invite_person, name="invite_person"),
]
