"""What every template knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def house(request: HttpRequest) -> dict[str, Any]:
    """Give templates the partnership, its words and what the person may do."""
    partnership = getattr(request, "partnership", None)
    return {
        "partnership": partnership,
        "words": partnership.vocabulary if partnership else {},
        "demo": settings.DEMO,
        "access": getattr(request, "access", None),
    }
