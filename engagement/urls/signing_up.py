"""Addresses of signing up for an activity, and of how many took part."""

from django.urls import path

from engagement.views import signing_up

MANAGE = "manage/engagement/activities/<int:activity_id>/"

urlpatterns = [
    path("have-your-say/<int:activity_id>/sign-up/", signing_up.sign_up_new, name="sign_up_new"),
    path("have-your-say/sign-ups/<str:token>/", signing_up.sign_up, name="sign_up"),
    path("have-your-say/sign-ups/<str:token>/withdrawal/", signing_up.sign_up_withdrawal, name="sign_up_withdrawal"),
    path(f"{MANAGE}sign-ups/", signing_up.manage_sign_ups, name="manage_sign_ups"),
    path(f"{MANAGE}counts/", signing_up.head_counts, name="head_counts"),
]
