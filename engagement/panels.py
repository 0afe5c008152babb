"""What pages of lower rooms, and our own, show of engagement."""

from engagement import (
    comparing_waves,
    conversing,
    owing,
    raised_panels,
    showing_challenges,
    showing_desk,
    showing_requests,
    showing_surveys,
    staging,
)
from foundation.panels import Panel

PANELS: tuple[tuple[str, Panel], ...] = (
    ("engagement.activity", staging.OF_AN_ACTIVITY),
    ("engagement.activity", showing_surveys.OF_AN_ACTIVITY),
    ("engagement.activity", owing.OF_AN_ACTIVITY),
    ("engagement.activity", comparing_waves.OF_AN_ACTIVITY),
    ("engagement.issue", showing_requests.OF_AN_ISSUE),
    ("desk", showing_desk.OF_A_DESK),
    ("localities.organisation", showing_challenges.OF_A_PROVIDER),
    ("localities.person", conversing.OF_A_PERSON),
    ("localities.organisation", conversing.OF_AN_ORGANISATION),
    ("boards.decision", raised_panels.HEARD_BEFORE),
    ("boards.decision", raised_panels.RAISED_BEFORE),
    ("desk.beside", raised_panels.ON_A_DESK),
    ("boards.meeting", raised_panels.AT_A_MEETING),
)
