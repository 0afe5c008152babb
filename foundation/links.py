"""Addresses that work outside a page, in mails and calendars: always the partnership's own host."""

from django.conf import settings

from foundation.models import Partnership


def address(partnership: Partnership | None, path: str = "") -> str:
    """Return the full address of a path in a partnership, or at the bare host where there is none.

    Host and port come from what is registered and set, never from a request, whose sender chooses its headers.
    """
    host = partnership.main_host if partnership else settings.BARE_HOSTS[0]
    return settings.ADDRESS.format(host=host) + path
