"""Every noun of plans, each in its own file."""

from .comment import Comment, Commenter, CommentRound
from .cycle import Cycle, PrioritySet
from .evidence import Evidence, Need, NeedEvidence
from .framework import STAGES, Framework, FrameworkOutcome, StageAssessment, StageMeasure
from .indicator import Indicator, IndicatorValue, ValueImport
from .measure import CorrectiveAction, Measure
from .plan import Commitment, Milestone, Objective, ObjectiveAim, Plan, PlanAction, PlanResource
from .priority import Principle, PrincipleScore, Priority, PriorityAim, PriorityEvidence, PriorityItem, PrioritySupport
from .rules import PlanRules, rules_of
from .strategy import Aim, Strategy

__all__ = [
    "STAGES",
    "Aim",
    "Comment",
    "CommentRound",
    "Commenter",
    "Commitment",
    "CorrectiveAction",
    "Cycle",
    "Evidence",
    "Framework",
    "FrameworkOutcome",
    "Indicator",
    "IndicatorValue",
    "Measure",
    "Milestone",
    "Need",
    "NeedEvidence",
    "Objective",
    "ObjectiveAim",
    "Plan",
    "PlanAction",
    "PlanResource",
    "PlanRules",
    "Principle",
    "PrincipleScore",
    "Priority",
    "PriorityAim",
    "PriorityEvidence",
    "PriorityItem",
    "PrioritySet",
    "PrioritySupport",
    "StageAssessment",
    "StageMeasure",
    "Strategy",
    "ValueImport",
    "rules_of",
]
