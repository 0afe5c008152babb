"""What governs the main board of each example: terms that every example has, and a change that a council must agree."""

from typing import Any

from boards import setting_up, terming
from boards.models import Board
from foundation.models import User
from localities.models import Organisation

AIMS = """<p>Aims. The board brings those who serve the locality together, hears the people who live there and agrees what is
done first.</p><p>Membership. Each partner and each council names its members for the seats that the board has; all are equal.</p>
<p>Powers. The board recommends. It decides for a council only within a recorded delegation.</p>
<p>Disputes. Partners who disagree meet within ten working days with the chair; what is not settled goes to the next meeting.</p>
"""
EXIT = "<p>Exit. A partner leaves with three months’ notice. The board ends when its members agree, and says where its work goes.</p>"
POWERS = "<p>Money. The board may agree grants of up to £5,000 from the locality budget.</p>"


def write_terms(spec: dict[str, Any], board: Board, clerk: User) -> None:
    """Publish the terms of a board; where the example says which council must agree, also a change that waits."""
    _publish(board, AIMS + EXIT, "", clerk)
    if kind := spec.get("terms_agreed_by"):
        board.terms_agreed_by = Organisation.objects.filter(kind=kind).order_by("pk").first()
        setting_up.change(board, by=clerk, fields=["terms_agreed_by"])
        _publish(board, AIMS + POWERS + EXIT, "The board may agree small grants", clerk)


def _publish(board: Board, text: str, note: str, clerk: User) -> None:
    terms = terming.draft_of(board)
    terming.save_terms(board, text=text, version=terms.version, by=clerk)
    terming.publish_terms(board, note=note, by=clerk)
