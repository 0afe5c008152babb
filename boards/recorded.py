"""What is recorded of a decision, as rules, pages and registers read it. Source: standards R7; checklist E45, A36."""

from typing import Any

from boards import drafting
from boards.models import AgendaItem, Board, DecisionRecord, Recommendation
from boards.sitting import Sitting
from foundation.templatetags.words import pence
from localities.models import Mandate


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


def published(row: Recommendation, seat: Sitting, item: AgendaItem) -> dict[str, Any]:
    """Return the record of what was decided under an item of a sitting, as it is published. Source: R7; A5."""
    return {**facts(row), **answerable(seat, item), "dispensations": dispensations(item)}


def answerable(seat: Sitting, item: AgendaItem) -> dict[str, Any]:
    """Return who took part by election, each with their mandates, and who was in the chair. Source: checklist A5."""
    took_part = [(str(a.person), seat.mandates.get(a.person_id, [])) for a in seat.present(item)]
    elected = [{"name": name, "mandates": [_mandate(one) for one in held]} for name, held in took_part if held]
    return {"elected": elected, "chair": str(seat.meeting.chaired_by or "")}


def _mandate(mandate: Mandate) -> str:
    return f"{mandate}, {mandate.executive_position}" if mandate.executive_position else str(mandate)


def dispensations(item: AgendaItem) -> list[dict[str, str]]:
    """Return who had leave to take part in spite of an interest, and what leave. Source: standards R7, R10."""
    given = [(str(declared.person), drafting.dispensation(declared)) for declared in item.declarations.all()]
    return [{"name": name, "words": words} for name, words in given if words]


def facts(row: Recommendation) -> dict[str, Any]:
    """Return what an officer recorded of a decision; nothing where there is no record."""
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
