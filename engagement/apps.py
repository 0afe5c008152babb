"""The app's place in Django."""

from django.apps import AppConfig


class EngagementConfig(AppConfig):
    """Nothing to set up yet."""

    name = "engagement"
