"""Issuing minutes: the edition, its web page, its PDF, and the registers of decisions and actions that it opens."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone
from simple_history.utils import bulk_update_with_history

from boards import (
    asking_owners,
    decided,
    disclosing,
    drafting,
    indexing,
    informing,
    recorded,
    rendering,
    sitting,
)
from boards.models import (
    Action,
    AgendaItem,
    Attendance,
    Decision,
    DecisionMember,
    Declaration,
    Exemption,
    Meeting,
    MinuteEntry,
    Minutes,
    Recommendation,
)
from boards.sitting import Sitting
from boards.wording import stop
from foundation import editions, work
from foundation.editions import Part
from foundation.models import Edition, EditionPart, Rendering, User

Content = dict[str, Any]
PAGE, PDF = "html", "minutes"
NOT_BEGUN = (
    "Its exempt papers were not reached: no resolution to exclude the public is recorded, and the item was not begun. "
    "The public reads a notice in place of its minute (R3)."
)
# A recommendation that its author withdrew was not put to the board: there is nothing in the register.
NOT_DECIDED = ("", Recommendation.Outcome.WITHDRAWN)


def issue(
    minutes: Minutes, *, reason: str, note: str = "", correction: Content | None = None, by: User | None
) -> Edition:
    """Freeze locked minutes as their next edition, show it at once, open what it decided and ask for its PDF."""
    meeting = minutes.meeting
    seat = sitting.read(meeting)
    parts = compose(minutes, seat, corrections=[*_corrections(meeting), *([correction] if correction else [])])
    edition = editions.publish(
        series=meeting.minutes_series, root=meeting.board.root, title=f"Minutes, {meeting}", parts=parts,
        reason=reason, note=note, by=by,
    )  # fmt: skip
    meeting.minutes_edition = edition
    meeting.save(update_fields=["minutes_edition", "minutes_approved_at", "changed_at"])
    register_decisions(minutes, seat)
    open_actions(meeting, but=private_business(seat))
    informing.inform(meeting)
    open_roll(meeting, by=by)
    _show(meeting, edition)
    ask_for_pdf(meeting, edition)
    indexing.ask(edition)
    indexing.show_plan_of(meeting)
    rendering.refresh_page(meeting)
    return edition


def _corrections(meeting: Meeting) -> list[Content]:
    """Return the corrections that the edition in force has already: a later edition carries them on."""
    edition = meeting.minutes_edition
    front = edition.parts.filter(kind="front").first() if edition else None
    return front.content.get("corrections", []) if front else []


def compose(
    minutes: Minutes,
    seat: Sitting,
    *,
    entries: list[MinuteEntry] | None = None,
    corrections: list[Content] | None = None,
) -> list[Part]:
    """Return the parts of the minutes as they stand: the facts, who was there, then each minute."""
    entries = entries or list(minutes.entries.all())
    front, private = _front(minutes, seat, corrections or []), private_business(seat)
    parts = [Part("front", "front", "Minutes", front)]
    for entry in entries:
        part, mark, item = _minute(seat, entry), private.get(entry.item_id or 0), seat.item(entry.item_id)
        parts += disclosing.behind(part, mark, drafting.exclusion(item)) if mark and item else [part]
    return parts


def private_business(seat: Sitting) -> dict[int, Exemption]:
    """Return what keeps the business of an item from the public, by the id of the item. Source: standards R3.

    Where the private part of an item has not begun, whatever is exempt under it closes its business: what was written
    there was not said in public.
    """
    reports = {report.pk: item.pk for item in seat.items if (report := getattr(item, "report", None))}
    private = disclosing.private_items({mark.key: mark for marks in seat.exempt.values() for mark in marks}, reports)
    return {item.pk: seat.exempt[item.pk][0] for item in not_begun(seat)} | private


def not_begun(seat: Sitting) -> list[AgendaItem]:
    """Return the items with exempt papers that the meeting did not reach: the public was not excluded from them."""
    exempt = [item for item in seat.items if item.pk in seat.exempt and not sitting.started_at(item)]
    return [item for item in exempt if not (resolved := sitting.exclusion_of(item)) or not resolved.is_carried]


def _front(minutes: Minutes, seat: Sitting, corrections: list[Content]) -> Content:
    meeting, following = minutes.meeting, seat.following
    return {
        "board": meeting.board.name,
        "starts_at": meeting.starts_at.isoformat(),
        "place": meeting.place,
        "status": "approved" if minutes.approved_at else "draft",
        "approve_on": following.starts_at.isoformat() if following and not minutes.approved_at else "",
        "approved_on": minutes.approved_meeting.starts_at.isoformat() if minutes.approved_meeting else "",
        "approved_with_changes": minutes.approved_with_changes,
        "signed_by": str(minutes.approved_meeting.chaired_by or "") if minutes.approved_meeting else "",
        "corrections": corrections,
    }


def _minute(seat: Sitting, entry: MinuteEntry) -> Part:
    item = seat.item(entry.item_id)
    content: Content = {"number": entry.number, "title": entry.title, "text": entry.text}
    if item:
        content |= {
            "item": f"item:{item.pk}",
            "late_because": item.late_because,
            "took_part": [_person(a.person, a.representing) for a in seat.present(item)],
            "interests": [_interest(d) for d in item.declarations.all()],
            "decisions": [_decision(row) for row in sitting.recommendations_of(item) if row.outcome],
            "actions": [_action(row) for row in item.actions.all()],
        }
    return Part("minute", entry.key, entry.title, content)


def _person(person: Any, body: Any) -> dict[str, str]:
    return {"name": str(person), "for": str(body or "")}


def _interest(declared: Declaration) -> Content:
    return {
        **_person(declared.person, declared.mandate and declared.mandate.council),
        "kind": declared.get_kind_display(),
        "nature": stop(declared.nature),
        "took_part": not sitting.bars(declared),
        "dispensation": drafting.dispensation(declared),
    }


def _decision(row: Recommendation) -> Content:
    return {
        "key": f"recommendation:{row.pk}",
        "outcome": row.outcome,
        "outcome_words": row.get_outcome_display(),
        "text": drafting.decided_words(row),
        "reason": row.reason,
        "how": decided.how(row),
    }


def _action(row: Action) -> Content:
    return {"key": f"action:{row.pk}", "text": row.text, "owner": drafting.action_owner(row)}


def register_decisions(minutes: Minutes, seat: Sitting) -> None:
    """Enter each outcome in the public register; an outcome that was corrected is changed there, with its history.

    What was decided in private waits there until it is opened.
    """
    meeting, now, private = minutes.meeting, timezone.now(), private_business(seat)
    numbers = dict(minutes.entries.filter(item__isnull=False).values_list("item_id", "number"))
    there = {decision.recommendation_id: decision for decision in meeting.decisions.all()}
    kept = set()
    for item in seat.items:
        for row in sitting.recommendations_of(item):
            if row.outcome in NOT_DECIDED:
                continue
            kept.add(row.pk)
            decision = there.get(row.pk) or Decision(board=meeting.board, meeting=meeting, recommendation=row)
            opened = None if item.pk in private else decision.published_at or now
            record = recorded.published(row, seat, item)
            _enter(decision, row, item, minute=numbers.get(item.pk, ""), published_at=opened, record=record)
            _name_members(decision, {a.person_id for a in seat.present(item)})
    for key, decision in there.items():
        if key not in kept and decision.published_at:
            decision.published_at = None
            decision.save()
            _name_members(decision, set())


def _enter(decision: Decision, row: Recommendation, item: AgendaItem, **more: Any) -> None:
    said = {
        "item": item, "title": item.title, "text": drafting.decided_words(row), "outcome": row.outcome,
        "reason": row.reason, "how": decided.how(row), "decided_on": decision.meeting.date, **more,
        **_awaited(decision, row),
    }  # fmt: skip
    if decision.pk and all(getattr(decision, name) == value for name, value in said.items()):
        return
    for name, value in said.items():
        setattr(decision, name, value)
    decision.save()


def _awaited(decision: Decision, row: Recommendation) -> Content:
    """Return the level and who decides next; what has answered already stays."""
    record = recorded.record_of(row)
    if record is None:
        return {}
    return {"level": record.level} | ({} if decision.answer else {"awaiting": record.awaiting})


def _name_members(decision: Decision, people: set[int]) -> None:
    """Say who took part in a decision, to all who may read it."""
    decision.members.exclude(person__in=people).delete()
    for person in people:
        DecisionMember.objects.update_or_create(
            decision=decision, person_id=person,
            defaults={"board_id": decision.board_id, "published_at": decision.published_at},
        )  # fmt: skip


def open_actions(meeting: Meeting, *, but: Collection[int] = ()) -> None:
    """Let the public see what the minutes asked for, but for private items; each owner gets the link to report."""
    waiting = Action.objects.filter(meeting=meeting, published_at__isnull=True).select_related(*asking_owners.RELATED)
    for action in waiting.exclude(item__in=but):
        action.published_at = timezone.now()
        if not action.done_at:
            asking_owners.open_link(action)
        action.save()


def open_roll(meeting: Meeting, *, by: User | None) -> None:
    """Let the public count who of the members was there; others who came stand in the minutes alone. Source: A3."""
    members = Q(holding__isnull=False) | Q(substitute_for__isnull=False)
    rows = list(Attendance.objects.filter(members, meeting=meeting, published_at__isnull=True))
    for row in rows:
        row.published_at = timezone.now()
    bulk_update_with_history(rows, Attendance, ["published_at"], default_user=by)


def _show(meeting: Meeting, edition: Edition) -> Rendering:
    """Make the web page of an edition at once: HTML is the record, PDF the copy."""
    html = render_to_string("boards/minutes/_minutes.html", words(list(edition.parts.all())))
    return Rendering.objects.create(
        edition=edition, kind=PAGE, subject=f"minutes:{meeting.pk}", root=edition.root, html=html,
        opened_at=edition.published_at, asked_at=timezone.now(), done_at=timezone.now(),
    )  # fmt: skip


def words(parts: Sequence[EditionPart | Part]) -> Content:
    """Return what the templates of the minutes, on the web and in print, are drawn from."""
    front = next((part.content for part in parts if part.kind == "front"), {})
    minuted = [part.content for part in parts if part.kind == "minute"]
    return {
        "front": {**front, **{k: _moment(front.get(k)) for k in ("starts_at", "approve_on", "approved_on")}},
        "corrections": [{**row, "at": _moment(row["at"])} for row in front.get("corrections", [])],
        "attendance": next((m for m in minuted if not m["number"]), None),
        "minutes": [{**m, "anchor": drafting.anchor(m["number"])} for m in minuted if m["number"]],
    }


def _moment(text: str | None) -> Any:
    return datetime.fromisoformat(text) if text else None


def ask_for_pdf(meeting: Meeting, edition: Edition) -> Rendering:
    """Ask for the PDF of an edition: it follows, whatever becomes of the broker; asking again makes it again."""
    row, _ = Rendering.objects.update_or_create(
        edition=edition,
        kind=PDF,
        defaults={
            "subject": rendering.subject(meeting), "root": edition.root, "opened_at": edition.published_at,
            "asked_at": timezone.now(), "started_at": None, "done_at": None, "failed_at": None, "failure": "",
        },
    )  # fmt: skip
    work.later("boards.build_minutes", rendering_id=row.pk)
    return row
