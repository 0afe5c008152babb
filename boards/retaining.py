"""How long what was published stays public, and what keeps it longer.

Source: standards R4, R8, R9, R13, R38; Local Government Act 1972, sections 100C and 100D; checklist section 6.
"""

import datetime
from collections.abc import Iterable, Mapping

from dateutil.relativedelta import relativedelta
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from boards.models import Board, Kept, LegalHold, Meeting, OfficerDecision, RetentionRule
from foundation import audit
from foundation.locking import lock, lock_partnership
from foundation.models import User
from foundation.templatetags.words import day

# What a partnership starts from; None is for good. Minutes are the record itself (R38).
YEARS: dict[str, int | None] = {
    Kept.AGENDA: 6, Kept.REPORT: 6, Kept.BACKGROUND: 4, Kept.MINUTES: None, Kept.OFFICER: 6, Kept.OFFICER_PAPERS: 4,
}  # fmt: skip
SOURCES: dict[str, str] = {
    Kept.AGENDA: "Local Government Act 1972, section 100C(1)",
    Kept.REPORT: "Local Government Act 1972, section 100C(1)",
    Kept.BACKGROUND: "Local Government Act 1972, section 100D(2)",
    Kept.MINUTES: "Local Government Act 1972, section 100C(1); councils’ own schedules keep minutes for good",
    Kept.OFFICER: "SI 2014/2095, regulation 8; for ward members Local Government and Public Involvement in Health Act "
    "2007, section 236",
    Kept.OFFICER_PAPERS: "SI 2014/2095, regulation 8",
}
Subject = Meeting | OfficerDecision


def rules() -> dict[str, RetentionRule]:
    """Return this partnership's rule for each kind, its own or the one that it starts from; one query."""
    kept = {rule.kind: rule for rule in RetentionRule.objects.all()}
    return {kind: kept.get(kind) or RetentionRule(kind=kind, years=YEARS[kind]) for kind in Kept.values}


@transaction.atomic
def write_rules() -> dict[str, RetentionRule]:
    """Keep the rules that the partnership starts from, where it has none of its own: the database deletes by these."""
    found = rules()
    RetentionRule.objects.bulk_create(
        [rule for rule in found.values() if rule.pk is None], ignore_conflicts=True
    )  # nobody changed anything yet, so there is no history to keep
    return rules()


@transaction.atomic
def change_rule(kind: str, *, years: int | None, by: User) -> RetentionRule:
    """Keep something for another number of years, None for good; raises ValidationError below what the law asks."""
    lock_partnership()
    rule = write_rules()[kind]
    rule.years = years
    rule.full_clean(exclude=["partnership"])
    rule.save()
    audit.record(by, "changed how long is kept", rule, years=years)
    return rule


def kept_until(of: Subject, rule: RetentionRule) -> datetime.date | None:
    """Return the day from which something of a meeting or a decision may be deleted; None where it is kept for good."""
    return None if rule.years is None else of.kept_from + relativedelta(years=rule.years)


def held(subjects: Iterable[Subject]) -> Mapping[Subject, LegalHold]:
    """Return the legal hold that stands on each of these, or on its board; one query."""
    subjects = list(subjects)
    boards = {one.board_id for one in subjects}
    standing = list(LegalHold.objects.filter(board__in=boards, lifted_at=None).select_related("board", "meeting"))
    return {one: hold for one in subjects for hold in standing if hold.covers(one)}


def refuse_if_held(of: Subject) -> None:
    """Refuse to delete what a legal hold keeps; raises ValidationError. Source: standards R38."""
    if hold := held([of]).get(of):
        raise ValidationError(
            f"A legal hold of {day(hold.placed_at)} stands on {hold}, so nothing of it is deleted: {hold.reason} "
            "Lift the hold first, with a reason."
        )


def is_held(board: Board) -> bool:
    """Say whether a legal hold stands on a board or on any of its meetings."""
    return LegalHold.objects.filter(board=board, lifted_at=None).exists()


def too_early(of: Subject, kind: str) -> str:
    """Return why something is not deleted yet: the rule, its source, the day; nothing once that has come."""
    rule = rules()[kind]
    until = kept_until(of, rule)
    if until and until <= timezone.localdate():
        return ""
    what, source = rule.get_kind_display(), SOURCES[kind]
    if until is None:
        return f"{what} are kept for good ({source})."
    return f"{what} stay public for {rule.words}: until {day(until)} ({source})."


@transaction.atomic
def place_hold(board: Board, *, meeting: Meeting | None, reason: str, by: User) -> LegalHold:
    """Keep everything of a meeting, or of a board, from being deleted until the hold is lifted."""
    lock(board)
    hold = LegalHold(board=board, meeting=meeting, reason=reason.strip(), placed_at=timezone.now(), placed_by=by)
    hold.full_clean(exclude=["partnership"])
    hold.save()
    audit.record(by, "placed a legal hold on", meeting or board, hold=hold.pk)
    return hold


@transaction.atomic
def lift_hold(hold: LegalHold, *, because: str, by: User) -> LegalHold:
    """Let what a hold kept be deleted when its date has passed; raises ValidationError when it was lifted already."""
    hold = lock(hold, "board", "meeting__board", "lifted_by")
    if hold.lifted_at:
        raise ValidationError(lifted_already(hold))
    hold.lifted_at, hold.lifted_by, hold.lifted_because = timezone.now(), by, because.strip()
    hold.full_clean(exclude=["partnership"])
    hold.save()
    audit.record(by, "lifted a legal hold on", hold.meeting or hold.board, hold=hold.pk)
    return hold


def lifted_already(hold: LegalHold) -> str:
    """Return what is said to whoever comes to lift a hold that somebody has lifted."""
    return f"{hold.lifted_by} has lifted this hold already: {hold.lifted_because}"
