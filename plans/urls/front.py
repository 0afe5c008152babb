"""Address of the front page of priorities and plans."""

from django.urls import path

from plans.views import front

urlpatterns = [
    path("plans/", front.front, name="plans"),
]
