"""The app's place in the house."""

from django.apps import AppConfig


class EngagementConfig(AppConfig):
    """Registers what its roles permit."""

    name = "engagement"

    def ready(self):
        """Tell the ground, once models stand."""
        from foundation import panels
        from localities import leaving

        from . import (
            access,
            comparing_waves,
            conversing,
            keeping_services,
            owing,
            raised_panels,
            showing_challenges,
            showing_desk,
            showing_requests,
            showing_surveys,
            staging,
            telling_links,
        )

        access.register()
        telling_links.register()
        leaving.on_left(keeping_services.leave)
        panels.register("engagement.activity", staging.OF_AN_ACTIVITY)
        panels.register("engagement.activity", showing_surveys.OF_AN_ACTIVITY)
        panels.register("engagement.activity", owing.OF_AN_ACTIVITY)
        panels.register("engagement.activity", comparing_waves.OF_AN_ACTIVITY)
        panels.register("engagement.issue", showing_requests.OF_AN_ISSUE)
        panels.register("desk", showing_desk.OF_A_DESK)
        panels.register("localities.organisation", showing_challenges.OF_A_PROVIDER)
        panels.register("localities.person", conversing.OF_A_PERSON)
        panels.register("localities.organisation", conversing.OF_AN_ORGANISATION)
        panels.register("boards.decision", raised_panels.HEARD_BEFORE)
        panels.register("boards.decision", raised_panels.RAISED_BEFORE)
        panels.register("desk.beside", raised_panels.ON_A_DESK)
        panels.register("boards.meeting", raised_panels.AT_A_MEETING)
