"""Which partnerships and strategies do the same, by theme, place and words. Source: checklist A26, B41."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from django.db.models import Q
from django.utils import timezone

from localities.importing import sheet
from localities.models import RegisterEntry
from plans.matching import explain
from plans.models import PartnershipReview, Strategy, rules_of

PRESET = "partnerships"
FEWEST = 3  # words that two of different themes share
MOST = 400  # compared with one another


@dataclass(frozen=True)
class Item:
    """A partnership or a strategy, with what it is about."""

    row: RegisterEntry | Strategy
    sort: str
    theme: str
    words: frozenset[str]

    @property
    def key(self) -> str:
        """Return how a form and an address name it: "entry-3"."""
        is_strategy = isinstance(self.row, Strategy)
        return _key(self.row.pk if is_strategy else None, self.row.pk)


@dataclass(frozen=True)
class Pair:
    """Two that overlap, and in what."""

    one: Item
    other: Item
    words: tuple[str, ...]
    review: PartnershipReview | None = None  # the newest that looked at both

    @property
    def why(self) -> str:
        """Explain in words what both have in common."""
        same = self.one.theme if self.one.theme.lower() == self.other.theme.lower() else ""
        place = self.one.row.locality if self.one.row.locality_id == self.other.row.locality_id else None
        return " ".join(part for part in (explain(self.words, same), f"Same place: {place}." if place else "") if part)


def items() -> list[Item]:
    """Return the partnerships and strategies of today that the person may read."""
    today = timezone.localdate()
    common = set(rules_of(None).common_words.lower().split())
    entries = RegisterEntry.objects.filter(register__preset=PRESET).exclude(ends_on__lt=today)
    found = [
        Item(entry, entry.values.get("sort") or "Partnership", entry.values.get("theme") or "",
             _words(f"{entry.name} {entry.values.get('purpose') or ''}", common))
        for entry in entries.select_related("locality").order_by("name")[:MOST]
    ]  # fmt: skip
    strategies = Strategy.objects.on(today).select_related("theme", "locality").order_by("title")
    return found + [
        Item(one, one.get_kind_display(), str(one.theme or ""), _words(f"{one.title} {one.about}", common))
        for one in strategies[:MOST]
    ]


def _words(text: str, common: set[str]) -> frozenset[str]:
    said = re.findall(r"[a-z]{4,}", text.lower())
    return frozenset(word for word in said if word not in common and word not in ("partnership", "strategy", "plan"))


def pairs(found: Sequence[Item]) -> list[Pair]:
    """Return the pairs that overlap, those with most in common first."""
    reviewed = _reviewed()
    alike = [
        Pair(one, other, tuple(sorted(one.words & other.words)), reviewed.get(frozenset((one.key, other.key))))
        for one, other in combinations(found, 2)
    ]
    alike = [pair for pair in alike if _overlaps(pair)]
    return sorted(alike, key=lambda pair: (-_weight(pair), str(pair.one.row), str(pair.other.row)))


def _reviewed() -> dict[frozenset[str], PartnershipReview]:
    """Return the newest review of each two that were looked at together."""
    rows = PartnershipReview.objects.filter(Q(with_entry__isnull=False) | Q(with_strategy__isnull=False))
    return {
        frozenset((_key(row.strategy_id, row.entry_id), _key(row.with_strategy_id, row.with_entry_id))): row
        for row in rows.order_by("made_at", "pk")
    }


def _key(strategy: int | None, entry: int | None) -> str:
    return f"strategy-{strategy}" if strategy else f"entry-{entry}"


def _same_theme(pair: Pair) -> bool:
    return bool(pair.one.theme) and pair.one.theme.lower() == pair.other.theme.lower()


def _overlaps(pair: Pair) -> bool:
    places = {pair.one.row.locality_id, pair.other.row.locality_id} - {None}
    enough = _same_theme(pair) or len(pair.words) >= FEWEST
    return len(places) < 2 and enough


def _weight(pair: Pair) -> int:
    return len(pair.words) + FEWEST * _same_theme(pair)


def table(found: Sequence[Pair]) -> str:
    """Return the pairs as CSV in which no cell is a formula."""
    rows = (
        (str(pair.one.row), pair.one.sort, str(pair.other.row), pair.other.sort, pair.why,
         pair.review.state if pair.review else "")
        for pair in found
    )  # fmt: skip
    return sheet(["One", "Kind", "Other", "Kind", "What both have in common", "Review"], rows)
