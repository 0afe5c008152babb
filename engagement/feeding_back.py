"""Feedback is drafted theme by theme, checked, and published as an edition. Source: checklist E30; standards R31."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from boards.ordering import behind
from engagement import following
from engagement.models import Activity, Feedback, FeedbackLink, FeedbackPoint
from foundation import audit, editions, search
from foundation.editions import Part
from foundation.locking import lock
from foundation.models import Edition, User

NOTHING = "Write about one theme at least: what people said, what changed or did not, and why (R31)."
NO_SUMMARY = "Say who took part before you publish."


def series(feedback: Feedback) -> str:
    """Return the name of its editions in the register."""
    return f"feedback:{feedback.pk}"


@transaction.atomic
def save_summary(activity: Activity, *, summary: str, by: User) -> Feedback:
    """Keep who took part and what it was about, and begin the feedback where nobody has.

    Raises ValidationError before the activity is over, and when it was cancelled.
    """
    activity = lock(activity)
    if activity.cancelled_at or activity.ends_on >= timezone.localdate():
        raise ValidationError("Feedback is written when the activity is over.")
    feedback = Feedback.objects.filter(activity=activity).first() or Feedback(activity=activity)
    feedback.locality, feedback.summary = activity.locality, summary.strip()
    _changed(feedback, by)
    audit.record(by, "wrote feedback on", activity)
    return feedback


@transaction.atomic
def save_point(feedback: Feedback, point: FeedbackPoint, *, by: User) -> FeedbackPoint:
    """Keep what is written on one theme. Raises ValidationError where it lacks its reason."""
    feedback = lock(feedback)
    if point._state.adding:
        point.feedback, point.position = feedback, behind(feedback.points.all())
    point.locality = feedback.locality
    point.full_clean(exclude=["partnership"])
    point.save()
    _changed(feedback, by)
    audit.record(by, "wrote feedback on a theme of", feedback.activity, theme=str(point.theme))
    return point


@transaction.atomic
def remove_point(point: FeedbackPoint, *, by: User) -> None:
    """Take one theme out of the draft; what was published of it stays in its edition."""
    feedback = lock(point.feedback)
    audit.record(by, "took a theme out of the feedback on", feedback.activity, theme=str(point.theme))
    point.delete()
    _changed(feedback, by)


def _changed(feedback: Feedback, by: User) -> None:
    """Keep who changed the draft last, and by its save when."""
    feedback.saved_by = by
    feedback.save()


@transaction.atomic
def publish_feedback(feedback: Feedback, *, note: str = "", by: User) -> Edition:
    """Publish the draft as an edition and tell, for the first and last time, whoever asked to be told.

    Raises ValidationError without a theme, without who took part, and when nothing has changed since the last one.
    """
    feedback = lock(feedback, "activity__owner", "locality", "edition")
    points = list(feedback.points.select_related("theme", "decision", "action"))
    if lacks := missing(feedback, points):
        raise ValidationError(lacks)
    parts = _parts(feedback, points)
    if feedback.edition and _is_same(feedback.edition, parts):
        raise ValidationError("This is published already: nothing has changed since.")
    edition = editions.publish(
        series=series(feedback), root=f"engagement:{feedback.locality_id or 0}", title=str(feedback)[:300], parts=parts,
        reason=Edition.Reason.CORRECTION if feedback.edition else Edition.Reason.FIRST, note=note.strip(), by=by,
    )  # fmt: skip
    feedback.edition, feedback.published_at = edition, feedback.published_at or timezone.now()
    feedback.save(update_fields=["edition", "published_at"])  # the draft was not changed by it
    _link(feedback, points)
    _let_be_found(feedback, points)
    following.tell(feedback.activity, "feedback_published", key="feedback", last=True, feedback=feedback, points=points)
    return edition


def missing(feedback: Feedback, points: list[FeedbackPoint]) -> list[str]:
    """Return what the draft still lacks, in words."""
    return [*([] if points else [NOTHING]), *([] if feedback.summary else [NO_SUMMARY])]


def _parts(feedback: Feedback, points: list[FeedbackPoint]) -> list[Part]:
    activity = feedback.activity
    facts = {
        "summary": feedback.summary, "activity": str(activity), "kind": activity.get_kind_display(),
        "owner": str(activity.owner), "ended_on": activity.ends_on.isoformat(),
    }  # fmt: skip
    return [
        Part("feedback", "summary", str(feedback), facts),
        *(Part("feedback", f"point:{point.pk}", point.heading, said(point)) for point in points),
    ]


def said(point: FeedbackPoint) -> dict[str, Any]:
    """Return what is published of one theme."""
    words = {name: getattr(point, name) for name in ("heading", "said", "changed", "unchanged", "why")}
    for name in ("decision", "action"):
        if row := getattr(point, name):
            words[name] = {"words": getattr(row, "title", "") or row.text, "path": row.get_absolute_url()}
    return {**words, "theme": str(point.theme)}


def _is_same(edition: Edition, parts: list[Part]) -> bool:
    there = [(part.title, part.content) for part in edition.parts.all()]
    return there == [(part.title[:500], part.content) for part in parts]


def _link(feedback: Feedback, points: list[FeedbackPoint]) -> None:
    feedback.links.all().delete()
    FeedbackLink.objects.bulk_create(
        FeedbackLink(
            feedback=feedback, locality=feedback.locality, theme=point.theme, decision=point.decision,
            action=point.action, published_at=feedback.published_at,
        )
        for point in points
    )  # fmt: skip


def _let_be_found(feedback: Feedback, points: list[FeedbackPoint]) -> None:
    body = "\n".join(
        [feedback.summary, *(" ".join((p.heading, p.said, p.changed, p.unchanged, p.why)) for p in points)]
    )
    entry = search.Entry(
        key="feedback", kind="feedback", title=str(feedback), body=body, context=str(feedback.locality or ""),
        dated=timezone.localdate(), address=feedback.get_absolute_url(),
    )  # fmt: skip
    search.replace(series(feedback), "", [entry], edition=feedback.edition)
