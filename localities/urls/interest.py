"""Addresses of the register of interests."""

from django.urls import path

from localities.views import interest

REGISTER = "people/<int:person_id>/interests/"

urlpatterns = [
    path("manage/interests/", interest.interests_due, name="interests_due"),
    path("desk/interests/", interest.my_interests, name="my_interests"),
    path(REGISTER, interest.interests, name="interests"),
    path(f"{REGISTER}new/", interest.interest_new, name="interest_new"),
    path(f"{REGISTER}<int:interest_id>/", interest.interest_change, name="interest_change"),
    path(f"{REGISTER}<int:interest_id>/ending/", interest.interest_ending, name="interest_ending"),
    path(f"{REGISTER}<int:interest_id>/withholding/", interest.interest_withholding, name="interest_withholding"),
    path(
        "people/<int:person_id>/mandates/<int:mandate_id>/confirmation/",
        interest.interests_confirmation, name="interests_confirmation",
    ),
]  # fmt: skip
