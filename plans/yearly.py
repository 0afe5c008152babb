"""Each year of a plan: what is to be done, agreed and published, and what became of it, reviewed. Source: C17."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from foundation import audit, editions
from foundation.locking import lock
from foundation.models import Edition, User
from plans.composing_years import review_parts, year_parts
from plans.delivering import is_delivered
from plans.models import DeliveryYear, Lesson, Objective, Plan, PlanAction, YearAction, rules_by_locality
from plans.models.place import open_parts

WHY = "Say what is corrected and why: everybody will read it."
PLANNED, REVIEWED = "Delivery plan", "Review"


def following_year(plan: Plan) -> DeliveryYear:
    """Return the year of a plan that follows those that are there, not saved; it ends with the plan at the latest."""
    last = plan.years.order_by("-ends_on").first()
    starts_on = last.ends_on + datetime.timedelta(days=1) if last else plan.starts_on
    try:
        ends_on = starts_on.replace(year=starts_on.year + 1) - datetime.timedelta(days=1)
    except ValueError:  # 29 February
        ends_on = starts_on + datetime.timedelta(days=364)
    year = DeliveryYear(plan=plan, starts_on=starts_on, ends_on=min(ends_on, plan.ends_on))
    year.belong_with(plan)
    return year


@transaction.atomic
def keep_year(year: DeliveryYear, actions: Iterable[PlanAction], *, by: User) -> DeliveryYear:
    """Save a year and what is worked on in it; what was published of it stays until it is published again."""
    plan = lock(year.plan)
    if not is_delivered(plan):
        raise ValidationError("A year is planned of a plan that is adopted and goes on (C17).")
    if year.pk and lock(year).reviewed_at:
        raise ValidationError("This year is reviewed: what was planned for it stays as it was.")
    same = plan.years.exclude(pk=year.pk).filter(starts_on__lte=year.ends_on, ends_on__gte=year.starts_on)
    if overlap := same.first():
        raise ValidationError({"starts_on": f"The year {overlap.words} covers some of these days already."})
    year.belong_with(plan)
    year.save()
    wanted = {action.pk for action in actions}
    year.year_actions.exclude(action__in=wanted).delete()
    there = set(year.year_actions.values_list("action", flat=True))
    for key in sorted(wanted - there):
        worked_on = YearAction(year=year, action_id=key)
        worked_on.open_with(year)
        worked_on.save()
    audit.record(by, "kept a year of", plan, year=year.words)
    return year


@transaction.atomic
def agree_year(year: DeliveryYear, *, by: User, note: str = "") -> Edition:
    """Publish what is to be done in a year; a later publication corrects it and says why."""
    year = lock(year, "plan")
    if year.reviewed_at:
        raise ValidationError("This year is reviewed: what was planned for it stays as it was.")
    if not year.year_actions.exists():
        raise ValidationError("Choose what is worked on this year before it is published (C17).")
    edition = _publish(year, PLANNED, year_parts(year, _objectives(year)), first=year.edition is None, note=note, by=by)
    now = timezone.now()
    year.edition, year.agreed_by = edition, by
    year.agreed_at, year.published_at = year.agreed_at or now, year.published_at or now
    year.save()
    open_parts(now, year.year_actions.all())
    audit.record(by, "agreed the delivery plan of", year.plan, year=year.words, edition=edition.number)
    return edition


@transaction.atomic
def review_year(year: DeliveryYear, *, by: User, note: str = "", **said: str) -> Edition:
    """Publish what became of a year: what was done, what was not and why, lessons, what changes. Source: C17."""
    year = lock(year, "plan")
    if year.agreed_at is None:
        raise ValidationError("Publish what is to be done in the year before you review it (C17).")
    if year.starts_on > timezone.localdate():
        raise ValidationError("This year has not begun.")
    first = year.review_edition is None
    for name, words in said.items():
        setattr(year, name, words)
    edition = _publish(year, REVIEWED, review_parts(year, _objectives(year)), first=first, note=note, by=by)
    year.review_edition, year.reviewed_by, year.reviewed_at = edition, by, year.reviewed_at or timezone.now()
    year.save()
    audit.record(by, "reviewed a year of", year.plan, year=year.words, edition=edition.number)
    return edition


def _publish(year: DeliveryYear, what: str, parts: Any, *, first: bool, note: str, by: User) -> Edition:
    if not first and not note.strip():
        raise ValidationError({"note": _why(year, what)})
    return editions.publish(
        series=year.series, root=f"plans:{year.locality_id or 0}", title=f"{what}: {year}"[:300], parts=parts,
        reason=Edition.Reason.FIRST if first else Edition.Reason.CORRECTION, note=note.strip(), by=by,
    )  # fmt: skip


def _why(year: DeliveryYear, what: str) -> str:
    """Return what whoever publishes again without a reason is told, the second of two at once among them."""
    there = year.edition if what == PLANNED else year.review_edition
    if there is None:
        return WHY
    at = timezone.localtime(there.published_at)
    return f"{there.published_by_name} published this on {at:%-d %B %Y at %H:%M}. {WHY}"


def _objectives(year: DeliveryYear) -> QuerySet[Objective]:
    return year.plan.objectives.filter(actions__year_links__year=year).distinct()


def editions_of(year: DeliveryYear) -> QuerySet[Edition]:
    """Return what was published of a year, the newest first."""
    return Edition.objects.filter(series=year.series).order_by("-number")


def review_due(year: DeliveryYear, days: int) -> datetime.date:
    """Return by when a year is to be reviewed."""
    return year.ends_on + datetime.timedelta(days=days)


def overdue_reviews(today: datetime.date) -> list[DeliveryYear]:
    """Return the agreed years whose review should be published by now, with ``days_late``."""
    years = DeliveryYear.objects.filter(agreed_at__isnull=False, reviewed_at__isnull=True, ends_on__lt=today)
    rules = rules_by_locality()
    late = []
    for year in years.select_related("plan", "locality"):
        year.days_late = (today - review_due(year, rules(year.locality_id).review_due_days)).days  # type: ignore[attr-defined]
        if year.days_late > 0:  # type: ignore[attr-defined]
            late.append(year)
    return late


@transaction.atomic
def keep_lesson(lesson: Lesson, *, by: User) -> Lesson:
    """Put a lesson on record; that of a public plan is public at once."""
    if lesson.plan:
        lesson.belong_with(lesson.plan)
        lesson.published_at = timezone.now() if lesson.plan.is_public else None
    lesson.added_by = by
    lesson.save()
    audit.record(by, "recorded a lesson", lesson)
    return lesson
