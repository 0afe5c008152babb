"""What everybody may read of what is known is found by search."""

import datetime
from typing import Any

from foundation import search
from foundation.models import Edition


def let_be_found(
    record: Any, kind: str, body: str, *, dated: datetime.date, context: str = "", edition: Edition | None = None
) -> None:
    """Let a public record be found by its words, in place of what was found of it before."""
    entry = search.Entry(
        key=kind, kind=kind, title=str(record), body=body, context=context or str(record.locality or ""), dated=dated,
        address=record.get_absolute_url(),
    )  # fmt: skip
    search.replace(f"{kind}:{record.pk}", "", [entry], edition=edition)


def hide(record: Any, kind: str) -> None:
    """Let it be found no more."""
    search.replace(f"{kind}:{record.pk}", "", [])
