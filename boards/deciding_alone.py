"""Decisions that an officer or a ward member takes alone: recorded, published in time, corrected in the open, kept.

Source: standards R8, R9; SI 2014/2095; Local Government and Public Involvement in Health Act 2007, section 236.
"""

import datetime
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from boards import retaining
from boards.models import Kept, OfficerDecision, OfficerPaper
from boards.refusing import in_words
from boards.telling import tell_clerks
from foundation import audit, tenancy, uploads
from foundation.locking import lock, share
from foundation.models import User
from foundation.templatetags.words import pence, short_day
from foundation.uploads import Inspected

RELATED = ("board", "delegation__organisation", "organisation")


@transaction.atomic
def record(row: OfficerDecision, *, fields: Sequence[str] = (), because: str = "", by: User | None) -> OfficerDecision:
    """Keep what a form says of a delegated decision, new or changed; what is published is corrected for a reason.

    Raises ValidationError where it lies outside its delegation, in days to come, or is corrected without a reason.
    """
    is_new = row.pk is None
    _refuse_outside(row)
    if row.published_at:
        if not because.strip():
            raise ValidationError({"because": "Say why a published record is corrected. Everybody reads it (R8)."})
        row.corrected_at, row.corrected_because = timezone.now(), because.strip()
    row.publish_by, row.recorded_by = row.due_on(), by if is_new else row.recorded_by
    row.full_clean(exclude=["partnership", "board", "recorded_by"], validate_unique=False)
    with in_words():
        row.save()
    verb = "recorded a delegated decision on" if is_new else "changed a delegated decision on"
    audit.record(by, verb, row.board, decision=row.pk, fields=list(fields), because=because)
    return row


def _refuse_outside(row: OfficerDecision) -> None:
    """Refuse what the delegation does not cover. Source: checklist A35, X3."""
    if row.decided_on > timezone.localdate():
        raise ValidationError({"decided_on": "It is recorded once it is decided: enter today or a day before."})
    if row.kind == OfficerDecision.Kind.WARD:
        row.delegation = None
        return
    used = row.delegation
    if used is None:
        raise ValidationError({"delegation": "Choose the delegation under which the officer decided (R8; A35)."})
    if not used.in_force(row.decided_on):
        stands = used.state(row.decided_on).lower()
        raise ValidationError({
            "delegation": f"This delegation was not in force on {short_day(row.decided_on)} ({stands}), so nothing was "
            "decided under it (A35, X3). Choose another, or ask the sovereign body to decide."
        })  # fmt: skip
    if used.limit is not None and (row.amount is None or row.amount > used.limit):
        raise ValidationError({
            "amount": f"{used.organisation} delegates decisions of at most {pence(used.limit)} (A35, X3). Enter what "
            "this commits, £0 for nothing; beyond the limit the sovereign body decides."
        })  # fmt: skip


@transaction.atomic
def publish(decision: OfficerDecision, *, by: User | None) -> OfficerDecision:
    """Open the record and its papers to everybody; doing it twice publishes once."""
    row = lock(decision, *RELATED)
    if row.published_at:
        return row
    row.published_at, row.published_by = timezone.now(), by
    row.save()
    for paper in row.papers.select_related("file"):
        _open(paper)
    audit.record(by, "published a delegated decision on", row.board, decision=row.pk)
    return row


@transaction.atomic
def add_paper(decision: OfficerDecision, *, title: str, file: Inspected, by: User) -> OfficerPaper:
    """Add a background paper: open at once where the decision is published."""
    row = lock(decision, *RELATED)
    part = f"officer-decision:{row.pk}"
    tenancy.clear(f"part:{part}")
    kept = uploads.store(file, root=row.board.root, part_of=part, by=by)
    paper = OfficerPaper.objects.create(board=row.board, decision=row, title=title, file=kept)
    if row.published_at:
        _open(paper)
    audit.record(by, "added a paper to a delegated decision on", row.board, decision=row.pk, paper=title)
    return paper


@transaction.atomic
def remove_paper(paper: OfficerPaper, *, by: User) -> None:
    """Take a background paper away; raises ValidationError while it stays public for its time, or a hold keeps it."""
    share(paper.decision.board)  # a hold is placed before, or finds it gone
    decision = lock(paper.decision, *RELATED)
    if decision.published_at:
        retaining.refuse_if_held(decision)
        if why := retaining.too_early(decision, Kept.OFFICER_PAPERS):
            raise ValidationError(why)
    with in_words():
        _discard(paper)
    audit.record(by, "took away a paper of a delegated decision on", decision.board, paper=paper.title)


def dispose(decision: OfficerDecision, kind: str) -> int:
    """Delete a decision whose date has passed, or its papers alone, with their history; return how many papers went."""
    key, papers = decision.pk, list(decision.papers.select_related("file"))
    for paper in papers:
        _discard(paper)
    OfficerPaper.history.filter(decision_id=key).delete()  # type: ignore[attr-defined]
    if kind == Kept.OFFICER:
        decision.delete()
        OfficerDecision.history.filter(id=key).delete()  # type: ignore[attr-defined]
    return len(papers)


def _discard(paper: OfficerPaper) -> None:
    """Delete a paper and its file, which everybody could read."""
    paper.delete()
    uploads.purge(paper.file)


def _open(paper: OfficerPaper) -> None:
    paper.published_at = paper.file.opened_at = timezone.now()
    paper.file.save(update_fields=["opened_at"])
    paper.save()


def remind(today: datetime.date) -> int:
    """Tell the clerks once of each decision that should have been published; return how many there are."""
    late = list(OfficerDecision.objects.late(today).select_related("board"))
    for row in late:
        told = {"decision": row, "path": f"/manage/officer-decisions/{row.pk}/publication/"}
        about = f"officer-decision:{row.pk}"
        tell_clerks(row.board, "officer_decision_late", told, about=about, key=f"{about}:{row.publish_by}")
    return len(late)
