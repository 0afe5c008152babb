"""What earlier waves of a survey said to the same questions, from what was published of them. Source: checklist C14."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from engagement import comparing
from engagement.models import Survey
from foundation.models import Edition, EditionPart
from foundation.panels import Panel

Content = dict[str, Any]
QUESTION = "question"


def series(survey_id: int) -> str:
    """Return the name of the series of editions in which a survey's results are published."""
    return f"survey:{survey_id}:results"


def waves(survey: Survey) -> list[Survey]:
    """Return the opened waves of a survey's baseline, with the baseline itself, the earliest first."""
    first = survey.wave_of_id or survey.pk
    rows = Survey.objects.filter(Q(pk=first) | Q(wave_of=first), opened_at__isnull=False)
    return list(rows.order_by("closes_at", "pk"))


def earlier(survey: Survey) -> list[Survey]:
    """Return the waves before this one."""
    found = waves(survey)
    keys = [wave.pk for wave in found]
    return found[: keys.index(survey.pk)] if survey.pk in keys else []


def published(surveys: Iterable[Survey]) -> dict[int, dict[str, Content]]:
    """Return what the edition in force says of each question, by survey and question, in one query."""
    by_series = {series(survey.pk): survey.pk for survey in surveys}
    parts = EditionPart.objects.filter(edition__series__in=by_series, kind=QUESTION, withdrawn_at=None)
    found: dict[int, dict[str, Content]] = defaultdict(dict)
    rows = parts.order_by("edition__number").values_list("edition__series", "edition__number", "content")
    newest: dict[str, int] = {}
    for name, number, content in rows:
        if newest.get(name) != number:
            newest[name] = number
            found[by_series[name]] = {}
        found[by_series[name]][content["key"]] = content
    return found


def name(survey: Survey) -> str:
    """Return what a wave is called: its name, else the year in which it closed."""
    return survey.wave or (f"{survey.closes_at:%Y}" if survey.closes_at else str(survey))


def told(content: Content, before: list[Survey], results: dict[int, dict[str, Content]]) -> Content:
    """Return what earlier waves said to a question, and how this one differs from the first and from the last."""
    asked = [wave for wave in before if content["key"] in results.get(wave.pk, {})]
    if not asked or not any(row.get("counts") for row in content["rows"]):
        return {}
    trend = [_point(wave, results[wave.pk][content["key"]]) for wave in asked]
    against = asked[:1] if len(asked) == 1 else [asked[0], asked[-1]]
    changes = [_change(wave, results[wave.pk][content["key"]], content) for wave in against]
    return {"trend": trend, "changes": changes}


def _point(wave: Survey, content: Content) -> Content:
    return {"wave": name(wave), "survey": wave.pk, "share": content["share"], "base": content["base"]}


def _change(wave: Survey, before: Content, after: Content) -> Content:
    try:
        change = comparing.compare_results(before, after)
    except comparing.NotComparable as refused:
        return {"wave": name(wave), "words": str(refused), "is_compared": False}
    return {
        "wave": name(wave), "words": comparing.in_words(change, counted_in_words(after)), "is_compared": True,
        "is_sure": change.is_sure, "difference": change.difference, "low": change.low, "high": change.high,
        "p": change.p, "sizes": [change.before.size, change.after.size],
    }  # fmt: skip


def counted_in_words(content: Content) -> str:
    """Return which share is compared: The share who answered “Very satisfied” or “Fairly satisfied”."""
    counted = [f"“{row['text']}”" for row in content["rows"] if row.get("counts")]
    return f"The share who answered {' or '.join(counted)}"


def outcomes(firsts: Iterable[Survey]) -> list[Content]:
    """Return for each baseline what every published wave said to the questions that are compared, in four queries."""
    firsts = list(firsts)
    keys = [first.pk for first in firsts]
    rows = Survey.objects.filter(Q(pk__in=keys) | Q(wave_of__in=keys), opened_at__isnull=False)
    surveys = list(rows.order_by("closes_at", "pk"))
    results = published(surveys)
    found = []
    for first in firsts:
        held = [wave for wave in surveys if first.pk in (wave.pk, wave.wave_of_id) and wave.pk in results]
        if held:
            found.append({"survey": first, "waves": held, "rows": _outcomes(held, results)})
    return found


def _outcomes(held: list[Survey], results: dict[int, dict[str, Content]]) -> list[Content]:
    """Return a row for each question that counts: its share in each wave, and what changed by the last."""
    last = results[held[-1].pk]
    asked = [content for content in last.values() if any(row.get("counts") for row in content["rows"])]
    return [
        {
            "text": content["text"], "counted": counted_in_words(content),
            "points": [_point(wave, results[wave.pk][content["key"]]) if content["key"] in results[wave.pk] else None
                       for wave in held],
            "changes": content.get("waves", {}).get("changes", []),
        }
        for content in asked
    ]  # fmt: skip


def of_activities(activities: Iterable[Any]) -> dict[int, Content]:
    """Return the published results of each activity, with its outcomes wave by wave, by its id."""
    keys = [activity.pk for activity in activities]
    rows = Survey.objects.filter(activity__in=keys, opened_at__isnull=False).order_by("closes_at", "pk")
    surveys = list(rows)
    out = set(Edition.objects.filter(series__in=[series(each.pk) for each in surveys]).values_list("series", flat=True))
    held = [survey for survey in surveys if series(survey.pk) in out]
    firsts = Survey.objects.filter(pk__in={each.wave_of_id or each.pk for each in held}, waves__opened_at__isnull=False)
    compared = {one["survey"].pk: one for one in outcomes(firsts.distinct())} if held else {}
    found: dict[int, Content] = {}
    for survey in held:
        place = found.setdefault(survey.activity_id, {"surveys": [], "series": []})
        place["surveys"].append(survey)
        told = compared.get(survey.wave_of_id or survey.pk)
        if told and told not in place["series"]:
            place["series"].append(told)
    return found


OF_AN_ACTIVITY = Panel("Results", "engagement/result/_panel.html", of_activities)
