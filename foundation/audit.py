"""Records who did what, for the auditor and for the public trace."""

from typing import Any

from foundation.models import Act, User

from . import pagecache

CLOCK = "The clock"


def record(by: User | None, verb: str, target: Any, *, name: str = "", by_name: str = "", **detail: Any) -> Act:
    """Add an act to the log: ``by`` is None for the clock and for holders of a secure link (``by_name`` says who)."""
    pagecache.changed()
    root = getattr(target, "permission_root", None)
    return Act.objects.create(
        by=by,
        by_name=by_name or (str(by) if by else CLOCK),
        verb=verb,
        target_kind=target._meta.label_lower,
        target_id=target.pk,
        target_name=(name or str(target))[:300],
        root=f"{root._meta.model_name}:{root.pk}" if root is not None else "",
        detail=detail,
    )
