"""The words that minutes start from: what was recorded, as sentences. A member of the public is not named."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from boards import decided, sitting
from boards.models import (
    Action,
    AgendaItem,
    Asked,
    Attendance,
    Declaration,
    Meeting,
    Minutes,
    Motion,
    Movement,
    PublicQuestion,
    Recommendation,
    Standing,
)
from boards.sitting import Sitting
from boards.wording import an, broken, clock, day, listed, moment, para, stop
from foundation import richtext

Kind = Attendance.Kind
OUTCOMES = {
    "agreed": "Resolved",
    "amended": "Resolved, as amended",
    "noted": "Noted",
    "deferred": "Deferred",
    "lost": "Not agreed",
    "withdrawn": "Withdrawn",
}
MOVED = {
    Movement.Kind.ARRIVED: "arrived",
    Movement.Kind.LEFT: "left the meeting",
    Movement.Kind.OUT: "left the room",
    Movement.Kind.BACK: "came back",
}
PUT = {
    Asked.QUESTION: "asked",
    Asked.STATEMENT: "made a statement",
    Asked.PETITION: "presented a petition",
    Asked.DEPUTATION: "spoke for a deputation",
}
ORDER = (Kind.PRESENT, Kind.SUBSTITUTE, Kind.VIRTUAL, Kind.IN_ATTENDANCE, Kind.APOLOGIES, Kind.ABSENT, Kind.EXPECTED)


@dataclass(frozen=True)
class Draft:
    """One minute as the record makes it."""

    item: AgendaItem | None
    position: int
    number: str
    title: str
    text: str


def draft(seat: Sitting) -> list[Draft]:
    """Return the minutes that the record makes: who was there, then each item under its number."""
    rows = [Draft(None, 0, "", "Attendance", richtext.clean(attendance(seat)))]
    for position, item in enumerate(seat.items, start=1):
        text = richtext.clean("".join(_sentences(seat, item)))
        rows.append(Draft(item, position, item.number, item.title, text))  # type: ignore[attr-defined]
    return rows


def attendance(seat: Sitting) -> str:
    """Return when the meeting was held, who was in the chair and who was there."""
    meeting = seat.meeting
    listed = [a for a in seat.attendances if a.kind != Kind.EXPECTED]
    listed.sort(key=lambda a: (a.person_id != meeting.chaired_by_id, ORDER.index(Kind(a.kind)), a.person.name))
    rows = "".join(_attendance_row(a, meeting) for a in listed)
    table = (
        "<table><caption>Who was there</caption><thead><tr><th scope='col'>Name</th><th scope='col'>For</th>"
        f"<th scope='col'>Attendance</th></tr></thead><tbody>{rows}</tbody></table>"
    )
    return _hours(meeting) + (table if listed else "")


def _hours(meeting: Meeting) -> str:
    if not meeting.opened_at:
        return ""
    closed = f" and closed at {clock(meeting.closed_at)}" if meeting.closed_at else ""
    chair = f" {escape(str(meeting.chaired_by))} was in the chair." if meeting.chaired_by else ""
    return f"<p>The meeting opened at {clock(meeting.opened_at)}{closed}.{chair}</p>"


def _attendance_row(a: Attendance, meeting: Meeting) -> str:
    words = a.get_kind_display()
    if a.substitute_for:
        words = f"{'Present by video' if a.kind == Kind.VIRTUAL else 'Present'} in place of {a.substitute_for}"
    if a.person_id == meeting.chaired_by_id:
        words = f"{words}, in the chair"
    moves = [f"{MOVED[Movement.Kind(m.kind)]} {clock(m.at)}" for m in a.movements.all() if not _for_interest(m)]
    cells = (str(a.person), str(a.representing or ""), "; ".join([words, *moves]))
    return f"<tr><th scope='row'>{escape(cells[0])}</th><td>{escape(cells[1])}</td><td>{escape(cells[2])}</td></tr>"


def _for_interest(move: Movement) -> bool:
    """Say whether going out and coming back belongs to an item, where it is told."""
    return move.kind in (Movement.Kind.OUT, Movement.Kind.BACK)


def _sentences(seat: Sitting, item: AgendaItem) -> Iterable[str]:
    if item.late_because:
        yield para(f"{item.late_agreed_by} agreed to take this item as urgent: {item.late_because}")
    yield exclusion(item)
    yield from _of_standing(seat, item)
    yield from _of_interests(seat, item)
    yield from _of_movements(seat, item)
    record = sitting.record_of(item)
    if record and record.notes.strip():
        yield richtext.from_plain(record.notes)
    for question in item.questions.all():
        yield _question(question)
    for motion in item.motions.all():
        yield _motion(motion)
    for row in sitting.recommendations_of(item):
        yield _outcome(row)
    for action in item.actions.all():
        yield _action(action)


def exclusion(item: AgendaItem) -> str:
    """Return the resolution to exclude the public as the minutes give it; nothing where none was put."""
    row = sitting.exclusion_of(item)
    if row is None:
        return ""
    moved = f"It was moved by {row.mover} and seconded by {row.seconder} that the public be excluded for this item"
    became = "This was carried" if row.is_carried else "This was lost, and the item was taken in public"
    return para(f"{moved}, since exempt information is likely to be disclosed ({row.grounds}). {became}.")


def _of_standing(seat: Sitting, item: AgendaItem) -> Iterable[str]:
    if item.key == Standing.WELCOME and seat.meeting.opened_at:
        yield para(f"{seat.meeting.chaired_by or 'The clerk'} opened the meeting at {clock(seat.meeting.opened_at)}.")
    elif item.key == Standing.APOLOGIES:
        yield _apologies(seat)
    elif item.key == Standing.DECLARATIONS:
        yield from _declared(seat)
    elif item.key == Standing.MINUTES and item.about_meeting:
        yield _approved(item, seat.meeting)
    elif item.key == Standing.NEXT and (following := seat.following):
        yield para(f"The next meeting is on {moment(following)}, {following.place}.")


def _apologies(seat: Sitting) -> str:
    away = [str(a.person) for a in seat.attendances if a.kind == Kind.APOLOGIES]
    stood_in = [
        f"{a.person} attended in place of {a.substitute_for}."
        for a in seat.attendances
        if a.substitute_for and a.kind in Attendance.AT_THE_TABLE
    ]
    said = f"Apologies were received from {listed(away)}." if away else "There were no apologies."
    return para(" ".join([said, *stood_in]))


def _declared(seat: Sitting) -> Iterable[str]:
    if not seat.declarations:
        yield para("No interests were declared.")
    for declared in seat.declarations:
        body = f", for {declared.mandate.council}," if declared.mandate else ""
        number = seat.item(declared.item_id).number  # type: ignore[union-attr]
        yield para(
            f"{declared.person}{body} declared {an(declared.get_kind_display().lower())} in item {number}: "
            f"{stop(declared.nature)}{' They left the room for the item.' if declared.left_room else ''}"
        )


def _of_interests(seat: Sitting, item: AgendaItem) -> Iterable[str]:
    if item.key == Standing.DECLARATIONS:
        return
    gone = {a.person_id for a in seat.attendances if sitting.is_out_for(a, item)}
    for declared in item.declarations.all():
        has_left = declared.left_room or (sitting.bars(declared) and declared.person_id in gone)
        told = "left the room and took no part" if has_left else _took_part(declared)
        yield para(f"{declared.person}, having declared {an(declared.get_kind_display().lower())}, {told}.")


def _took_part(declared: Declaration) -> str:
    if given := dispensation(declared):
        part = "spoke and did not vote" if sitting.bars(declared) else "stayed and took part"
        return f"{part} under a dispensation ({given})"
    return "took no part" if sitting.bars(declared) else "stayed and took part"


def dispensation(declared: Declaration) -> str:
    """Return what leave somebody had to take part, from whom and until when; nothing where they had none. R10."""
    given = sitting.has_leave(declared)
    if given is None:
        return ""
    until = f"{day(given.starts_on)} to {day(given.ends_on)}"
    return f"{given.get_extent_display().lower()}, granted by {given.granted_by} on {day(given.granted_on)} for {until}"


def _of_movements(seat: Sitting, item: AgendaItem) -> Iterable[str]:
    declared = {d.person_id for d in item.declarations.all() if sitting.bars(d)}
    for a in seat.attendances:
        for move in a.movements.all():
            if move.item_id == item.pk and not (_for_interest(move) and a.person_id in declared):
                yield para(f"{a.person} {MOVED[Movement.Kind(move.kind)]} at {clock(move.at)}.")


def _approved(item: AgendaItem, at: Meeting) -> str:
    about = item.about_meeting
    minutes = Minutes.objects.filter(meeting=about, approved_meeting=at).first()
    if minutes is None or about is None:
        return ""
    how = "with the changes shown to the meeting" if minutes.approved_with_changes else "as a correct record"
    return para(f"The minutes of the meeting held on {day(about.date)} were approved {how}.")


def _question(row: PublicQuestion) -> str:
    put = f"<p>{escape(row.shown_asker)} {PUT[Asked(row.kind)]}: {broken(row.question)}</p>"
    further = f"<p>Supplementary question: {broken(row.supplementary)}</p>" if row.supplementary else ""
    by = f"{row.answered_by} answered" if row.answered_by else "Answer"
    answer = f"<p>{escape(by)}: {broken(row.answer)}</p>" if row.answer else _owed(row)
    return put + answer + further + (para(f"Answer: {row.supplementary_answer}") if row.supplementary_answer else "")


def _owed(row: PublicQuestion) -> str:
    due = row.answer_due_on
    return para(f"A written answer will be published by {day(due)}") if due else ""


def _motion(row: Motion) -> str:
    kind = "An amendment was moved" if row.amends_id else "Moved"
    by = f" by {row.mover}" if row.mover else ""
    seconded = f" and seconded by {row.seconder}" if row.seconder else ""
    became = f" {row.get_outcome_display()}." if row.outcome else ""
    return f"<p>{escape(kind + by + seconded)}: {broken(stop(row.text))}{became}</p>"


def _outcome(row: Recommendation) -> str:
    if not row.outcome:
        return ""
    because = f"<br>Reason: {broken(stop(row.reason))}" if row.reason else ""
    version = f" (version {row.wording})" if row.wording > 1 else ""
    what = f"<p><strong>{OUTCOMES[row.outcome]}{version}:</strong> {broken(stop(decided_words(row)))}{because}</p>"
    if row.went_on_because:
        what += para(f"There was no quorum for this item. The board went on: {row.went_on_because}")
    return what + "".join(para(sentence) for sentence in decided.sentences(row))


def decided_words(row: Recommendation) -> str:
    """Return the words that the board decided on."""
    return row.outcome_text or row.text


def _action(row: Action) -> str:
    return f"<p><strong>Action:</strong> {broken(stop(row.text))} {escape(action_owner(row))}.</p>"


def action_owner(row: Action) -> str:
    """Return who does it and by when."""
    who = f"{row.owner} ({row.person})" if row.person else str(row.owner)
    return f"{who}, by {day(row.due_on)}" if row.due_on else who


def anchor(number: str) -> str:
    """Return where a minute stands on the page: minute-5."""
    return "minute-" + re.sub(r"[^\w]", "", number)
