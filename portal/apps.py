"""The app's place in Django."""

from django.apps import AppConfig
from django.core.checks import Tags, register

from . import checks


class PortalConfig(AppConfig):
    """The roof: tells Django what production refuses."""

    name = "portal"

    def ready(self) -> None:
        """Register the refusals, asked by `manage.py check --deploy --database default`."""
        register(checks.environment_is_for_production, Tags.security, deploy=True)
        register(checks.walls_hold_the_serving_role, Tags.database, deploy=True)
