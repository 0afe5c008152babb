"""Addresses of services, their standards, who answers for them, and access points."""

from django.urls import path

from engagement.views import service, service_admin

MANAGE = "manage/engagement/services/"
ONE = f"{MANAGE}<int:service_id>/"
POINTS = "manage/engagement/access-points/"

urlpatterns = [
    path("services/", service.services, name="services"),
    path("services/<int:service_id>/", service.service, name="service"),
    path("service-standards/", service.service_standards, name="service_standards"),
    path("service-standards.csv", service.service_standards_csv, name="service_standards_csv"),
    path(MANAGE, service_admin.manage_services, name="manage_services"),
    path(f"{MANAGE}new/", service_admin.service_form, name="service_new"),
    path(f"{MANAGE}import/", service_admin.services_import, name="services_import"),
    path(ONE, service_admin.manage_service, name="manage_service"),
    path(f"{ONE}change/", service_admin.service_form, name="service_change"),
    path(f"{ONE}retirement/", service_admin.service_retirement, name="service_retirement"),
    path(f"{ONE}managers/new/", service_admin.manager_new, name="manager_new"),
    path(f"{MANAGE}managers/<int:manager_id>/ending/", service_admin.manager_ending, name="manager_ending"),
    path(POINTS, service_admin.manage_points, name="manage_points"),
    path(f"{POINTS}new/", service_admin.point_form, name="access_point_new"),
    path(f"{POINTS}<int:access_point_id>/", service_admin.point_form, name="access_point_change"),
    path(f"{POINTS}<int:access_point_id>/retirement/", service_admin.point_retirement, name="access_point_retirement"),
]
