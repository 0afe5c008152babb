"""Every noun of plans, each in its own file."""

from .adoption import CommunityTest, PlanPartner, Point, ReadinessReason
from .analysis import AnalysedNeed, AnalysisContribution, AnalysisSignature, NeedsAnalysis
from .case import BusinessCase, Candidate, CaseOption
from .comment import Comment, Commenter, CommentRound
from .commitment import Commitment, PlanResource
from .cycle import Cycle, PrioritySet
from .delivery import ActionReport, DeliveryYear, Lesson, PilotEvaluation, YearAction
from .evidence import Evidence, Need, NeedEvidence
from .framework import NEEDS_EVIDENCE, STAGES, Framework, FrameworkOutcome, StageAssessment, StageMeasure
from .indicator import Indicator, IndicatorValue, ValueImport
from .match import PriorityMatch, PrioritySharing, PriorityWords, SharedPriority
from .measure import CorrectiveAction, Measure
from .plan import Milestone, Objective, ObjectiveAim, Plan, PlanAction
from .priority import Principle, PrincipleScore, Priority, PriorityAim, PriorityEvidence, PriorityItem, PrioritySupport
from .priority_paper import PriorityPaper
from .profile_page import ProfilePage
from .review import BoardTie, PartnershipReview
from .rules import PlanRules, rules_by_locality, rules_of
from .self_assessment import SelfAssessment, SelfScore, SelfStatement
from .strategy import Aim, Strategy
from .value_request import ValueRequest

__all__ = [
    "NEEDS_EVIDENCE",
    "STAGES",
    "ActionReport",
    "Aim",
    "AnalysedNeed",
    "AnalysisContribution",
    "AnalysisSignature",
    "BoardTie",
    "BusinessCase",
    "Candidate",
    "CaseOption",
    "Comment",
    "CommentRound",
    "Commenter",
    "Commitment",
    "CommunityTest",
    "CorrectiveAction",
    "Cycle",
    "DeliveryYear",
    "Evidence",
    "Framework",
    "FrameworkOutcome",
    "Indicator",
    "IndicatorValue",
    "Lesson",
    "Measure",
    "Milestone",
    "Need",
    "NeedEvidence",
    "NeedsAnalysis",
    "Objective",
    "ObjectiveAim",
    "PartnershipReview",
    "PilotEvaluation",
    "Plan",
    "PlanAction",
    "PlanPartner",
    "PlanResource",
    "PlanRules",
    "Point",
    "Principle",
    "PrincipleScore",
    "Priority",
    "PriorityAim",
    "PriorityEvidence",
    "PriorityItem",
    "PriorityMatch",
    "PriorityPaper",
    "PrioritySet",
    "PrioritySharing",
    "PrioritySupport",
    "PriorityWords",
    "ProfilePage",
    "ReadinessReason",
    "SelfAssessment",
    "SelfScore",
    "SelfStatement",
    "SharedPriority",
    "StageAssessment",
    "StageMeasure",
    "Strategy",
    "ValueImport",
    "ValueRequest",
    "YearAction",
    "rules_by_locality",
    "rules_of",
]
