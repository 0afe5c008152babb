"""Every address of the portal, each app's own list under it."""

from django.contrib import admin
from django.urls import include, path

from .views import health

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("", include("foundation.urls")),
    path("", include("localities.urls")),
    path("", include("boards.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]
