"""Needs are stated with the evidence that shows them, opened to everybody, and said to be met. Source: E18."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from foundation import audit
from foundation.locking import lock
from foundation.models import User
from plans.models import Evidence, Need, NeedEvidence
from plans.opening import open_to_all, stay_open
from plans.showing import let_be_found

NO_EVIDENCE = "Choose the evidence that shows the need before you publish it."


@transaction.atomic
def keep(need: Need, evidence: Iterable[Evidence], *, by: User) -> Need:
    """Save a need with the evidence that shows it; what everybody reads keeps at least one item."""
    shown_by = list(evidence)
    kept = stay_open(need)
    if need.published_at and not shown_by:
        raise ValidationError({"evidence": NO_EVIDENCE})
    need.save()
    wanted = {item.pk for item in shown_by}
    there = {link.evidence_id: link for link in need.evidence_links.all()}
    for key in there.keys() - wanted:
        there[key].delete()
    for item in shown_by:
        link = there.get(item.pk) or NeedEvidence(need=need, evidence=item)
        link.open_with(need)
        link.save()
    audit.record(by, kept, need)
    _show(need)
    return need


@transaction.atomic
def publish(need: Need, *, by: User) -> Need:
    """Let everybody read a need. Raises ValidationError without evidence."""
    need = lock(need, "locality")
    links = need.evidence_links.all()
    open_to_all(need, links, lacks="" if links.exists() else NO_EVIDENCE, by=by)
    _show(need)
    return need


@transaction.atomic
def close(need: Need, *, because: str, by: User) -> Need:
    """Say how a need was met, or why it is none now. Raises ValidationError without words."""
    need = lock(need)
    if need.met_at:
        raise ValidationError("It is said to be met already.")
    if not because.strip():
        raise ValidationError({"because": "Say how the need was met."})
    need.met_at, need.met_because = timezone.now(), because.strip()
    need.save()
    audit.record(by, "closed", need)
    return need


def _show(need: Need) -> None:
    if need.published_at:
        let_be_found(need, "need", need.statement, dated=timezone.localtime(need.published_at).date())
