"""What is recorded of a decision, as rules, pages and registers read it. Source: standards R7; checklist E45, A36."""

from typing import Any

from boards.models import Board, DecisionRecord, Recommendation
from foundation.templatetags.words import pence


def record_of(row: Recommendation) -> DecisionRecord | None:
    """Return the record that was read with a recommendation, or is kept of it."""
    return getattr(row, "record", None)


def missing(row: Recommendation) -> list[str]:
    """Return what the record of something that was agreed still lacks; what was not agreed needs none."""
    if row.outcome not in Recommendation.AGREED:
        return []
    record = record_of(row) or DecisionRecord()
    wanted = {
        "the reason": row.reason,
        "the options considered and rejected": record.options,
        "the legal power": record.power,
        "the level": record.level,
    }
    return [words for words, said in wanted.items() if not said.strip()]


def power_of(board: Board) -> str:
    """Return the power that a board uses as a rule, to start a record from: what is informal binds nobody."""
    return "own" if not board.is_statutory else ""


def facts(row: Recommendation) -> dict[str, Any]:
    """Return what is published of a record; nothing where there is none."""
    record = record_of(row)
    if record is None:
        return {}
    used = record.delegation
    return {
        "verb": record.verb if row.outcome in Recommendation.AGREED else "",
        "options": record.options,
        "power": record.power_in_words,
        "level": record.get_level_display(),
        "lead": str(record.lead or ""),
        "at_stake": f"{record.right.name}: decided by members of {record.right.tiers_words}" if record.right else "",
        "commits": pence(record.amount),
        "delegation": f"{used.organisation}, {used.authority}: {used.scope}" if used else "",
        "awaiting": str(record.awaiting or ""),
        "timetable": record.timetable,
    }
