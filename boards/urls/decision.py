"""Addresses of the register of decisions."""

from django.urls import path

from boards.views import decision

urlpatterns = [
    path("decisions/", decision.decisions, name="decisions"),
    path("decisions/<int:key>/", decision.decision, name="decision"),
]
