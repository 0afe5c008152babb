"""The app's place in the house."""

from django.apps import AppConfig


class LocalitiesConfig(AppConfig):
    """Registers what its roles permit."""

    name = "localities"

    def ready(self):
        """Tell the ground, once models stand."""
        from foundation import panels

        from . import access, describing, leaving, linking, notifying, offering, recording
        from .models import Mandate

        access.register()
        recording.on_kept(Mandate, notifying.took_office)
        leaving.on_left(offering.forget)
        panels.register("localities.locality", describing.OF_A_LOCALITY)
        panels.register("localities.organisation", describing.OF_AN_ORGANISATION)
        linking.register("register_entry", describing.LINKED)
