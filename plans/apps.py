"""The app's place in the house."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Registers what its roles permit."""

    name = "plans"

    def ready(self):
        """Tell the ground, once models stand."""
        from foundation import panels

        from . import access, serving, showing_gates, showing_plans, showing_profiles

        access.register()
        panels.register("localities.locality", showing_profiles.OF_A_LOCALITY)
        panels.register("localities.locality", showing_plans.OF_A_LOCALITY)
        panels.register("boards.board", showing_plans.OF_A_BOARD)
        panels.register("desk", showing_gates.OF_A_DESK)
        panels.register("boards.meeting", serving.AT_A_MEETING)
        panels.register("boards.decision", serving.BY_A_DECISION)
        panels.register("boards.board", serving.OF_A_BOARD)
        panels.register("boards.board", serving.SERVES_NONE)
        panels.register("boards.item", serving.OF_AN_ITEM)
