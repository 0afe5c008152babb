"""The forward plan of an example: what comes, what slipped, what was dropped, and what was decided of it."""

import datetime
from typing import Any

from django.utils import timezone

from boards import noticing, planning, setting_up
from boards.models import AgendaItem, Board, ForwardEntry, Meeting
from foundation.models import User

from .then import at

CONTACT = "Democratic Services, 01632 960 000"
BEFORE = datetime.timedelta(days=35)


def plan_ahead(spec: dict[str, Any], board: Board, clerk: User) -> None:
    """Write the plan as the clerk would have, each entry on its day."""
    entries = spec.get("forward_plan", [])
    if any(entry.get("is_key") for entry in entries):
        board.takes_key_decisions = True
        setting_up.change(board, by=clerk, fields=["takes_key_decisions"])
    meetings = list(Meeting.objects.filter(board=board).going_ahead().order_by("starts_at"))
    for held in meetings[:2] if entries else ():
        _look_back(held, clerk)
    coming = dict(zip(("published", "draft"), meetings[-2:], strict=True))
    for entry in entries:
        _plan(entry, board, coming, clerk)


def _look_back(meeting: Meeting, clerk: User) -> None:
    """Let the first business of a past meeting have been planned before it."""
    item = AgendaItem.objects.filter(meeting=meeting, key="").in_order().first()
    if item is None:
        return
    text = f"What the partners do together: {item.title.lower()}."
    with at(meeting.starts_at - BEFORE):
        entry = planning.add_entry(meeting.board, by=clerk, item=item, title=item.title, text=text, contact=CONTACT)
        planning.publish_entry(entry, by=clerk)


def _plan(facts: dict[str, Any], board: Board, coming: dict[str, Meeting], clerk: User) -> None:
    said = {name: facts[name] for name in planning.WORDS if name in facts}
    moved = facts.get("moved")
    with _ago(facts["ago"]):
        when = _when(moved[1] if moved else facts["at"], coming, facts["ago"])
        entry = planning.add_entry(board, by=clerk, item=_item(facts, when), contact=CONTACT, **said, **when)
        entry = planning.publish_entry(entry, by=clerk)
    if moved:
        with _ago(moved[0]):
            planning.move_entry(entry, because=moved[2], by=clerk, **_when(facts["at"], coming, moved[0]))
    if "withdrawn" in facts:
        with _ago(1):
            planning.withdraw_entry(entry, because=facts["withdrawn"], by=clerk)
    _go_on(facts, entry, clerk)


def _item(facts: dict[str, Any], when: dict[str, Any]) -> AgendaItem | None:
    """Return the item under which the matter stands on a published agenda already."""
    return AgendaItem.objects.get(meeting=when["meeting"], title=facts["item"]) if "item" in facts else None


def _go_on(facts: dict[str, Any], entry: ForwardEntry, clerk: User) -> None:
    if notice := facts.get("notice"):
        with _ago(notice["ago"]):
            noticing.give(
                entry, notice["kind"], because=notice["because"], person=notice["person"],
                office=entry.board.offices_to_consent[0], person_on=timezone.localdate(), by=clerk,
            )  # fmt: skip


def _when(place: Any, coming: dict[str, Meeting], ago: int) -> dict[str, Any]:
    """Return the meeting, or the days from today as they are, whatever day the clock stands at."""
    if isinstance(place, str):
        return {"meeting": coming[place]}
    today = timezone.localdate() + datetime.timedelta(days=ago)
    first, last = (today + datetime.timedelta(days=days) for days in place)
    return {"due_on": first, "due_until": last}


def _ago(days: int) -> Any:
    return at(timezone.now() - datetime.timedelta(days=days))
