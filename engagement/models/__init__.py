"""Every noun of engagement, each in its own file."""

from .activity import Activity, ActivityAudience
from .answer_draft import EVERY_DRAFT, AnswerDraft
from .audience import Audience, Theme
from .case import Case, CaseEntry, CaseParty
from .challenge import Challenge, ChallengeRound, DeliveryPlan
from .equality_answer import EqualityAnswer
from .feedback import Feedback, FeedbackLink, FeedbackPoint
from .follower import Follower
from .issue import Issue, IssueStep
from .issue_contact import IssueContact
from .network import NetworkListing, NetworkMember
from .outside import OutsideAnswer, OutsideConsultation
from .precept import PreceptConsultation
from .request import RequestStep, ServiceRequest
from .result import Code, Coded, CodedTheme, Quote, SurveyResult
from .rules import EngagementRules, days_ago, longer_ago, rules_by_locality, rules_of
from .service import AccessPoint, AccessPointService, Service, ServiceManager
from .shared_text import PartnerSignature, SharedText, SharedTextVersion, SignatureContact
from .survey import Question, Response, Survey
from .survey_invitation import SurveyInvitation
from .taking_part import GroupShare, HeadCount, SignUp
from .voluntary import VoluntaryContact

__all__ = [
    "EVERY_DRAFT",
    "AccessPoint",
    "AccessPointService",
    "Activity",
    "ActivityAudience",
    "AnswerDraft",
    "Audience",
    "Case",
    "CaseEntry",
    "CaseParty",
    "Challenge",
    "ChallengeRound",
    "Code",
    "Coded",
    "CodedTheme",
    "DeliveryPlan",
    "EngagementRules",
    "EqualityAnswer",
    "Feedback",
    "FeedbackLink",
    "FeedbackPoint",
    "Follower",
    "GroupShare",
    "HeadCount",
    "Issue",
    "IssueContact",
    "IssueStep",
    "NetworkListing",
    "NetworkMember",
    "OutsideAnswer",
    "OutsideConsultation",
    "PartnerSignature",
    "PreceptConsultation",
    "Question",
    "Quote",
    "RequestStep",
    "Response",
    "Service",
    "ServiceManager",
    "ServiceRequest",
    "SharedText",
    "SharedTextVersion",
    "SignUp",
    "SignatureContact",
    "Survey",
    "SurveyInvitation",
    "SurveyResult",
    "Theme",
    "VoluntaryContact",
    "days_ago",
    "longer_ago",
    "rules_by_locality",
    "rules_of",
]
