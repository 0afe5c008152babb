"""What people are told by mail: those summoned of the meeting and its changes, the clerks of what was sent in."""

from collections.abc import Sequence
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.utils import timezone

from boards import diary
from boards.models import Board, BoardOffice, Meeting, MeetingChange, Summons
from boards.tokens import token
from foundation import calendars, links, mail, tenancy
from foundation.mail import Letter
from foundation.models import Message, Partnership


def tell_summonses(meeting: Meeting, summonses: Sequence[Summons]) -> None:
    """Post the summons of each, with the calendar entry; those without e-mail are told by hand."""
    entry = _entry(meeting)
    mail.post_all(_summons_letter(summons, meeting, entry) for summons in summonses if summons.email)


def tell_change(change: MeetingChange, meeting: Meeting) -> None:
    """Post to everybody summoned what has changed and why; the calendar entry follows by its number."""
    entry = _entry(meeting)
    mail.post_all(
        Letter(
            to=summons.email, template="meeting_changed", name=str(summons.person), calendar=entry,
            context={"meeting": meeting, "change": change, "token": token(summons), "summons": summons},
            about=f"meeting:{meeting.pk}", key=f"change:{change.pk}:{summons.pk}",
        )
        for summons in meeting.summonses.exclude(email="").select_related("person")
    )  # fmt: skip


def tell_substitute(summons: Summons) -> None:
    """Post to the substitute of a seat that its holder asked them to attend."""
    stand_in, meeting = summons.substitute, summons.meeting
    if stand_in is None or not stand_in.email:
        return
    mail.post_all([
        Letter(
            to=stand_in.email, template="substitute_asked", name=str(stand_in), calendar=_entry(meeting),
            context={"meeting": meeting, "summons": summons}, about=f"meeting:{meeting.pk}",
            key=f"substitute:{summons.pk}:{stand_in.pk}",
        )
    ])  # fmt: skip


def tell_reminder(summons: Summons) -> None:
    """Post a reminder to somebody who has not answered; one a summons."""
    mail.post_all([
        Letter(
            to=summons.email, template="summons_reminder", name=str(summons.person),
            context={"meeting": summons.meeting, "token": token(summons)},
            about=f"meeting:{summons.meeting_id}", key=f"reminder:{summons.pk}",
        )
    ])  # fmt: skip


def keep_outcome(summons_id: int, message: Message) -> None:
    """Keep in the proof of invitations when a summons was sent, or why it failed."""
    tenancy.clear("draft:board:*")
    Summons.objects.filter(pk=summons_id).update(
        sent_at=message.sent_at, failed_at=message.failed_at, failure=message.failure[:300]
    )


def _summons_letter(summons: Summons, meeting: Meeting, entry: bytes) -> Letter:
    holder = summons.holding and summons.holding.substitute_for
    # A message that failed is followed by another one, under another key.
    tried = f":{summons.asked_at:%Y%m%d%H%M%S%f}"
    return Letter(
        to=summons.email, template="summons", name=str(summons.person), calendar=entry,
        context={
            "meeting": meeting, "summons": summons, "token": token(summons), "place": diary.place(meeting),
            "stood_in_for": holder and holder.person,
        },
        about=f"summons:{summons.pk}", key=f"summons:{summons.pk}{tried}",
    )  # fmt: skip


def _entry(meeting: Meeting) -> bytes:
    partnership = Partnership.objects.prefetch_related("hosts").get(pk=meeting.partnership_id)
    organiser = partnership.contact_email or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return calendars.calendar([diary.entry(meeting, site=links.address(partnership), organiser=organiser)])


def tell_clerks(board: Board, template: str, context: dict[str, Any], *, about: str, key: str) -> None:
    """Tell the clerks of a board, or the partnership's own office where no clerk can be reached."""
    clerks = board.offices.on(timezone.localdate()).filter(kind=BoardOffice.Kind.CLERK).select_related("person")
    reached = {office.person.email: office.person.name for office in clerks if office.person.email}
    if not reached:
        partnership = Partnership.objects.get(pk=board.partnership_id)
        reached = {partnership.contact_email: partnership.contact_name} if partnership.contact_email else {}
    mail.post_all(
        Letter(email, template, {"board": board, **context}, about, name, f"{key}:{email}")
        for email, name in reached.items()
    )
