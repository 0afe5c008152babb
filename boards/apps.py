"""The app's place in the house."""

from django.apps import AppConfig


class BoardsConfig(AppConfig):
    """Registers what its roles permit."""

    name = "boards"

    def ready(self):
        """Tell the ground, once models stand."""
        from foundation import mail
        from localities import inviting

        from . import access, granting, telling

        access.register()
        inviting.on_joined(granting.join)
        mail.on_outcome("summons", telling.keep_outcome)
