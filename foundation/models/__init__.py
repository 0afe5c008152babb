"""The ground's records."""

from .act import Act
from .edition import Edition, EditionPart, EditionSeal, Rendering
from .envelope import Correspondent, Envelope
from .file import File
from .grant import Grant, PartnershipGrant
from .message import Message
from .partnership import Host, Partnership
from .search import SearchEntry
from .user import User

__all__ = [
    "Act",
    "Correspondent",
    "Edition",
    "EditionPart",
    "EditionSeal",
    "Envelope",
    "File",
    "Grant",
    "Host",
    "Message",
    "Partnership",
    "PartnershipGrant",
    "Rendering",
    "SearchEntry",
    "User",
]
