"""The app's place in the house."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Registers what its roles permit."""

    name = "plans"

    def ready(self):
        """Tell the ground, once models stand."""
        from foundation import panels

        from . import (
            access,
            serving,
            sharing_priorities,
            showing_evidence,
            showing_gates,
            showing_matches,
            showing_plans,
            showing_profiles,
            showing_self_assessments,
            showing_stages,
            showing_ties,
        )

        access.register()
        sharing_priorities.register()
        panels.register("plans.profile", showing_evidence.OF_A_PROFILE)
        panels.register("plans.priority", showing_matches.OF_A_PRIORITY)
        panels.register("boards.board", showing_ties.OF_A_BOARD)
        panels.register("localities.locality", showing_profiles.OF_A_LOCALITY)
        panels.register("localities.locality", showing_plans.OF_A_LOCALITY)
        panels.register("boards.board", showing_plans.OF_A_BOARD)
        panels.register("boards.board", showing_self_assessments.OF_A_BOARD)
        panels.register("localities.locality", showing_stages.OF_A_LOCALITY)
        panels.register("boards.actions", showing_plans.OF_THE_ACTIONS)
        panels.register("desk", showing_gates.OF_A_DESK)
        panels.register("boards.meeting", serving.AT_A_MEETING)
        panels.register("boards.decision", serving.BY_A_DECISION)
        panels.register("boards.board", serving.OF_A_BOARD)
        panels.register("boards.board", serving.SERVES_NONE)
        panels.register("boards.item", serving.OF_AN_ITEM)
        panels.register("manage.issue", showing_evidence.OF_AN_ISSUE)
        panels.register("manage.activity", showing_evidence.OF_AN_ACTIVITY)
        panels.register("engagement.survey", showing_evidence.OF_A_SURVEY)
        panels.register("public.issue", showing_evidence.MADE_OF_AN_ISSUE)
        panels.register("public.activity", showing_evidence.MADE_OF_AN_ACTIVITY)
        panels.register("public.survey", showing_evidence.MADE_OF_A_SURVEY)
