"""Places, organisations and people."""

from .area import Area, Dated, DatedQuerySet, OfPartnership, ends_after_it_starts
from .locality import Locality, LocalityArea, LocalityGrant
from .organisation import Organisation, Venue
from .person import Invitation, Mandate, Person, PoliticalGroup, Post, PostLocality

__all__ = [
    "Area",
    "Dated",
    "DatedQuerySet",
    "Invitation",
    "Locality",
    "LocalityArea",
    "LocalityGrant",
    "Mandate",
    "OfPartnership",
    "Organisation",
    "Person",
    "PoliticalGroup",
    "Post",
    "PostLocality",
    "Venue",
    "ends_after_it_starts",
]
