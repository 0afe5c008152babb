"""The app's place in Django."""

from django.apps import AppConfig


class CommissioningConfig(AppConfig):
    """Nothing to set up yet."""

    name = "commissioning"
