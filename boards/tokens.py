"""The secret in a summons's link: made from the row by the installation's key, and stored only as its hash."""

import hashlib
from base64 import urlsafe_b64encode

from django.utils.crypto import salted_hmac

from boards.models import Summons


def token(summons: Summons) -> str:
    """Return the secret of a summons's link; one person's for one meeting, the same in each message."""
    words = f"{summons.partnership_id}:{summons.meeting_id}:{summons.person_id}"
    digest = salted_hmac("boards.summons", words, algorithm="sha256").digest()
    return urlsafe_b64encode(digest).decode().rstrip("=")


def hash_token(text: str) -> str:
    """Return what is stored of a secret, and what the confidentiality wall asks for."""
    return hashlib.sha256(text.encode()).hexdigest()
