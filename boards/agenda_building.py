"""Building an agenda: started from the board's standing items, ordered, changed, and opened to members' proposals."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from boards import concerning, screening
from boards.models import AgendaItem, ItemProposal, Meeting, Standing, StandingItem
from boards.presets.kinds import STANDING
from boards.seeing import take_on
from boards.telling import tell_clerks
from foundation import audit, mail
from foundation.locking import lock
from foundation.models import User
from localities.models import Person

FIELDS = ("title", "purpose", "lead", "minutes", "text", "is_lettered", "proposed_by", "about_meeting")


@transaction.atomic
def start_agenda(meeting: Meeting, *, by: User) -> list[AgendaItem]:
    """Put the board's standing items on the agenda of a meeting that has none; a second start changes nothing."""
    meeting = lock(meeting, "board")
    if meeting.items.exists():
        return list(meeting.items.standing().in_order())
    about = minutes_to_approve(meeting)
    items = [
        AgendaItem(meeting=meeting, board=meeting.board, position=position, **standing)
        for position, standing in enumerate(_standing_items(meeting), start=1)
    ]
    for item in items:
        item.about_meeting = about if item.key == Standing.MINUTES else None
        item.save()
    audit.record(by, "started the agenda", meeting, items=len(items))
    return items


def minutes_to_approve(meeting: Meeting) -> Meeting | None:
    """Return the board's last meeting before this one whose minutes are published and not yet approved."""
    waiting = Meeting.objects.filter(
        board=meeting.board_id,
        starts_at__lt=meeting.starts_at,
        minutes__published_at__isnull=False,
        minutes__approved_at__isnull=True,
    )
    return waiting.order_by("-starts_at").first()


@transaction.atomic
def add_item(meeting: Meeting, *, by: User | None, **fields: Any) -> AgendaItem:
    """Add an item after the board's own business, before what stands at the end of each agenda."""
    meeting = lock(meeting, "board")
    order = list(meeting.items.standing().in_order())
    item = AgendaItem(meeting=meeting, board=meeting.board, position=_last_place(meeting) + 1, **_known(fields))
    item.save()
    order.insert(_before_the_end(order), item)
    _place(order)
    audit.record(by, "added an item", meeting, item=item.pk)
    return item


@transaction.atomic
def change_item(item: AgendaItem, *, by: User | None, saw: str | None = None, **fields: Any) -> AgendaItem:
    """Change what an item says; its place stays. Raises ChangedMeanwhile when it says other than what was seen."""
    item = _lock_item(item)
    if take_on(item, _known(fields), FIELDS, saw):
        item.save()
        audit.record(by, "changed an item", item.meeting, item=item.pk)
    return item


@transaction.atomic
def move_item(item: AgendaItem, *, by: User, to: int) -> int:
    """Move an item to a place counted from 0, or the nearest there is, and return that place."""
    lock(item.meeting)
    order = list(item.meeting.items.standing().in_order())
    place = next((place for place, other in enumerate(order) if other.pk == item.pk), None)
    if place is None:
        raise ValidationError("Somebody removed this item while you were moving it.")
    to = max(0, min(to, len(order) - 1))
    if to != place:
        order.insert(to, order.pop(place))
        _place(order)
        audit.record(by, "moved an item", item.meeting, item=item.pk)
    return to


@transaction.atomic
def step_item(item: AgendaItem, *, by: User, down: bool) -> int:
    """Move an item one place up or down, as the order stands now."""
    lock(item.meeting)
    order = list(item.meeting.items.standing().in_order().values_list("pk", flat=True))
    place = order.index(item.pk) if item.pk in order else 0
    return move_item(item, by=by, to=place + (1 if down else -1))


@transaction.atomic
def remove_item(item: AgendaItem, *, by: User) -> None:
    """Take an item off the agenda; it is kept, with its report, and can be put back.

    Questions of the public under it go to the item for them; where there is none their askers are told.

    Raises ValidationError when the board has decided on it.
    """
    item = _lock_item(item)
    if item.removed_at:
        return
    if item.recommendations.exclude(outcome="").exists():
        raise ValidationError("The board has decided on this item, so it stays on the agenda.")
    item.removed_at, item.removed_by = timezone.now(), by
    item.position = _last_place(item.meeting) + 1
    item.save()
    screening.move_on(item, by=by)
    _place(list(item.meeting.items.standing().in_order()))
    audit.record(by, "removed an item", item.meeting, item=item.pk)


@transaction.atomic
def restore_item(item: AgendaItem, *, by: User) -> None:
    """Put an item that was removed back, at the end of the board's own business."""
    item = _lock_item(item)
    if item.removed_at is None:
        return
    order = list(item.meeting.items.standing().in_order())
    item.removed_at = item.removed_by = None
    item.save()
    order.insert(_before_the_end(order), item)
    _place(order)
    audit.record(by, "put an item back", item.meeting, item=item.pk)


@transaction.atomic
def propose_item(meeting: Meeting, *, by: User, title: str, reason: str, purpose: str) -> ItemProposal:
    """Ask for an item on the agenda of a meeting. Source: checklist A4."""
    person = Person.objects.filter(user=by).first()
    proposal = ItemProposal.objects.create(
        board=meeting.board, meeting=meeting, title=title, reason=reason, purpose=purpose, proposed_by=by, person=person
    )
    key = f"proposal:{proposal.pk}"
    told = {"proposal": proposal, "path": f"/manage/meetings/{meeting.pk}/agenda/", "by": person or by}
    tell_clerks(meeting.board, "item_proposed", told, about=key, key=f"{key}:proposed")
    audit.record(by, "proposed an item", meeting, proposal=proposal.pk)
    return proposal


@transaction.atomic
def accept_proposal(proposal: ItemProposal, *, by: User) -> AgendaItem:
    """Put a proposed item on the agenda; accepting it again returns the same item."""
    proposal = lock(proposal)
    if proposal.item:
        return proposal.item
    if proposal.answered_at:
        raise ValidationError("This proposal was declined already.")
    item = add_item(
        proposal.meeting, by=by, title=proposal.title, purpose=proposal.purpose, proposed_by=proposal.person
    )
    concerning.take_proposers(item, proposal.person, by=by)
    proposal.item, proposal.answered_at, proposal.answered_by = item, timezone.now(), by
    proposal.save()
    _tell_proposer(proposal)
    audit.record(by, "accepted a proposal", proposal.meeting, proposal=proposal.pk)
    return item


@transaction.atomic
def decline_proposal(proposal: ItemProposal, *, by: User, because: str) -> ItemProposal:
    """Decline a proposed item and say why."""
    proposal = lock(proposal)
    if proposal.answered_at is None:
        proposal.declined_because, proposal.answered_at, proposal.answered_by = because, timezone.now(), by
        proposal.save()
        _tell_proposer(proposal)
        audit.record(by, "declined a proposal", proposal.meeting, proposal=proposal.pk)
    return proposal


def _tell_proposer(proposal: ItemProposal) -> None:
    """Tell the member what became of the proposal."""
    if proposal.person and proposal.person.email:
        mail.post(
            proposal.person.email,
            "proposal_answered",
            {"proposal": proposal, "meeting": proposal.meeting, "path": f"/meetings/{proposal.meeting_id}/propose/"},
            about=f"proposal:{proposal.pk}",
            name=proposal.person.name,
            key=f"proposal:{proposal.pk}:answered",
        )


def _known(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if name in FIELDS}


def _lock_item(item: AgendaItem) -> AgendaItem:
    """Let one officer at a time change the order of a meeting."""
    lock(item.meeting)
    return lock(item, "meeting__board")


def _last_place(meeting: Meeting) -> int:
    return AgendaItem.objects.filter(meeting=meeting).aggregate(last=Max("position"))["last"] or 0


def _before_the_end(order: list[AgendaItem]) -> int:
    """Return the place before urgent business and the next meeting, where these close the agenda."""
    place = len(order)
    while place and order[place - 1].key in (Standing.NEXT, Standing.URGENT):
        place -= 1
    return place


def _place(order: list[AgendaItem]) -> None:
    for position, item in enumerate(order, start=1):
        if item.position != position:
            item.position = position
            item.save(update_fields=["position"])
    # What was removed stands behind, out of the way of the unique place.
    meeting = order[0].meeting_id if order else None
    removed = AgendaItem.objects.filter(meeting=meeting, removed_at__isnull=False).order_by("position")
    for position, item in enumerate(removed, start=len(order) + 1):
        if item.position != position:
            item.position = position
            item.save(update_fields=["position"])


def _standing_items(meeting: Meeting) -> list[dict[str, Any]]:
    names = ("key", "title", "purpose", "minutes")
    own = StandingItem.objects.filter(board=meeting.board_id).order_by("at_end", "position", "pk")
    items = [{name: getattr(item, name) for name in names} for item in own]
    return items or [{name: item[name] for name in names if name in item} for item in STANDING]
