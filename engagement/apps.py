"""The app's place in the house."""

from django.apps import AppConfig


class EngagementConfig(AppConfig):
    """Registers what its roles permit."""

    name = "engagement"

    def ready(self):
        """Tell the ground, once models stand."""
        from . import access

        access.register()
