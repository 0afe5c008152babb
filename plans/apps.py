"""The app's place in the house."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Registers what its roles permit."""

    name = "plans"

    def ready(self):
        """Tell the ground, once models stand."""
        from foundation import panels

        from . import access, showing_profiles

        access.register()
        panels.register("localities.locality", showing_profiles.OF_A_LOCALITY)
