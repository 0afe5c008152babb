"""The chain from what people said to what is done, read both ways from any of its links. Source: checklist E18."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from localities.models import Locality
from plans.models import Evidence, Need, NeedsAnalysis, Plan, Priority

SOURCES = ("survey", "issue", "activity", "conversation")


@dataclass(frozen=True)
class Link:
    """A record of the chain, its page, and what kind of thing or whose it is."""

    words: str
    path: str
    note: str = ""


@dataclass(frozen=True)
class Step:
    """All records of the chain at one step; where there are none it says so."""

    words: str
    links: list[Link]
    is_here: bool = False
    none: str = "Nothing yet"


def of_evidence(evidence: Evidence) -> list[Step]:
    """Return the chain of an item of evidence. It comes with its sources."""
    needs = list(Need.objects.filter(evidence_links__evidence=evidence).distinct())
    return _steps("Evidence", [evidence], needs, [evidence.locality])


def of_need(need: Need) -> list[Step]:
    """Return the chain of a need."""
    return _steps("Needs", _evidence(Q(need_links__need=need)), [need], [need.locality])


def of_analysis(analysis: NeedsAnalysis, needs: list[Link]) -> list[Step]:
    """Return the chain of a needs analysis, whose needs its edition names."""
    evidence = _evidence(Q(need_links__need__analysed__analysis=analysis))
    rests_on = Q(evidence_links__evidence__in=evidence) | Q(evidence_links__need__analysed__analysis=analysis)
    itself = [Link(str(analysis), analysis.get_absolute_url())]
    return _laid("Needs analyses", evidence, needs, itself, rests_on, [analysis.locality])


def _evidence(which: Q) -> list[Evidence]:
    return list(Evidence.objects.filter(which).select_related(*SOURCES, "conversation__register").distinct())


def _steps(here: str, evidence: list[Evidence], needs: list[Need], places: Iterable[Locality | None]) -> list[Step]:
    analyses = NeedsAnalysis.objects.filter(needs__need__in=needs).select_related("locality").distinct()
    rests_on = Q(evidence_links__evidence__in=evidence) | Q(evidence_links__need__in=needs)
    return _laid(here, evidence, _links(needs), _links(analyses), rests_on, places)


def _links(rows: Iterable[Any]) -> list[Link]:
    return [Link(str(row), row.get_absolute_url()) for row in rows]


def _laid(
    here: str, evidence: list[Evidence], needs: list[Link], analyses: list[Link], rests_on: Q,
    places: Iterable[Locality | None],
) -> list[Step]:  # fmt: skip
    priorities = list(
        Priority.objects.standing().filter(rests_on).select_related("set__board", "set__cycle").distinct()
    )
    carried_out = Q(objectives__evidence__in=evidence) | Q(objectives__priority__in=priorities)
    plans = Plan.objects.public().filter(carried_out, edition__isnull=False).distinct()
    steps = [
        ("What people said", [link for item in evidence if (link := came_from(item))]),
        ("Evidence", [Link(str(item), item.get_absolute_url(), item.get_kind_display()) for item in evidence]),
        ("Needs", needs),
        ("Needs analyses", analyses),
        ("Priorities", [Link(str(one), one.get_absolute_url(), _of_year(one)) for one in priorities]),
        ("Plans", _links(plans)),
        ("Profile of the place", [Link(str(place), f"/profiles/{place.slug}/") for place in places if place]),
    ]
    return [Step(words, links, is_here=words == here) for words, links in steps if links or words != steps[-1][0]]


def _of_year(priority: Priority) -> str:
    """Tell a priority from itself carried over into another year."""
    return f"{priority.set.board}, {priority.set.cycle}"


def came_from(evidence: Evidence) -> Link | None:
    """Return what of our own an item came from, where it came with one click and the reader may know of it."""
    row: Any = next((found for source in SOURCES if (found := getattr(evidence, source))), None)
    if row is None or not row.is_public:
        return None
    path = f"{row.get_absolute_url()}results/" if evidence.survey_id else row.get_absolute_url()
    return Link(str(row), path)
