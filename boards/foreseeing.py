"""Likely conflicts before a meeting: whose registered interests and mandates an item names, and why it matched.

It reads what the transaction may read: a clerk meets no withheld interest, a member no paper that is closed to them.
Source: standards R10.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from boards.disclosing import open_key
from boards.models import AgendaItem, Declaration, Meeting, Recommendation, ReportSection
from boards.models.agenda import numbers
from foundation.models import EditionPart
from localities.models import Interest, Mandate, Person

SHORTEST = 4  # letters of a name: shorter ones are found in everything


@dataclass(frozen=True)
class Item:
    """What an item and its papers say, and what the board is asked to do under it."""

    key: str
    number: str
    title: str
    words: str
    asked: str

    @property
    def pk(self) -> int:
        """Return the id of the item."""
        return int(self.key.rpartition(":")[2])


@dataclass(frozen=True)
class Likely:
    """Why somebody may have an interest in an item."""

    item: Item
    person: Person
    why: str
    interest: Interest | None = None
    mandate: Mandate | None = None
    is_declared: bool = False


def of_draft(meeting: Meeting) -> list[Item]:
    """Return the items of a meeting as its officers see them now."""
    items = list(AgendaItem.objects.standing().in_order().filter(meeting=meeting).select_related("report"))
    words: dict[int, list[str]] = defaultdict(list)
    asked: dict[int, list[str]] = defaultdict(list)
    for section in ReportSection.objects.filter(report__item__in=items).select_related("report"):
        words[section.report.item_id].append(section.text)  # type: ignore[index]
    rows = Recommendation.objects.filter(Q(item__in=items) | Q(report__item__in=items)).select_related("report")
    for row in rows:
        asked[row.item_id or row.report.item_id].append(row.text)  # type: ignore[index]
    printed = numbers(items)
    return [_drafted(item, printed[item.pk], words[item.pk], asked[item.pk]) for item in items]


def _drafted(item: AgendaItem, number: str, words: list[str], asked: list[str]) -> Item:
    report = getattr(item, "report", None)
    own = [item.title, item.text, item.lead, *([report.title, report.originators] if report else [])]
    wanted = [item.title, *asked]
    return Item(f"item:{item.pk}", number, item.title, _plain([*own, *words, *asked]), _plain(wanted))


def of_edition(meeting: Meeting) -> list[Item]:
    """Return the items of the published agenda, with what this transaction may read of their papers."""
    parts = EditionPart.objects.filter(edition=meeting.agenda_edition_id, withdrawn_at__isnull=True)
    return _items(parts.order_by("position"))


def _items(parts: Iterable[EditionPart]) -> list[Item]:
    rows: dict[str, dict[str, Any]] = {}
    words: dict[str, list[str]] = defaultdict(list)
    asked: dict[str, list[str]] = defaultdict(list)
    home: dict[str, str] = {}
    for part in parts:
        key = open_key(part.key)
        key = home[key] = _home(key, part.content, home)
        if key.startswith("item:"):
            rows.setdefault(key, {"number": part.content.get("number", ""), "title": part.title})
            words[key] += [part.title, *_texts(part.content)]
            asked[key] += [part.title, *(row["text"] for row in part.content.get("recommendations", ()))]
    return [Item(key, **facts, words=_plain(words[key]), asked=_plain(asked[key])) for key, facts in rows.items()]


def _home(key: str, content: Mapping[str, Any], home: Mapping[str, str]) -> str:
    """Return the item under which a part stands: a report names it, an appendix names its report."""
    if key in home:
        return home[key]
    return content.get("item") or home.get(content.get("report", ""), key) if not key.startswith("item:") else key


def _texts(content: Any) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, Mapping):
        for value in content.values():
            yield from _texts(value)
    elif isinstance(content, list | tuple):
        for value in content:
            yield from _texts(value)


def _plain(texts: Iterable[str]) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", text) for text in texts)


def names_in(name: str, words: str) -> bool:
    """Say whether a text names something, as whole words in any case."""
    name = " ".join(name.split())
    pattern = r"\s+".join(re.escape(word) for word in name.split())
    return len(name) >= SHORTEST and re.search(rf"(?<!\w){pattern}(?!\w)", words, re.IGNORECASE) is not None


def likely(meeting: Meeting, items: Iterable[Item], people: Iterable[Person]) -> list[Likely]:
    """Return whose interests and mandates the items name, in the order of the agenda; four queries for all people."""
    here, rows = {person.pk: person for person in people}, list(items)
    interests = list(Interest.objects.standing().filter(person__in=here).with_details())
    mandates = _besides(meeting, here)
    declarations = Declaration.objects.filter(item__in=[item.pk for item in rows], person__in=here)
    # In no order: the items by which they are ordered are closed to their members.
    declared = set(declarations.order_by().values_list("item_id", "person_id"))
    found: list[Likely] = []
    for item in rows:
        named = [
            (_of_interest(interest, item), interest.person_id, interest.mandate, interest) for interest in interests
        ]
        named += [(_of_mandate(mandate, item), mandate.person_id, mandate, None) for mandate in mandates]
        found += [
            Likely(item, here[holder], why, interest, mandate, (item.pk, holder) in declared)
            for why, holder, mandate, interest in named
            if why
        ]
    return found


def _besides(meeting: Meeting, people: Iterable[int]) -> list[Mandate]:
    """Return the mandates of those who hold several: each is an interest where the others are spoken for."""
    held = list(Mandate.objects.on(meeting.date).filter(person__in=people).select_related("council", "area"))
    number = Counter(mandate.person_id for mandate in held)
    return [mandate for mandate in held if number[mandate.person_id] > 1]


def _of_mandate(mandate: Mandate, item: Item) -> str:
    if not names_in(str(mandate.council), item.asked):
        return ""
    return f"Sits on {mandate.council} too, which the item or its recommendations name."


def _of_interest(interest: Interest, item: Item) -> str:
    """Say why an interest touches an item; nothing where it does not, or where the reader may not know it."""
    detail = getattr(interest, "detail", None)
    if detail is None:
        return ""
    names = [*detail.names, *([detail.organisation.short_name] if detail.organisation else [])]
    kind = str(interest).lower()
    if name := next((name for name in names if names_in(name, item.words)), ""):
        return f"The item or its papers name {name}. Registered: {kind}, “{detail.text}”."
    if detail.area and interest.category in Interest.OF_PLACES and names_in(detail.area.name, item.asked):
        return f"The item or its recommendations name {detail.area}. Registered: {kind}, “{detail.text}”."
    return ""
