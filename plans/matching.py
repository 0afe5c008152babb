"""Similar priorities of other boards, here and in other partnerships, found by their words and theme. Source: B22."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from plans.models import Priority, PriorityMatch, SharedPriority, rules_of

SHOWN = 20
LISTED = 5  # words that an explanation names


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
    rules = rules_of(priority.locality)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM plans_alike(%s, %s, %s, %s)", [priority.pk, rules.common_words, rules.match_words, take]
        )
        rows = cursor.fetchall()
    ours = Priority.objects.select_related("board", "theme", "set__cycle").in_bulk([row[0] for row in rows if row[0]])
    theirs = SharedPriority.objects.in_bulk([row[1] for row in rows if row[1]])
    matches = {match.counterpart_of(priority): match for match in PriorityMatch.objects.of(priority).standing()}
    theme, found = str(priority.theme or ""), []
    for own, shared, same, words, _ in rows:
        if other := ours.get(own) or theirs.get(shared):
            key = (bool(shared), other.pk)
            found.append(Alike(other, tuple(words), same, theme, matches.get(key)))
    return found
