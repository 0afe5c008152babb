"""Addresses of consultations on parish precepts."""

from django.urls import path

from engagement.views import precept

MANAGE = "manage/engagement/precepts/"

urlpatterns = [
    path("precepts/", precept.precepts, name="precepts"),
    path(MANAGE, precept.manage_precepts, name="manage_precepts"),
    path(f"{MANAGE}new/", precept.precept_new, name="precept_new"),
    path(f"{MANAGE}<int:precept_id>/", precept.precept_change, name="precept_change"),
]
