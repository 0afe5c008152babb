"""Putting again what was deferred: a new numbered version of a recommendation, the old one kept. Source: J3."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from boards import agenda_building, deciding, exempting, planning
from boards.models import AgendaItem, Exemption, Meeting, Position, Recommendation
from boards.ordering import behind
from foundation import audit
from foundation.locking import lock
from foundation.models import User
from foundation.templatetags.words import day


def meetings_to_come(row: Recommendation) -> list[Meeting]:
    """Return the board's later meetings that go ahead and are not over, soonest first."""
    meeting = deciding.item_of(row).meeting
    later = Meeting.objects.going_ahead().filter(board=meeting.board_id, starts_at__gt=meeting.starts_at)
    return list(later.filter(closed_at=None).select_related("board").order_by("starts_at"))


def deferred_to(meeting: Meeting) -> list[Recommendation]:
    """Return what earlier meetings of a board deferred and have not put again, the longest waiting first. J3."""
    before = {"board": meeting.board_id, "starts_at__lt": meeting.starts_at}
    by_item = Q(**{f"item__meeting__{name}": value for name, value in before.items()}, item__removed_at=None)
    by_report = Q(**{f"report__item__meeting__{name}": value for name, value in before.items()})
    rows = Recommendation.objects.filter(by_item | by_report & Q(report__item__removed_at=None))
    waiting = rows.filter(outcome=Recommendation.Outcome.DEFERRED, reworked_as=None)
    beside = (*deciding.RELATED, *(f"reworks__{name}" for name in deciding.RELATED))
    return list(waiting.select_related(*beside).prefetch_related("positions__organisation").order_by("decided_at"))


@transaction.atomic
def put_again(recommendation: Recommendation, *, at: Meeting, by: User) -> Recommendation:
    """Put a deferred recommendation again in the same words; raises ValidationError as `rework` does."""
    return rework(recommendation, text=recommendation.text, at=at, by=by)


@transaction.atomic
def rework(recommendation: Recommendation, *, text: str, at: Meeting, by: User) -> Recommendation:
    """Put a deferred recommendation again in new words: a new version under an item of a later meeting.

    Objections stand until they are withdrawn, so they go along. Raises ValidationError when it was not deferred, has
    been reworked already, or that meeting does not take it. Source: checklist B36, J3.
    """
    row = lock(recommendation, *deciding.RELATED)
    if row.outcome != Recommendation.Outcome.DEFERRED:
        raise ValidationError("Only what was deferred is reworked (J3). Record “Deferred” first.")
    if later := Recommendation.objects.filter(reworks=row).first():
        raise ValidationError(f"This has been reworked as version {later.wording} already. Open that one instead.")
    if at not in meetings_to_come(row):
        raise ValidationError("It is put again at a later meeting of the board that goes ahead and is not over (J3).")
    item = _item_for(row, at, by)
    place = behind(item.recommendations.all())
    again = Recommendation.objects.create(
        board=row.board, item=item, position=place, text=text, wording=row.wording + 1, reworks=row
    )
    _keep_closed(row, item, by)
    planning.carry(deciding.item_of(row), item, because=row.reason or "It was deferred at the meeting.", by=by)
    for objection in deciding.standing_on(row):
        if objection.objects_still:
            _carry(objection, again, by)
    audit.record(by, "reworked a recommendation for", at, recommendation=again.pk, of=row.pk)
    return again


def _keep_closed(row: Recommendation, item: AgendaItem, by: User) -> None:
    """Keep from the public under the new item what was kept from it under the old one. Source: standards R3."""
    keys = [f"item:{deciding.item_of(row).pk}", *_report_keys(row)]
    if mark := Exemption.objects.standing().filter(key__in=keys).first():
        fields = {name: getattr(mark, name) for name in exempting.FIELDS}
        exempting.mark(item.meeting, f"item:{item.pk}", by=by, **fields)


def _report_keys(row: Recommendation) -> list[str]:
    if row.report is None:
        return []
    sections = row.report.template.sections.filter(kind="recommendations").values_list("key", flat=True)
    return [f"report:{row.report_id}", *(f"report:{row.report_id}/{key}" for key in sections)]


def _carry(objection: Position, again: Recommendation, by: User) -> None:
    Position.objects.create(
        board=again.board, recommendation=again, organisation=objection.organisation, kind=objection.kind,
        reason=objection.reason, recorded_by=by,
    )  # fmt: skip


def _item_for(row: Recommendation, at: Meeting, by: User) -> AgendaItem:
    """Return the item of that meeting that takes up the old one: what was deferred together comes back together."""
    old = deciding.item_of(row)
    agenda_building.start_agenda(at, by=by)
    there = at.items.standing().filter(recommendations__reworks__item=old).first()
    told = f"<p>Put again: deferred on {day(old.meeting.starts_at)}.</p>"
    return there or agenda_building.add_item(at, title=old.title, purpose="decision", lead=old.lead, text=told, by=by)
