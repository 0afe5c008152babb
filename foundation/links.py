"""Addresses that work outside a page, in mails and calendars, and the secrets of those that need no account."""

import datetime
import hashlib
from base64 import urlsafe_b64encode

from django.conf import settings
from django.utils.crypto import salted_hmac

from foundation.models import Partnership


def address(partnership: Partnership | None, path: str = "") -> str:
    """Return the full address of a path in a partnership, or at the bare host where there is none.

    Host and port come from what is registered and set, never from a request, whose sender chooses its headers.
    """
    host = partnership.main_host if partnership else settings.BARE_HOSTS[0]
    return settings.ADDRESS.format(host=host) + path


def secret(use: str, *facts: object) -> str:
    """Return the secret of a link for one use, made from the facts that name its record and its holder.

    With the moment at which a link was made among them each link has a secret of its own; None is no moment yet.
    """
    digest = salted_hmac(use, ":".join(map(_written, facts)), algorithm="sha256").digest()
    return urlsafe_b64encode(digest).decode().rstrip("=")


def _written(fact: object) -> str:
    if isinstance(fact, datetime.datetime):
        return fact.isoformat()
    return "" if fact is None else str(fact)


def hash_token(text: str) -> str:
    """Return what is stored of a secret, and what the confidentiality wall asks for."""
    return hashlib.sha256(text.encode()).hexdigest()
