"""Similar priorities of other boards, here and in other partnerships, found by their words and theme. Source: B22."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from django.db import connection

from plans.models import Priority, PriorityMatch, SharedPriority, rules_by_locality

SHOWN = 20
LISTED = 5  # words that an explanation names
ALIKE = """
SELECT one.key, found.* FROM unnest(%s::bigint[], %s::text[], %s::integer[]) AS one (key, common, fewest),
LATERAL plans_alike(one.key, one.common, one.fewest, %s) AS found
"""


@dataclass(frozen=True)
class Alike:
    """A priority that is like another, and what both have in common."""

    found: Priority | SharedPriority
    words: tuple[str, ...]
    same_theme: bool
    theme: str
    match: PriorityMatch | None = None

    @property
    def is_across(self) -> bool:
        """Say whether it is another partnership's."""
        return isinstance(self.found, SharedPriority)

    @property
    def why(self) -> str:
        """Explain in words why the two are alike."""
        return explain(self.words, self.theme if self.same_theme else "")


def explain(words: Iterable[str], theme: str) -> str:
    """Return what two priorities have in common, in words."""
    named = list(words)[:LISTED]
    first = f"Both speak of {_listed(named)}." if named else ""
    return " ".join(part for part in (first, f"Same theme: {theme}." if theme else "") if part)


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def alike(priority: Priority, *, take: int = SHOWN) -> list[Alike]:
    """Return the priorities of other boards that are most like one, of what the person may read, each explained."""
    matches = {match.counterpart_of(priority): match for match in PriorityMatch.objects.of(priority).standing()}
    return [replace(one, match=matches.get((one.is_across, one.found.pk))) for _, one in _found([priority], take=take)]


def most_alike(priorities: Sequence[Priority]) -> dict[int, Alike]:
    """Return by priority the one that is most like it, read for all of them at once."""
    return dict(_found(priorities, take=1))


def _found(priorities: Sequence[Priority], *, take: int) -> Iterator[tuple[int, Alike]]:
    by_place = rules_by_locality()
    rules = [by_place(one.locality_id) for one in priorities]
    with connection.cursor() as cursor:
        values = [one.pk for one in priorities], [one.common_words for one in rules], [one.match_words for one in rules]
        cursor.execute(ALIKE, [*values, take])
        rows = cursor.fetchall()
    ours = Priority.objects.select_related("board", "theme", "set__cycle", "set__board").in_bulk(
        [row[1] for row in rows if row[1]]
    )
    theirs = SharedPriority.objects.in_bulk([row[2] for row in rows if row[2]])
    themes = {one.pk: str(one.theme or "") for one in priorities}
    for key, own, shared, same, words, _ in rows:
        if other := ours.get(own) or theirs.get(shared):
            yield key, Alike(other, tuple(words), same, themes[key])
