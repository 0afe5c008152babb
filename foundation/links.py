"""Addresses that work outside a page, in mails and calendars: always the partnership's own host."""

from django.conf import settings

from foundation.models import Partnership


def address(partnership: Partnership, path: str = "") -> str:
    """Return the full address of a path in a partnership."""
    return settings.ADDRESS.format(host=partnership.main_host) + path
