"""Boards and their meetings: one noun, one file."""

from .action import Action, ActionUpdate
from .agenda import AgendaItem, ItemProposal
from .agreement import AgendaAgreement
from .assessment import Characteristic, Effect, ImpactAssessment
from .attendance import Attendance, Declaration, Movement
from .board import Board, BoardGrant, BoardName, BoardOffice, BoardRelation
from .chase import Chase
from .concern import ItemConcern, Tier, tier_of
from .decision_notice import DecisionNotice
from .decision_record import DecidingRight, DecisionRecord, Power
from .delegation import Delegation, Level
from .devolution import Devolution
from .dispensation import Dispensation
from .exclusion import Exclusion
from .exemption import Exemption
from .forward_plan import ForwardEntry, ForwardMove, ForwardNotice
from .hold import CallInPeriods, CallInRule, Hold, Signatories
from .kind import BoardKind, DecisionMode, LegalStatus, PublicAccess
from .meeting import Meeting, MeetingChange, Override
from .member_role import MemberRole, RoleHolding
from .minutes import Answer, Decision, DecisionMember, MinuteEntry, Minutes
from .officer_decision import OfficerDecision, OfficerPaper
from .position import Position
from .public_rule import PublicRule
from .question import Asked, PublicQuestion, WhoMayAsk
from .reading import Reading
from .record import ItemRecord, Motion
from .referral import Referral
from .report import Appendix, BackgroundPaper, Consulted, Recommendation, Report, ReportSection, ResourceStatus
from .retention import Disposal, Kept, LegalHold, RetentionRule
from .seat import Seat, SeatHolding, SeatRule
from .sensitive import SensitiveCopy, SensitiveNotice
from .sign_off import SignOff, SignOffStep
from .summons import Summons
from .task_group import Blocker, ReportBack, TaskGroup
from .template import Purpose, ReportTemplate, Standing, StandingItem, TemplateSection
from .terms import TermsAgreement, TermsOfReference
from .vacancy import Vacancy
from .visit import DeskVisit
from .vote import Ballot, Choice, Vote
from .ward_notice import ItemPlace, WardNotice

__all__ = [
    "Action",
    "ActionUpdate",
    "AgendaAgreement",
    "AgendaItem",
    "Answer",
    "Appendix",
    "Asked",
    "Attendance",
    "BackgroundPaper",
    "Ballot",
    "Blocker",
    "Board",
    "BoardGrant",
    "BoardKind",
    "BoardName",
    "BoardOffice",
    "BoardRelation",
    "CallInPeriods",
    "CallInRule",
    "Characteristic",
    "Chase",
    "Choice",
    "Consulted",
    "DecidingRight",
    "Decision",
    "DecisionMember",
    "DecisionMode",
    "DecisionNotice",
    "DecisionRecord",
    "Declaration",
    "Delegation",
    "DeskVisit",
    "Devolution",
    "Dispensation",
    "Disposal",
    "Effect",
    "Exclusion",
    "Exemption",
    "ForwardEntry",
    "ForwardMove",
    "ForwardNotice",
    "Hold",
    "ImpactAssessment",
    "ItemConcern",
    "ItemPlace",
    "ItemProposal",
    "ItemRecord",
    "Kept",
    "LegalHold",
    "LegalStatus",
    "Level",
    "Meeting",
    "MeetingChange",
    "MemberRole",
    "MinuteEntry",
    "Minutes",
    "Motion",
    "Movement",
    "OfficerDecision",
    "OfficerPaper",
    "Override",
    "Position",
    "Power",
    "PublicAccess",
    "PublicQuestion",
    "PublicRule",
    "Purpose",
    "Reading",
    "Recommendation",
    "Referral",
    "Report",
    "ReportBack",
    "ReportSection",
    "ReportTemplate",
    "ResourceStatus",
    "RetentionRule",
    "RoleHolding",
    "Seat",
    "SeatHolding",
    "SeatRule",
    "SensitiveCopy",
    "SensitiveNotice",
    "SignOff",
    "SignOffStep",
    "Signatories",
    "Standing",
    "StandingItem",
    "Summons",
    "TaskGroup",
    "TemplateSection",
    "TermsAgreement",
    "TermsOfReference",
    "Tier",
    "Vacancy",
    "Vote",
    "WardNotice",
    "WhoMayAsk",
    "tier_of",
]
