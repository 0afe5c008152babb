"""The app's place in the house."""

from django.apps import AppConfig


class EngagementConfig(AppConfig):
    """Registers what its roles permit."""

    name = "engagement"

    def ready(self):
        """Tell the ground, once models stand."""
        from foundation.panels import register
        from localities import leaving

        from . import access, keeping_services, panels, telling_links

        access.register()
        telling_links.register()
        leaving.on_left(keeping_services.leave)
        for noun, panel in panels.PANELS:
            register(noun, panel)
