"""A plan is opened for comment, adopted by its board, changed and ended: each time as an edition. Source: C11, D10."""

import hashlib
import json

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from boards.models import Decision, Recommendation
from foundation import audit, editions, pagecache, work
from foundation.editions import Part
from foundation.locking import lock
from foundation.models import Edition, Rendering, User
from foundation.refusal import already
from plans import readying, saying_plans
from plans.models import (
    Commitment,
    CommunityTest,
    CorrectiveAction,
    Measure,
    Milestone,
    Objective,
    ObjectiveAim,
    Plan,
    PlanAction,
    PlanPartner,
    PlanResource,
    ReadinessReason,
)
from plans.models.place import open_parts

PDF = "plan-pdf"
ADOPTED, ENDED = "adopted the plan", "ended the plan"  # as the act log says
CHANGED = "Something changed while you were reading. Read what would be published now, then publish."
SAME = "Nothing has changed since the last edition."
WHY = "Say what was changed in the plan, and why: everybody will read it."


def series(plan: Plan, *, draft: bool = False) -> str:
    """Return the name of a series of editions: of the plan, or of its drafts."""
    return f"plan-draft:{plan.pk}" if draft else f"plan:{plan.pk}"


def decisions_for(plan: Plan) -> QuerySet[Decision]:
    """Return the published decisions by which a plan can be adopted: its board agreed. Source: checklist C11."""
    rows = Decision.objects.public().filter(outcome__in=Recommendation.AGREED)
    if plan.board_id:
        return rows.filter(board=plan.board_id)
    return rows.filter(board__locality=plan.locality_id) if plan.locality_id else rows


def seen(parts: list[Part]) -> str:
    """Return a fingerprint of what would be published: another than the one read is not published unseen."""
    said = json.dumps([[part.key, part.title, part.content] for part in parts], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


def is_changed(plan: Plan, record: readying.Record | None = None) -> bool:
    """Say whether the plan says other than its newest edition."""
    if plan.edition is None:
        return False
    now = [(part.key, part.title, part.content) for part in saying_plans.parts(plan, record)]
    return now != [(part.key, part.title, part.content) for part in plan.edition.parts.order_by("position")]


@transaction.atomic
def publish_draft(plan: Plan, *, by: User | None, read: str | None = None) -> Edition:
    """Open a draft to everybody as its next edition, for comment. Source: checklist D10.

    Raises ValidationError for a plan that is adopted, that has no objective, that is open as it reads, or that
    changed since it was ``read``.
    """
    plan = lock(plan, "board", "locality", "accountable", "decision", "edition")
    if plan.adopted_at:
        raise ValidationError("The plan is adopted: publish the change instead.")
    if missing := [words for words in readying.lacks(readying.Record(plan)) if "objective" in words]:
        raise ValidationError(missing)
    if plan.edition and not is_changed(plan):
        raise ValidationError(SAME)
    plan.published_at = plan.published_at or timezone.now()
    return _publish(plan, draft=True, note="", by=by, read=read)


@transaction.atomic
def adopt(plan: Plan, *, decision: Decision, by: User | None) -> Edition:
    """Adopt a plan by a published decision of its board; refused until each point of readiness is settled.

    Raises ValidationError naming what is open. Source: checklist C11, C19, E21.
    """
    plan = lock(plan, "board", "locality", "accountable")
    if plan.adopted_at:
        raise already(plan, ADOPTED, "The plan is adopted already.")
    if not decisions_for(plan).filter(pk=decision.pk).exists():
        raise ValidationError({"decision": "Choose a published decision in which the plan’s own board agreed."})
    if missing := readying.open_points(readying.Record(plan)):
        raise ValidationError([f"Not ready yet. {words}" for words in missing])
    now = timezone.now()
    plan.decision, plan.adopted_at, plan.adopted_by = decision, now, by
    plan.published_at = plan.published_at or now
    edition = _publish(plan, draft=False, note="", by=by, read=None)
    audit.record(by, ADOPTED, plan, decision=decision.pk)
    return edition


@transaction.atomic
def publish_change(plan: Plan, *, note: str, by: User | None, read: str | None = None) -> Edition:
    """Publish an adopted plan as it is now; the edition before stays and says that it is superseded.

    Raises ValidationError without a reason, where nothing changed, and for a plan that is not adopted or has ended.
    """
    plan = lock(plan, "board", "locality", "accountable", "decision", "edition")
    if not plan.adopted_at or plan.ended_at:
        raise ValidationError("Only a plan that is in delivery has changes to publish.")
    if not note.strip():
        raise ValidationError({"note": WHY})
    if missing := readying.lacks(readying.Record(plan)):
        raise ValidationError(missing)
    if not is_changed(plan):
        raise ValidationError(SAME)
    return _publish(plan, draft=False, note=note.strip(), by=by, read=read)


def _publish(plan: Plan, *, draft: bool, note: str, by: User | None, read: str | None) -> Edition:
    parts = saying_plans.parts(plan)
    if read is not None and read != seen(parts):
        raise ValidationError(CHANGED)
    plan.edition = editions.publish(
        series=series(plan, draft=draft), root=f"plans:{plan.locality_id or 0}", title=plan.title, parts=parts,
        reason=Edition.Reason.SUPPLEMENT if note else Edition.Reason.FIRST, note=note, by=by,
    )  # fmt: skip
    plan.save()
    _open_parts(plan)
    if not draft:
        ask_for_pdf(plan.edition)
    saying_plans.index(plan, plan.edition, parts)
    pagecache.changed()
    audit.record(by, "published the draft of" if draft else "published the plan", plan, edition=plan.edition.number)
    return plan.edition


def _open_parts(plan: Plan) -> None:
    of_plan, of_objective = {"plan": plan}, {"objective__plan": plan}
    of_action = {"action__objective__plan": plan}
    whose = (
        (Objective, of_plan), (Commitment, of_plan), (PlanPartner, of_plan), (CommunityTest, of_plan),
        (ReadinessReason, of_plan), (ObjectiveAim, of_objective), (PlanAction, of_objective),
        (Milestone, of_action), (PlanResource, of_action), (Measure, of_objective),
        (CorrectiveAction, {"measure__objective__plan": plan}),
    )  # fmt: skip
    open_parts(timezone.now(), *(kind.objects.filter(**of) for kind, of in whose))


def ask_for_pdf(edition: Edition) -> None:
    """Ask for the PDF of an edition: it follows, whatever becomes of the broker."""
    facts = {"subject": edition.series, "root": edition.root, "opened_at": edition.published_at}
    made, is_new = Rendering.objects.get_or_create(
        edition=edition, kind=PDF, defaults={**facts, "asked_at": timezone.now()}
    )
    if is_new:
        work.later("plans.print_plan", rendering_id=made.pk)


@transaction.atomic
def end(plan: Plan, *, because: str, by: User) -> Plan:
    """End a plan, with the reason that everybody reads; its editions stay."""
    plan = lock(plan)
    if plan.ended_at:
        raise already(plan, ENDED, "The plan has ended already.")
    plan.ended_at, plan.ended_by, plan.ended_because = timezone.now(), by, because.strip()
    plan.full_clean(exclude=["partnership"])
    plan.save()
    audit.record(by, ENDED, plan, because=plan.ended_because)
    return plan
