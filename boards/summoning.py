"""Summoning: everybody entitled on the day is told, by a message or by hand, and answers by a link of their own.

Source: checklist A2; standards R12.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from boards import scheduling, telling
from boards.models import BoardOffice, Meeting, SeatHolding, Summons
from boards.rules import Finding
from boards.tokens import token
from foundation import audit
from foundation.links import hash_token
from foundation.locking import lock
from foundation.models import User
from localities.models import Person

Capacity = Summons.Capacity
CHAIRING = (BoardOffice.Kind.CHAIR, BoardOffice.Kind.VICE_CHAIR)


@dataclass(frozen=True)
class Invitee:
    """Somebody entitled to be told of a meeting, and why."""

    person: Person
    capacity: str
    holding: SeatHolding | None = None
    office: str = ""

    @property
    def role(self) -> str:
        """Return why they are asked, in words."""
        if self.office or self.holding is None:
            return self.office
        if self.holding.substitute_for_id:
            return f"Substitute for {self.holding.substitute_for.person}"
        return self.holding.seat.label


@dataclass(frozen=True)
class Proof:
    """One person entitled to a summons, or no longer entitled to the one they had, and how they were told."""

    person: Person
    role: str
    summons: Summons | None
    is_entitled: bool = True

    @property
    def is_served(self) -> bool:
        """Say whether they were told."""
        return self.summons is not None and self.summons.is_served

    @property
    def is_missing(self) -> bool:
        """Say whether nothing has told them and nothing is about to."""
        return self.summons is None or not (self.summons.is_served or self.summons.is_on_its_way)


def invitees(meeting: Meeting) -> list[Invitee]:
    """Return everybody entitled on the day of the meeting, each once, in two queries."""
    found: dict[int, Invitee] = {}
    holdings = meeting.board.entitled(on=meeting.date)
    for holding in sorted(holdings, key=lambda holding: holding.substitute_for_id is not None):
        capacity = Capacity.SUBSTITUTE if holding.substitute_for_id else Capacity.MEMBER
        found.setdefault(holding.person_id, Invitee(holding.person, capacity, holding))
    for office in meeting.officers:
        if office.kind == BoardOffice.Kind.CLERK:
            continue
        capacity = Capacity.MEMBER if office.kind in CHAIRING else Capacity.ADVISER
        words = f"{office.get_kind_display()}, {office.subject}" if office.subject else office.get_kind_display()
        found.setdefault(office.person_id, Invitee(office.person, capacity, office=words))
    return list(found.values())


def entitled_people(meetings: Sequence[Meeting]) -> dict[int, set[int]]:
    """Return the ids of everybody entitled to each meeting, in two queries for all of them."""
    days = [meeting.date for meeting in meetings]
    if not days:
        return {}
    near = Q(board__in={meeting.board_id for meeting in meetings})
    near &= Q(ends_on__isnull=True) | Q(ends_on__gte=min(days))
    holdings = list(SeatHolding.objects.filter(near))
    facts: list = [*holdings, *BoardOffice.objects.filter(near).exclude(kind=BoardOffice.Kind.CLERK)]
    return {
        meeting.pk: {
            fact.person_id for fact in facts
            if fact.board_id == meeting.board_id and fact.holds_on(meeting.date)
        }
        for meeting in meetings
    }  # fmt: skip


@transaction.atomic
def summon(meeting: Meeting, *, by: User) -> list[Summons]:
    """Summon everybody entitled who has no summons yet, and try failed messages again; return whom it is sent to."""
    meeting = lock(meeting, "board__kind", "venue")
    if not meeting.is_going_ahead:
        raise ValidationError(f"The meeting was {meeting.state.lower()} in the meantime.")
    if meeting.has_started:
        raise ValidationError("The meeting has begun: it is too late to summon anybody.")
    scheduling.announce([meeting], by=by)
    sent = [_summons(meeting, invitee) for invitee in _without_summons(meeting)]
    sent += [_again(summons) for summons in meeting.summonses.filter(failed_at__isnull=False).select_related("person")]
    if meeting.summoned_at is None:
        Meeting.objects.filter(pk=meeting.pk).update(summoned_at=timezone.now())  # who and when is in the act log
    telling.tell_summonses(meeting, sent)
    audit.record(by, "summoned", meeting, people=len(sent))
    return sent


def proofs(meeting: Meeting) -> list[Proof]:
    """Return everybody entitled with the summons they were given, those who were not told first."""
    related = ("person", "substitute", "told_by")
    given = {summons.person_id: summons for summons in meeting.summonses.select_related(*related)}
    entitled = [Proof(i.person, i.role, given.pop(i.person.pk, None)) for i in invitees(meeting)]
    others = [Proof(s.person, s.get_capacity_display(), s, is_entitled=False) for s in given.values()]
    return sorted([*entitled, *others], key=lambda proof: (not proof.is_entitled, not proof.is_missing))


def missing_summonses(meeting: Meeting) -> list[Proof]:
    """Return those entitled who were not told: no summons, a failed message, or no e-mail and no word by hand."""
    return [proof for proof in proofs(meeting) if proof.is_entitled and proof.is_missing]


def invitations(meeting: Meeting) -> list[Finding]:
    """Find that somebody entitled was not told of the meeting. Source: checklist A2."""
    missing = missing_summonses(meeting)
    if not missing:
        return []
    names = ", ".join(str(proof.person) for proof in missing[:5]) + (" and others" if len(missing) > 5 else "")
    text = f"{len(missing)} of those entitled to a summons were not told: {names}."
    return [Finding("invitations", text, "Everybody entitled is invited", blocks=meeting.board.is_statutory)]


@transaction.atomic
def tell_by_hand(summons: Summons, *, how: str, by: User) -> Summons:
    """Keep that somebody was told by post, telephone or in person."""
    summons = lock(summons, "meeting__board")
    if not how.strip():
        raise ValidationError("Say how they were told, for instance by post.")
    summons.told_at, summons.told_by, summons.told_how = timezone.now(), by, how.strip()
    summons.save(update_fields=["told_at", "told_by", "told_how"])
    audit.record(by, "told by hand", summons, how=summons.told_how)
    return summons


def _without_summons(meeting: Meeting) -> list[Invitee]:
    known = set(meeting.summonses.values_list("person_id", flat=True))
    return [invitee for invitee in invitees(meeting) if invitee.person.pk not in known]


def _summons(meeting: Meeting, invitee: Invitee) -> Summons:
    summons = Summons(
        partnership_id=meeting.partnership_id, board=meeting.board, meeting=meeting, person=invitee.person,
        holding=invitee.holding, capacity=invitee.capacity, email=invitee.person.email,
    )  # fmt: skip
    summons.token_hash = hash_token(token(summons))
    summons.save(force_insert=True)
    return summons


def _again(summons: Summons) -> Summons:
    """Send a message that failed once more, to the address that is known now."""
    summons.email, summons.failed_at, summons.failure = summons.person.email, None, ""
    summons.sent_at, summons.asked_at = None, timezone.now()
    summons.save(update_fields=["email", "failed_at", "failure", "sent_at", "asked_at"])
    return summons
