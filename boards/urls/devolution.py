"""Officers' addresses of levels of devolution."""

from django.urls import path

from boards.views import devolution

urlpatterns = [
    path("manage/devolution/", devolution.devolutions, name="devolutions"),
    path("manage/devolution/<int:locality_id>/", devolution.locality_devolution, name="locality_devolution"),
]
