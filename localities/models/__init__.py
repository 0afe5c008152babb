"""Places, organisations and people."""

from .area import Area, Dated, DatedQuerySet, OfPartnership, ends_after_it_starts, must_be_in_order
from .interest import POSTCODE, Interest, InterestDetail, InterestDuty
from .locality import Locality, LocalityArea, LocalityGrant
from .organisation import Organisation, Venue
from .outline import Outline
from .person import Invitation, Mandate, Person, PoliticalGroup, Post, PostLocality
from .postcode import Postcode, PostcodeTable
from .register import Field, Register, RegisterEntry
from .rules import RulesQuerySet
from .skill import Skill

__all__ = [
    "POSTCODE",
    "Area",
    "Dated",
    "DatedQuerySet",
    "Field",
    "Interest",
    "InterestDetail",
    "InterestDuty",
    "Invitation",
    "Locality",
    "LocalityArea",
    "LocalityGrant",
    "Mandate",
    "OfPartnership",
    "Organisation",
    "Outline",
    "Person",
    "PoliticalGroup",
    "Post",
    "PostLocality",
    "Postcode",
    "PostcodeTable",
    "Register",
    "RegisterEntry",
    "RulesQuerySet",
    "Skill",
    "Venue",
    "ends_after_it_starts",
    "must_be_in_order",
]
