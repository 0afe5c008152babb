"""What blocks a group: raised, escalated to its executive, unblocked there or by a partner's representative.

Source: checklist B34, B35.
"""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from boards import agenda_building, linking, telling_groups
from boards.models import Blocker, Meeting, SeatHolding, TaskGroup
from boards.responding import next_meeting
from boards.tokens import blocker_token
from foundation import audit
from foundation.links import hash_token
from foundation.locking import lock
from foundation.models import User
from foundation.templatetags.words import day

RELATED = ("group__board", "group__executive", "passed_to__person", "passed_to__organisation")
LINK_LASTS = datetime.timedelta(days=60)


@transaction.atomic
def raise_blocker(group: TaskGroup, *, text: str, since_on: datetime.date, who_can: str, by: User) -> Blocker:
    """Keep what blocks a group; raises ValidationError once the group is closed."""
    group = lock(group, "board")
    if group.closed_at:
        raise ValidationError("This group is closed. Bring the matter to its executive.")
    if since_on > timezone.localdate():
        raise ValidationError({"since_on": "Since when it blocks must be today or in the past"})
    blocker = Blocker.objects.create(
        board=group.board, group=group, text=text, since_on=since_on, who_can=who_can, raised_by=by
    )
    audit.record(by, "raised a blocker of", group, blocker=blocker.pk)
    return blocker


@transaction.atomic
def escalate(blocker: Blocker, *, by: User) -> Meeting | None:
    """Bring a blocker to the executive: its clerks are told and its next open agenda gets it as a proposal.

    Pressing again changes nothing. Returns the meeting; None where none is set yet.
    """
    blocker = _standing(blocker)
    if blocker.escalated_at:
        return blocker.meeting
    executive = blocker.group.executive
    blocker.escalated_at, blocker.meeting = timezone.now(), next_meeting(executive)
    blocker.save()
    if blocker.meeting:
        title = f"Unblock {blocker.group}: {blocker.text}"
        reason = f"{blocker.text}\n\nSince {day(blocker.since_on)}. Who can unblock it: {blocker.who_can}"
        agenda_building.propose_item(blocker.meeting, by=by, title=title[:200], reason=reason, purpose="decision")
    telling_groups.tell_escalated(blocker)
    audit.record(by, "escalated a blocker of", blocker.group, blocker=blocker.pk)
    return blocker.meeting


def seniors(blocker: Blocker) -> QuerySet[SeatHolding]:
    """Return who sits on the executive today and may commit their organisation. Source: checklist B35."""
    held = SeatHolding.objects.on(timezone.localdate()).filter(board=blocker.group.executive, may_commit=True)
    return held.exclude(person__email="").select_related("person", "organisation", "seat__organisation").order_by("pk")


@transaction.atomic
def pass_on(blocker: Blocker, holding: SeatHolding, *, by: User) -> Blocker:
    """Pass an escalated blocker to a partner's senior representative, who answers by a link; a link before it ends."""
    blocker = _standing(blocker)
    if not blocker.escalated_at:
        raise ValidationError(
            "Escalate the blocker to the executive first: it is the executive that passes it on (B34)."
        )
    if not seniors(blocker).filter(pk=holding.pk).exists():
        raise ValidationError(
            {"holding": "Choose somebody on the executive who has authority to commit their organisation (B35)."}
        )
    blocker.passed_to, blocker.passed_at = holding, timezone.now()
    blocker.token_hash, blocker.link_ends_at = hash_token(blocker_token(blocker)), timezone.now() + LINK_LASTS
    blocker.save()
    telling_groups.tell_passed(blocker)
    audit.record(by, "passed on a blocker of", blocker.group, blocker=blocker.pk, to=str(holding.person))
    return blocker


def by_link(token: str) -> Blocker | None:
    """Return the blocker that a link opens; nothing for a secret that opens none."""
    return linking.opened(token, Blocker.objects.select_related(*RELATED))


def is_open(blocker: Blocker) -> bool:
    """Say whether the link still takes its one answer."""
    return blocker.unblocked_at is None and linking.works(blocker)


@transaction.atomic
def unblock(blocker: Blocker, *, answer: str, unblocked_by: str, by: User | None, link: str = "") -> Blocker:
    """Record what unblocks the group and who decided it; those who serve the group are told.

    ``by`` is None for the holder of the link. Raises ValidationError where it is unblocked already, or the link ended.
    """
    blocker = _standing(blocker)
    if by is None and not (is_open(blocker) and blocker.token_hash == hash_token(link)):
        raise ValidationError("This link has ended. Ask the clerk for a new one.")
    blocker.unblocked_at, blocker.unblocked_by, blocker.answer = timezone.now(), unblocked_by, answer
    blocker.save()
    audit.record(by, "unblocked", blocker.group, by_name="" if by else unblocked_by, blocker=blocker.pk)
    telling_groups.tell_unblocked(blocker)
    return blocker


def _standing(blocker: Blocker) -> Blocker:
    blocker = lock(blocker, *RELATED)
    if blocker.unblocked_at:
        when = day(timezone.localdate(blocker.unblocked_at))
        raise ValidationError(f"{blocker.unblocked_by} unblocked this on {when}: {blocker.answer}")
    return blocker
