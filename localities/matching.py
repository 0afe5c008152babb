"""Finding who could do something, from what people said that they can do. Source: checklist A9, A41."""

import re
from dataclasses import dataclass, field

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector
from django.db.models import QuerySet

from localities.models import Person, Skill

ENGLISH = "english"
SHOWN = 12
WORDS = 60  # of a long text the first ones say what it is about


@dataclass
class Match:
    """Somebody, with those of their skills that fit."""

    person: Person
    skills: list[Skill] = field(default_factory=list)


def saying(words: str) -> QuerySet[Skill]:
    """Return the skills of people who are still here in which one of these words stands, the best first.

    Words count by their stem: “chair” finds “chairing”.
    """
    rows = Skill.objects.filter(person__left_at__isnull=True).select_related("person")
    said = re.findall(r"[^\W_]{3,}", words)[:WORDS]
    if not said:
        return rows.none()
    query = SearchQuery(" or ".join(said), search_type="websearch", config=ENGLISH)
    vector = SearchVector("name", weight="A", config=ENGLISH) + SearchVector("experience", weight="B", config=ENGLISH)
    return rows.annotate(fit=vector, rank=SearchRank(vector, query)).filter(fit=query).order_by("-rank", "person__name")


def who_could(words: str) -> list[Match]:
    """Return people with a skill that fits these words, the best fit first; one query."""
    found: dict[int, Match] = {}
    for skill in saying(words)[: 4 * SHOWN]:
        found.setdefault(skill.person_id, Match(skill.person)).skills.append(skill)
    return list(found.values())[:SHOWN]
