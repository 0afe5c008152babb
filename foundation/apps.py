"""The ground of the portal."""

from django.apps import AppConfig


class FoundationConfig(AppConfig):
    """Knows no board."""

    name = "foundation"

    def ready(self):
        """Say what roles in the whole partnership permit."""
        from . import accounts, corresponding, envelopes, roles

        roles.register()
        accounts.listen()
        envelopes.register(corresponding.KIND, envelopes.Kind(corresponding.take_in, by_agreement=False))
