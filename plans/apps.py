"""The app's place in the house."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Registers what its roles permit."""

    name = "plans"

    def ready(self):
        """Tell the ground, once models stand."""
        from foundation.panels import register

        from . import access, panels, sharing_priorities

        access.register()
        sharing_priorities.register()
        for noun, panel in panels.PANELS:
            register(noun, panel)
