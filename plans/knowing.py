"""The library of evidence: added with who may read it, opened to everybody, retired with a reason. Source: A24."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from foundation import audit, uploads
from foundation.locking import lock
from foundation.models import User
from foundation.uploads import Inspected
from plans.models import Evidence
from plans.opening import open_to_all, stay_open
from plans.showing import hide, let_be_found

ROOT = "evidence:partners"  # of its files: whoever reads what partners share; everybody, once it is public
PARTNERS_ONLY = "Partners share it among themselves. Say first that everybody may read it."
NOT_BACK = "Everybody can read it already, and may have kept it. Retire it, and say why."


@transaction.atomic
def keep(evidence: Evidence, *, by: User | None, document: Inspected | None = None) -> Evidence:
    """Save an item with its document. Raises ValidationError where what everybody reads would be closed again."""
    if evidence._state.adding:
        evidence.added_by = by
    kept = stay_open(evidence)
    if evidence.published_at and evidence.sharing != Evidence.Sharing.PUBLIC:
        raise ValidationError({"sharing": NOT_BACK})
    if document:
        evidence.file = uploads.store(document, root=ROOT, by=by)
    evidence.save()
    audit.record(by, kept, evidence)
    _show(evidence)
    return evidence


@transaction.atomic
def publish(evidence: Evidence, *, by: User | None) -> Evidence:
    """Let everybody read an item and its document. Raises ValidationError for what only partners share."""
    evidence = lock(evidence, "locality", "file", "owner")
    open_to_all(evidence, lacks="" if evidence.sharing == Evidence.Sharing.PUBLIC else PARTNERS_ONLY, by=by)
    _show(evidence)
    return evidence


@transaction.atomic
def retire(evidence: Evidence, *, because: str, by: User) -> Evidence:
    """Say that it is no longer relied on, and why; it stays where it was used. Raises ValidationError without why."""
    evidence = lock(evidence)
    if evidence.retired_at:
        raise ValidationError("It is retired already.")
    if not because.strip():
        raise ValidationError({"because": "Say why it is no longer relied on."})
    evidence.retired_at, evidence.retired_because = timezone.now(), because.strip()
    evidence.save()
    audit.record(by, "retired", evidence)
    hide(evidence, "evidence")
    return evidence


def _show(evidence: Evidence) -> None:
    """Open the document of what is public, and let it be found."""
    if not evidence.published_at or evidence.retired_at:
        return
    if evidence.file and not evidence.file.opened_at:
        evidence.file.opened_at = timezone.now()
        evidence.file.save(update_fields=["opened_at"])
    body = f"{evidence.summary}\n{evidence.source}"
    let_be_found(evidence, "evidence", body, dated=evidence.found_on, context=str(evidence.owner or ""))
