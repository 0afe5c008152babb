"""Every noun of engagement, each in its own file."""

from .activity import Activity, ActivityAudience
from .audience import Audience, Theme
from .follower import Follower
from .issue import Issue, IssueContact, IssueStep
from .request import RequestStep, ServiceRequest
from .rules import EngagementRules, rules_of
from .service import AccessPoint, AccessPointService, Service, ServiceManager
from .survey import Question, Response, Survey
from .survey_invitation import SurveyInvitation
from .taking_part import GroupShare, HeadCount, SignUp

__all__ = [
    "AccessPoint",
    "AccessPointService",
    "Activity",
    "ActivityAudience",
    "Audience",
    "EngagementRules",
    "Follower",
    "GroupShare",
    "HeadCount",
    "Issue",
    "IssueContact",
    "IssueStep",
    "Question",
    "RequestStep",
    "Response",
    "Service",
    "ServiceManager",
    "ServiceRequest",
    "SignUp",
    "Survey",
    "SurveyInvitation",
    "Theme",
    "rules_of",
]
