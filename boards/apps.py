"""The app's place in the house."""

from django.apps import AppConfig


class BoardsConfig(AppConfig):
    """Registers what its roles permit."""

    name = "boards"

    def ready(self):
        """Tell the ground, once models stand."""
        from foundation import mail, panels
        from localities import inviting, leaving, linking, recording
        from localities.models import Mandate, Post

        from . import (
            access,
            championing,
            confiding,
            crossing,
            devolving,
            forewarning,
            granting,
            showing,
            telling,
            unseating,
        )

        access.register()
        crossing.register()
        inviting.on_joined(granting.join)
        recording.on_kept(Mandate, granting.follow)
        recording.on_kept(Post, granting.follow)
        leaving.on_left(unseating.unseat)
        leaving.on_left(championing.leave)
        panels.register("localities.person", showing.OF_A_PERSON)
        panels.register("localities.locality", devolving.OF_A_LOCALITY)
        panels.register("localities.post", showing.OF_A_POST)
        panels.register("localities.organisation", showing.OF_AN_ORGANISATION)
        mail.on_outcome("summons", telling.keep_outcome)
        mail.on_outcome("sensitive", confiding.keep_outcome)
        mail.on_outcome("ward_notice", forewarning.keep_outcome)
        for name, noun in showing.LINKED.items():
            linking.register(name, noun)
