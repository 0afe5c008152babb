"""The meetings of an example partnership: one past with approved minutes, one published, one in draft."""

from typing import Any

from boards.models import Board
from foundation.models import User

from .places import Places


def hold_meetings(spec: dict[str, Any], board: Board, places: Places, users: dict[str, User]) -> None:
    """Hold the meetings of the main board, as its clerk would."""
