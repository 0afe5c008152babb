"""The app's place in Django."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Nothing to set up yet."""

    name = "plans"
