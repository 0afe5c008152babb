"""Answering a summons: by its link, from the desk, or told to the clerk."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from boards import telling
from boards.models import Meeting, SeatHolding, Summons
from foundation import audit
from foundation.locking import lock
from foundation.models import User
from localities.models import Person

Reply = Summons.Reply


def is_open(summons: Summons) -> bool:
    """Say whether the answer may still be given or changed: until the meeting begins."""
    return takes_replies(summons.meeting)


def takes_replies(meeting: Meeting) -> bool:
    """Say whether people may still be asked and answer."""
    return meeting.is_going_ahead and not meeting.has_started


def choices(summons: Summons) -> list[tuple[str, str]]:
    """Return the answers that make sense for this meeting and this person."""
    meeting, offered = summons.meeting, [Reply.ATTENDING]
    if meeting.mode != meeting.Mode.IN_PERSON:
        offered = [Reply.VIRTUAL] if meeting.mode == meeting.Mode.VIRTUAL else [Reply.ATTENDING, Reply.VIRTUAL]
    offered.append(Reply.APOLOGIES)
    if summons.capacity == Summons.Capacity.MEMBER and summons.holding_id:
        offered.append(Reply.SUBSTITUTE)
    return [(reply.value, str(reply.label)) for reply in offered]


def substitutes(summons: Summons) -> QuerySet[Person]:
    """Return who may stand in for the holder of this seat on the day of the meeting."""
    if summons.holding_id is None:
        return Person.objects.none()
    standing_in = SeatHolding.objects.on(summons.meeting.date).filter(substitute_for=summons.holding_id)
    return Person.objects.filter(pk__in=standing_in.values("person"))


@transaction.atomic
def reply(
    summons: Summons, answer: str, *, by: User | None, note: str = "", substitute: Person | None = None,
    substitute_name: str = "",
) -> Summons:  # fmt: skip
    """Keep what was answered; ``by`` is None for the holder of the link. It may be changed until the meeting begins."""
    summons = lock(summons, "meeting__board", "meeting__venue", "person")
    if not is_open(summons):
        raise ValidationError("It is too late to answer here: please speak to the clerk.")
    if answer not in dict(choices(summons)):
        raise ValidationError("Choose one of the answers.")
    if answer != Reply.SUBSTITUTE:
        substitute, substitute_name = None, ""
    elif substitute is None and not substitute_name.strip():
        raise ValidationError("Say who attends in your place.")
    if substitute and not substitutes(summons).filter(pk=substitute.pk).exists():
        raise ValidationError("Choose one of the substitutes of this seat.")
    newly_asked = substitute is not None and summons.substitute_id != substitute.pk
    summons.reply, summons.replied_at, summons.replied_by_link = answer, timezone.now(), by is None
    summons.note, summons.substitute, summons.substitute_name = note.strip(), substitute, substitute_name.strip()
    summons.save()
    audit.record(by, "answered", summons, by_name="" if by else str(summons.person), reply=answer)
    if newly_asked:
        telling.tell_substitute(summons)
    return summons
