"""How the boards of the examples decide: by consent, past an objection that was withdrawn, by vote, at a second try."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from boards import completing, confirming, consenting, deciding, recorded, reworking, sitting, voting
from boards.models import (
    AgendaItem,
    Board,
    Decision,
    DecisionMode,
    DecisionRecord,
    Meeting,
    Position,
    Recommendation,
    Vote,
)
from boards.voting import Count
from foundation.models import User
from localities.models import Organisation

OBJECTION = "It would take officers from work that is promised already."
WITHDRAWN = "The work starts after the summer, when officers are free."
OPTIONS = "To leave it as it is: partners would go on working apart. To do it alone: no body has the means."
REWORKED = "That partners name a lead officer each by the end of the year, from those who are free."
AMENDED = {
    "outcome_text": "That partners name a lead officer each within two weeks.",
    "reason": "Two weeks are enough.",
}


@dataclass(frozen=True)
class Deciding:
    """One recommendation under its item, and the clerk who records what becomes of it."""

    row: Recommendation
    item: AgendaItem
    clerk: User

    @property
    def meeting(self) -> Meeting:
        """Return the meeting that decides."""
        return self.item.meeting

    def now(self) -> dict[str, Any]:
        """Return what an act is told: the version that stands, and who records."""
        return {"version": Recommendation.objects.get(pk=self.row.pk).version, "by": self.clerk}

    def partner(self) -> int:
        """Return a partner that is here: an agency where there is one."""
        seat = sitting.read(self.meeting)
        here = seat.partners_at(seat.item(self.item.pk) or self.item)
        agencies = [p for p in seat.partners if p.pk in here and not p.is_council]
        return (agencies or [p for p in seat.partners if p.pk in here])[0].pk


def reason_of(item: AgendaItem) -> str:
    """Return why the board decides as it does."""
    return f"The board holds that {item.title[:1].lower()}{item.title[1:]} needs one approach that all partners share."


def agree(one: Deciding) -> None:
    """Agree it as the board decides."""
    decide(one, "agreed", reason=reason_of(one.item))


def amend(one: Deciding) -> None:
    """Agree it in other words."""
    decide(one, "amended", **AMENDED)


def stand_aside(one: Deciding) -> None:
    """Agree it while one partner stands aside."""
    _take(one, Position.Kind.ASIDE, "It has no service in this part of the locality.")
    agree(one)


def _take(one: Deciding, kind: str, reason: str) -> None:
    consenting.take_positions(one.row, {one.partner(): (kind, reason)}, **one.now())


def withdraw(one: Deciding) -> None:
    """Agree it after a partner withdrew its objection."""
    _take(one, Position.Kind.OBJECT, OBJECTION)
    objection = one.row.positions.get(kind=Position.Kind.OBJECT)
    said = {"name": "Dana Holt, area manager", "because": WITHDRAWN, "instead": Position.Kind.SUPPORT}
    consenting.withdraw_objection(objection, **said, by=one.clerk)
    agree(one)


def defer(one: Deciding) -> None:
    """Defer what a partner objects to; it is put again at the next meeting."""
    _take(one, Position.Kind.OBJECT, OBJECTION)
    consenting.all_present_support(one.row, **one.now())
    deciding.decide(one.row, outcome="deferred", reason="A partner objects. It is reworked.", **one.now())


def wait(one: Deciding) -> None:
    """Defer what nobody objects to: it waits for figures, and for a clerk who puts it on an agenda again."""
    decide(one, "deferred", reason="The costs of two partners are not in yet. It comes back with them.")


def fall_back(one: Deciding) -> None:
    """Put it to the vote where consent fails, as the board's rules allow."""
    _take(one, Position.Kind.OBJECT, OBJECTION)
    consenting.all_present_support(one.row, **one.now())
    _vote(one)
    deciding.decide(one.row, outcome="agreed", reason=reason_of(one.item), **one.now())


def call_names(one: Deciding) -> None:
    """Agree it by a recorded vote."""
    seat = sitting.read(one.meeting)
    able = seat.deciders(seat.item(one.item.pk) or one.item)
    names = {a.person_id: "against" if place == 1 else "for" for place, a in enumerate(able)}
    voting.record_vote(one.row, Count(Vote.Method.NAMES, names=names), **one.now())
    deciding.decide(one.row, outcome="agreed", reason=reason_of(one.item), **one.now())


def decide(one: Deciding, outcome: str, **words: Any) -> None:
    """Decide it as the board decides: by consent, or by a show of hands."""
    if one.meeting.board.decision_mode == DecisionMode.CONSENT:
        consenting.all_present_support(one.row, **one.now())
    else:
        _vote(one)
    deciding.decide(one.row, outcome=outcome, **words, **one.now())


def _vote(one: Deciding) -> None:
    """Count hands: one against, whose name is recorded on their demand, one abstention."""
    seat = sitting.read(one.meeting)
    able = seat.deciders(seat.item(one.item.pk) or one.item)
    hands = {"for": len(able) - 2, "against": 1, "abstain": 1}
    voting.record_vote(one.row, Count(Vote.Method.HANDS, hands, {able[-1].person_id: "against"}), **one.now())


STORIES: dict[str, Callable[[Deciding], None]] = {
    "agree": agree, "amend": amend, "aside": stand_aside, "withdraw": withdraw, "defer": defer, "wait": wait,
    "fall back": fall_back, "names": call_names,
}  # fmt: skip
USUAL = ("agree", "agree", "agree", "amend")


def decide_all(items: Iterable[AgendaItem], stories: tuple[str, ...], clerk: User) -> None:
    """Decide each recommendation under some items, one after the other, each by its story."""
    rows = [(item, row) for item in items for row in item.recommendations.all()]
    for number, ((item, row), story) in enumerate(zip(rows, stories, strict=False)):
        STORIES[story](Deciding(row, item, clerk))
        complete(row, item.meeting, clerk, number)


def complete(row: Recommendation, meeting: Meeting, clerk: User, number: int = 1, options: str = OPTIONS) -> None:
    """Complete the record of what was agreed; every third needs the district council, which answers the first."""
    row = Recommendation.objects.get(pk=row.pk)
    if row.outcome not in Recommendation.AGREED:
        return
    board, record = meeting.board, recorded.record_of(row) or DecisionRecord(recommendation=row)
    district = Organisation.objects.filter(kind="district").order_by("pk").first()
    record.options = options
    record.power = "joint" if board.decision_mode == DecisionMode.DELEGATED else recorded.power_of(board) or "discharge"
    record.level = record.level or ("locality" if board.locality else "district")
    record.lead = district
    record.verb = board.verbs[number % 2] if row.outcome == Recommendation.Outcome.AGREED else ""
    if number % 3 == 0 and board.decision_mode == DecisionMode.CONSENT:
        record.awaiting = district
    steps = ((6, "Partners have named who leads"), (14, "A first report comes back to the board"))
    record.timetable = [
        {"on": (meeting.date + datetime.timedelta(weeks=weeks)).isoformat(), "what": what, "who": str(district or "")}
        for weeks, what in steps
    ]
    completing.complete_record(record, fields=["options", "power", "level"], by=clerk)


def answer(meeting: Meeting, clerk: User) -> None:
    """Let the council agree what waited for it since an earlier meeting."""
    for decision in meeting.decisions.filter(awaiting__isnull=False, answer=""):
        day = meeting.date + datetime.timedelta(weeks=4)
        told = {"answered_on": day, "published_on": day + datetime.timedelta(days=1), "note": "Cabinet, minute 23"}
        confirming.record_answer(decision, answer="agreed", **told, by=clerk)


def put_again(meeting: Meeting, at: Meeting, clerk: User) -> None:
    """Rework what a meeting deferred for an objection, and put it to a later one."""
    deferred = Recommendation.objects.filter(item__meeting=meeting, outcome=Recommendation.Outcome.DEFERRED)
    for row in deferred.filter(positions__kind=Position.Kind.OBJECT).distinct():
        reworking.rework(row, text=REWORKED, at=at, by=clerk)


def decided_then(board: Board, *, title: str, text: str, reason: str, minute: str) -> Decision:
    """Return a decision of a board at its first meeting, or at one that is made for it where it never met."""
    meeting = Meeting.objects.filter(board=board, starts_at__lt=timezone.now()).order_by("starts_at").first()
    if meeting is None:
        begins = timezone.now().replace(hour=18, minute=30, second=0, microsecond=0) - datetime.timedelta(days=205)
        meeting = Meeting.objects.create(
            board=board, starts_at=begins, ends_at=begins + datetime.timedelta(hours=2), announced_at=begins
        )
    return Decision.objects.create(
        board=board, meeting=meeting, minute=minute, title=title, outcome="agreed", text=text, reason=reason,
        decided_on=meeting.date, published_at=timezone.now(),
    )  # fmt: skip
