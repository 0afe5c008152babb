"""What is published of a year of a plan, as data: what is to be done, and what became of it. Source: C17."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from foundation.editions import Part
from plans.judging_measures import standings
from plans.models import DeliveryYear, IndicatorValue, Measure, Objective, PlanAction
from plans.wording import figure

Content = dict[str, Any]
FRONT, OBJECTIVE, LESSONS = "front", "objective", "lessons"


def year_parts(year: DeliveryYear, objectives: QuerySet[Objective]) -> list[Part]:
    """Return what would be published of what is to be done in a year."""
    front = {**_front(year), "about": year.about}
    return [Part(FRONT, FRONT, "This year", front), *_by_objective(year, objectives, _planned)]


def review_parts(year: DeliveryYear, objectives: QuerySet[Objective]) -> list[Part]:
    """Return what would be published of what became of a year."""
    said = {name: getattr(year, name) for name in ("achieved", "not_achieved", "changes")}
    lessons = [{"title": lesson.title, "text": lesson.text} for lesson in year.lessons.all()]
    parts = [Part(FRONT, FRONT, "What became of it", {**_front(year), **said})]
    parts += _by_objective(year, objectives, _became, is_judged=True)
    return [*parts, Part(LESSONS, LESSONS, "What we learned", {"lessons": lessons})] if lessons else parts


def _front(year: DeliveryYear) -> Content:
    return {
        "plan": year.plan.title, "plan_id": year.plan_id, "starts_on": year.starts_on.isoformat(),
        "ends_on": year.ends_on.isoformat(),
    }  # fmt: skip


def _by_objective(
    year: DeliveryYear, objectives: QuerySet[Objective], say: Any, *, is_judged: bool = False
) -> Iterable[Part]:
    mine = PlanAction.objects.filter(year_links__year=year).select_related("owner").prefetch_related("milestones")
    measures = Measure.objects.filter(ended_at__isnull=True).select_related("indicator", "area")
    rows = objectives.prefetch_related(Prefetch("actions", mine, to_attr="of_year"), Prefetch("measures", measures))
    every = [measure for row in rows for measure in row.measures.all()] if is_judged else []
    judged = {one.measure.pk: one.words for one in standings(every)}
    for row in rows:
        content = {
            "outcome": row.outcome, "actions": [say(action, year) for action in row.of_year],  # type: ignore[attr-defined]
            "measures": [{**_measured(one), "rated": judged.get(one.pk, "")} for one in row.measures.all()],
        }  # fmt: skip
        yield Part(OBJECTIVE, f"objective:{row.pk}", row.title, content)


def _planned(action: PlanAction, year: DeliveryYear) -> Content:
    due = [stone for stone in action.milestones.all() if year.starts_on <= stone.due_on <= year.ends_on]
    return {
        "text": action.text, "owner": str(action.owner), "due_on": action.due_on.isoformat(),
        "horizon": action.get_horizon_display(),
        "milestones": [{"title": stone.title, "due_on": stone.due_on.isoformat()} for stone in due],
    }  # fmt: skip


def _became(action: PlanAction, year: DeliveryYear) -> Content:
    planned = _planned(action, year)
    reached = {stone.title: stone.reached_on for stone in action.milestones.all()}
    for stone in planned["milestones"]:
        on = reached.get(stone["title"])
        stone["reached_on"] = on.isoformat() if on else ""
    return {**planned, "state": state_of(action), "note": action.done_note or action.dropped_because}


def state_of(action: PlanAction) -> str:
    """Return how far an action of a plan is, in words."""
    if action.done_at:
        return "Done"
    if action.dropped_at:
        return "Given up"
    return "Late" if action.days_late else "Under way" if action.starts_on <= timezone.localdate() else "To come"


def _measured(measure: Measure) -> Content:
    rows = IndicatorValue.objects.filter(
        indicator=measure.indicator_id, area=measure.area_id, replaced_at__isnull=True, published_at__isnull=False
    )
    newest = rows.order_by("-ends_on").first()
    told = newest and newest.value is not None

    def said(value: Any) -> str:
        return "" if value is None else figure(measure.indicator, value)

    return {
        "stands": f"Last known: {said(newest.value)}, {newest.ends_on:%-d %B %Y}" if newest and told else "",
        "title": str(measure), "baseline": said(measure.baseline), "target": said(measure.target),
        "target_on": measure.target_on.isoformat() if measure.target_on else "",
    }  # fmt: skip


def with_days(content: Any) -> Any:
    """Return what was published with its days as days, as pages write them."""
    if isinstance(content, list):
        return [with_days(each) for each in content]
    if not isinstance(content, dict):
        return content
    return {
        key: datetime.date.fromisoformat(said) if said and key.endswith("_on") else with_days(said)
        for key, said in content.items()
    }
