"""The app's place in the house."""

from django.apps import AppConfig


class BoardsConfig(AppConfig):
    """Registers what its roles permit."""

    name = "boards"

    def ready(self):
        """Tell the ground, once models stand."""
        from foundation import mail, panels
        from localities import inviting, leaving

        from . import access, granting, showing, telling, unseating

        access.register()
        inviting.on_joined(granting.join)
        leaving.on_left(unseating.unseat)
        panels.register("localities.person", showing.OF_A_PERSON)
        mail.on_outcome("summons", telling.keep_outcome)
