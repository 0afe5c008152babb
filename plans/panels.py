"""What pages of lower rooms, and our own, show of plans."""

from foundation.panels import Panel
from plans import (
    serving,
    showing_evidence,
    showing_gates,
    showing_matches,
    showing_plans,
    showing_profiles,
    showing_self_assessments,
    showing_stages,
    showing_ties,
)

PANELS: tuple[tuple[str, Panel], ...] = (
    ("plans.profile", showing_evidence.OF_A_PROFILE),
    ("plans.priority", showing_matches.OF_A_PRIORITY),
    ("plans.plan", showing_matches.OF_A_PLAN),
    ("boards.board", showing_ties.OF_A_BOARD),
    ("localities.locality", showing_profiles.OF_A_LOCALITY),
    ("localities.locality", showing_plans.OF_A_LOCALITY),
    ("boards.board", showing_plans.OF_A_BOARD),
    ("boards.board", showing_self_assessments.OF_A_BOARD),
    ("localities.locality", showing_stages.OF_A_LOCALITY),
    ("boards.actions", showing_plans.OF_THE_ACTIONS),
    ("desk", showing_gates.OF_A_DESK),
    ("boards.meeting", serving.AT_A_MEETING),
    ("boards.decision", serving.BY_A_DECISION),
    ("boards.board", serving.OF_A_BOARD),
    ("boards.board", serving.SERVES_NONE),
    ("boards.item", serving.OF_AN_ITEM),
    ("manage.issue", showing_evidence.OF_AN_ISSUE),
    ("manage.activity", showing_evidence.OF_AN_ACTIVITY),
    ("engagement.survey", showing_evidence.OF_A_SURVEY),
    ("public.issue", showing_evidence.MADE_OF_AN_ISSUE),
    ("public.activity", showing_evidence.MADE_OF_AN_ACTIVITY),
    ("public.survey", showing_evidence.MADE_OF_A_SURVEY),
)
