"""Deleting what was published once its date has passed: listed first, confirmed by an officer, done by a worker.

The edition in force is published once more without it; what older editions said of it is purged, its place in the
register and a notice stay. A delegated decision goes as a whole, or its papers alone. Source: standards R4, R8, R38.
"""

import datetime
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from dateutil.relativedelta import relativedelta
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Count, Q
from django.utils import timezone

from boards import deciding_alone, indexing, publishing, retaining, withdrawing
from boards.disclosing import EXEMPT, open_key
from boards.models import (
    AgendaItem,
    Appendix,
    BackgroundPaper,
    Board,
    Consulted,
    Disposal,
    ImpactAssessment,
    Kept,
    LegalHold,
    Meeting,
    OfficerDecision,
    OfficerPaper,
    Report,
    ReportSection,
    RetentionRule,
)
from foundation import audit, editions, work
from foundation.editions import Part
from foundation.locking import lock, share
from foundation.models import Edition, EditionPart, User
from foundation.templatetags.words import short_day

Ground = EditionPart.Ground
PAPERS = ("report", "appendix")
# What of a part goes with each kind, and which parts go altogether.
EMPTIED: dict[str, tuple[str, dict[str, Any]]] = {
    Kept.BACKGROUND: ("report", {"background": []}),
    Kept.AGENDA: ("item", {"text": "", "lead": "", "proposed_by": "", "questions": []}),
}


@dataclass(frozen=True)
class Passed:
    """Something whose date has passed: what, of which meeting or decision, since when, and the hold that keeps it."""

    of: retaining.Subject
    rule: RetentionRule
    kept_until: datetime.date
    parts: int
    hold: LegalHold | None = None

    @property
    def key(self) -> str:
        """Return its name in a form."""
        return f"{self.of.pk}-{self.rule.kind}"


def passed(boards: Iterable[Board]) -> list[Passed]:
    """Return what of these boards could be deleted today, oldest first, in the same few queries for any number."""
    boards, today, rules = list(boards), timezone.localdate(), retaining.rules()
    years = min((rule.years for rule in rules.values() if rule.years is not None), default=None)
    if years is None:
        return []
    meetings, alone = _old(boards, today - relativedelta(years=years))
    old: list[retaining.Subject] = sorted([*meetings, *alone], key=lambda one: one.kept_from)
    # By id and kind: a kind is of meetings or of decisions, never of both.
    counted = _counted(meetings) | _counted_alone(alone)
    confirmed, holds = _confirmed(meetings, alone), retaining.held(old)
    found = []
    for one in old:
        for kind, rule in rules.items():
            until, parts = retaining.kept_until(one, rule), counted.get((one.pk, kind), 0)
            if until and until <= today and parts and (one.pk, kind) not in confirmed:
                found.append(Passed(one, rule, until, parts, holds.get(one)))
    return found


def _old(boards: Sequence[Board], last: datetime.date) -> tuple[list[Meeting], list[OfficerDecision]]:
    """Return the published meetings and delegated decisions of these boards up to a day."""
    meetings = Meeting.objects.public().filter(board__in=boards, agenda_edition__isnull=False)
    alone = OfficerDecision.objects.public().filter(board__in=boards, decided_on__lte=last)
    return (
        list(meetings.filter(starts_at__date__lte=last).select_related("board")),
        list(alone.select_related("board")),
    )


def _counted(meetings: Sequence[Meeting]) -> dict[tuple[int, str], int]:
    """Return how many parts of each kind the editions in force still have; one query a kind."""
    of = defaultdict(list)
    for meeting in meetings:
        of[meeting.agenda_edition_id].append(meeting.pk)
    there = EditionPart.objects.filter(
        edition__in=[meeting.agenda_edition_id for meeting in meetings], withdrawn_at=None
    )
    asked = {
        Kept.REPORT: there.filter(kind__in=PAPERS),
        Kept.BACKGROUND: there.filter(kind="report").exclude(content__background=[]),
        Kept.AGENDA: there.filter(kind="item").exclude(content__text=""),
    }
    return {
        (key, kind): number
        for kind, rows in asked.items()
        for edition, number in rows.order_by().values_list("edition").annotate(number=Count("pk"))
        for key in of[edition]
    }


def _counted_alone(alone: Sequence[OfficerDecision]) -> dict[tuple[int, str], int]:
    papers = Counter(OfficerPaper.objects.filter(decision__in=alone).values_list("decision_id", flat=True))
    records = {(one.pk, str(Kept.OFFICER)): 1 + papers[one.pk] for one in alone}
    return records | {(one.pk, str(Kept.OFFICER_PAPERS)): papers[one.pk] for one in alone}


def _confirmed(meetings: Sequence[Meeting], alone: Sequence[OfficerDecision]) -> set[tuple[int, str]]:
    rows = Disposal.objects.filter(Q(meeting__in=meetings) | Q(decision__in=alone), stopped_because="")
    return {(row.meeting_id or row.decision_id, row.kind) for row in rows}


@transaction.atomic
def confirm(found: Sequence[Passed], *, by: User) -> list[Disposal]:
    """Ask for the deletion of what has passed its date; a worker does it. Nothing that a hold keeps is asked for."""
    retaining.write_rules()
    asked = []
    for one in found:
        retaining.refuse_if_held(one.of)
        row = Disposal(
            board=one.of.board, kind=one.rule.kind, kept_until=one.kept_until, confirmed_at=timezone.now(),
            confirmed_by=by,
        )  # fmt: skip
        if isinstance(one.of, Meeting):
            row.meeting = one.of
        else:
            row.decision, row.title = one.of, one.of.title
        row.full_clean(exclude=["partnership"])
        row.save()
        audit.record(by, "confirmed the deletion of papers of", one.of, kind=one.rule.kind)
        work.later("boards.dispose", disposal_id=row.pk)
        asked.append(row)
    return asked


def ask_for_owed() -> int:
    """Hand on the deletions that were confirmed while the broker was down, and return how many."""
    owed = list(Disposal.objects.filter(done_at=None, stopped_because="").values_list("pk", flat=True))
    for key in owed:
        work.later("boards.dispose", disposal_id=key)
    return len(owed)


@transaction.atomic
def dispose(disposal_id: int) -> Disposal:
    """Delete what was confirmed, unless a hold or a longer rule has come meanwhile; safe to run twice."""
    rows = Disposal.objects.select_for_update(of=("self",)).select_related("confirmed_by").order_by("pk")
    # What else is to go of one decision is locked along, in one order: its rows change when the decision goes.
    same = Disposal.objects.filter(pk=disposal_id).values("decision")
    row = rows.filter(Q(pk=disposal_id) | Q(decision__in=same)).in_bulk()[disposal_id]
    if row.done_at or row.stopped_because:
        return row
    try:
        with transaction.atomic():
            if row.meeting:
                _delete(row, publishing.locked(row.meeting))
            elif row.decision:  # a decision that went altogether took its papers with it
                _delete_alone(row, row.decision)
    except (ValidationError, IntegrityError) as refused:
        row.stopped_because = " ".join(getattr(refused, "messages", [str(refused).partition("CONTEXT")[0].strip()]))
    row.done_at = timezone.now()
    row.save()
    return row


def _delete_alone(row: Disposal, decision: OfficerDecision) -> None:
    share(row.board)  # a hold is placed before, or finds it gone
    decision = lock(decision)
    _refuse(decision, row.kind)
    row.files = deciding_alone.dispose(decision, row.kind)
    row.parts = row.files + (row.kind == Kept.OFFICER)
    if row.kind == Kept.OFFICER:
        row.decision = None
    audit.record(row.confirmed_by, "deleted a delegated decision of", row.board, kind=row.kind, title=row.title)


def _refuse(of: retaining.Subject, kind: str) -> None:
    retaining.refuse_if_held(of)
    if why := retaining.too_early(of, kind):
        raise ValidationError(why)


def _delete(row: Disposal, meeting: Meeting) -> None:
    _refuse(meeting, row.kind)
    because = f"{row.get_kind_display()} were public until {short_day(row.kept_until)}, and were then deleted."
    withdrawing.hold_prints(meeting)
    edition = _issue_without(meeting, row, because)
    earlier = EditionPart.objects.filter(edition__series=meeting.agenda_series, withdrawn_at=None)
    gone = [part for part in earlier.exclude(edition=edition) if _goes(part, row.kind) or _is_emptied(part, row.kind)]
    files = withdrawing.files_of(gone) if row.kind == Kept.REPORT else []
    for part in gone:
        ground = Ground.BACKGROUND if row.kind == Kept.BACKGROUND else Ground.DISPOSAL
        editions.withdraw(part, by=row.confirmed_by, because=because, ground=ground)
    withdrawing.purge(meeting, files)
    if row.kind == Kept.REPORT:
        indexing.forget(meeting.agenda_series, {part.key for part in gone})
    _clear_drafts(meeting, row.kind)
    row.parts, row.files = len(gone), len(files)
    audit.record(row.confirmed_by, "deleted papers of", meeting, kind=row.kind, parts=row.parts, edition=edition.number)


def _issue_without(meeting: Meeting, row: Disposal, because: str) -> Edition:
    old = EditionPart.objects.filter(edition=meeting.agenda_edition, withdrawn_at=None).order_by("position")
    parts = [
        Part(part.kind, part.key, part.title, _left(part, row.kind), is_open=part.opened_at is not None)
        for part in old
        if not _goes(part, row.kind)
    ]
    told = [{"key": "front", "kind": "front", "words": row.get_kind_display(), "what": "withdrawn",
             "title": because, "number": ""}]  # fmt: skip
    return publishing.issue(
        meeting, parts, told=told, reason=Edition.Reason.DISPOSAL, note=because, by=row.confirmed_by
    )


def _kind(part: EditionPart) -> str:
    """Return what a part is, behind the wall or in front of it."""
    return part.content.get("kind", part.kind) if part.kind == EXEMPT else part.kind


def _goes(part: EditionPart, kind: str) -> bool:
    return kind == Kept.REPORT and (_kind(part) in PAPERS or open_key(part.key).startswith(("report:", "appendix:")))


def _is_emptied(part: EditionPart, kind: str) -> bool:
    of, empty = EMPTIED.get(kind, ("", {}))
    return _kind(part) == of and any(part.content.get(name) for name in empty)


def _left(part: EditionPart, kind: str) -> dict[str, Any]:
    """Return what a part still says."""
    if kind == Kept.REPORT and _kind(part) == "item":
        return {**part.content, "report": "", "to_follow": False}
    if _is_emptied(part, kind):
        return {**part.content, **EMPTIED[kind][1]}
    return part.content


def _clear_drafts(meeting: Meeting, kind: str) -> None:
    """Delete the same from what the papers were made of, with its history: what is deleted is gone for good."""
    reports = Report.objects.filter(item__meeting=meeting)
    if kind == Kept.BACKGROUND:
        BackgroundPaper.objects.filter(report__in=reports).delete()
    elif kind == Kept.AGENDA:
        items = AgendaItem.objects.filter(meeting=meeting)
        keys = [item.pk for item in items]
        items.update(text="")
        AgendaItem.history.filter(id__in=keys).update(text="")  # type: ignore[attr-defined]
    else:
        _clear_reports([report.pk for report in reports])


def _clear_reports(keys: Collection[int]) -> None:
    for model in (ReportSection, Consulted, ImpactAssessment):
        model.objects.filter(report__in=keys).delete()  # type: ignore[attr-defined]
        model.history.filter(report_id__in=keys).delete()  # type: ignore[attr-defined]
    # A bare update, since no history is to keep what it said.
    Report.objects.filter(pk__in=keys).update(handed_back_at=None, handed_back_by="", handed_back_because="")
    Report.history.filter(id__in=keys).update(handed_back_because="")  # type: ignore[attr-defined]
    Appendix.objects.filter(report__in=keys).delete()
    BackgroundPaper.objects.filter(report__in=keys).delete()
