"""The app's place in the house."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Registers what its roles permit."""

    name = "plans"

    def ready(self):
        """Tell the ground, once models stand."""
        from . import access

        access.register()
