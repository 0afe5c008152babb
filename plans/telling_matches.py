"""Clerks are told of proposals to work on similar priorities, and of the answers."""

from boards.models import Board
from boards.telling import tell_clerks
from plans.models import PriorityMatch


def tell_proposed(match: PriorityMatch) -> None:
    """Tell the clerks of the board that is to answer."""
    board = match.other.board if match.other else match.priority.board
    _tell(board, "match_proposed", match, "proposed")


def tell_answered(match: PriorityMatch) -> None:
    """Tell the clerks of the board that proposed."""
    _tell(match.priority.board, "match_answered", match, "answered")


def _tell(board: Board | None, template: str, match: PriorityMatch, key: str) -> None:
    if board:
        about = f"match:{match.pk}"
        tell_clerks(board, template, {"match": match}, about=about, key=f"{about}:{key}")
