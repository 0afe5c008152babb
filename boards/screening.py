"""Looking at what the public sent: accepted under an item, sent back to be changed, or lawfully refused.

The asker is told each time. Source: checklist D29; standards R12.
"""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from boards import taking_part
from boards.asking import keep_reason, named, tell_asker
from boards.models import AgendaItem, Meeting, PublicQuestion, Standing
from boards.recording import lock_record, state_of
from boards.rules import settle
from foundation import audit
from foundation.locking import lock
from foundation.models import User

MEANWHILE = "Somebody else dealt with it meanwhile, or the asker changed it. This is how it stands now."


def usual_item(meeting: Meeting) -> AgendaItem | None:
    """Return the item under which the public is heard."""
    return meeting.items.filter(removed_at__isnull=True, key=Standing.QUESTIONS).first()


@transaction.atomic
def accept(sent: PublicQuestion, *, item: AgendaItem, seen: int, reason: str = "", by: User) -> PublicQuestion:
    """Put it on the agenda under an item; past the number that the board takes only as its legal status allows."""
    sent = _locked(sent, seen)
    if item.meeting_id != sent.meeting_id or item.removed_at:
        raise ValidationError({"item": "Choose an item of this meeting."})
    findings = [finding for _, finding in taking_part.too_many(sent, taking_part.rules_of(sent.board)[sent.kind])]
    settle(findings, reason)
    _settle(sent, by, accepted_at=timezone.now(), item=item)
    keep_reason(sent, findings, reason=reason, by=by)
    return _told(sent, "accepted", "question_accepted", by)


def waiting_at(meetings: Iterable[int]) -> dict[int, tuple[int, int]]:
    """Return by meeting how many questions wait to be looked at, and how many accepted ones have no item; one query."""
    rows = PublicQuestion.objects.received().filter(meeting__in=meetings, item__isnull=True, answer="")
    rows = rows.filter(withdrawn_at__isnull=True, refused_at__isnull=True).exclude(how=PublicQuestion.How.MEETING)
    found: dict[int, tuple[int, int]] = {}
    for sent in rows:
        waiting, unplaced = found.get(sent.meeting_id, (0, 0))
        is_unplaced = sent.accepted_at is not None and sent.answer_due_on is None
        found[sent.meeting_id] = (waiting + (sent.state == "To be looked at"), unplaced + is_unplaced)
    return found


@transaction.atomic
def move_on(item: AgendaItem, *, by: User) -> None:
    """Let the accepted questions of an item that is taken off the agenda not be lost with it.

    They go to the item for the public's questions; where there is none, each asker is told and the clerk places it.
    """
    under = PublicQuestion.objects.accepted().filter(item=item).exclude(how=PublicQuestion.How.MEETING)
    usual = usual_item(item.meeting)
    for sent in under.select_related("meeting__board").select_for_update(of=("self",)):
        sent.item = usual if usual != item else None
        sent.save()
        audit.record(by, "moved" if sent.item else "took off the agenda", sent, name=named(sent))
        if sent.item is None:
            tell_asker(sent, "question_unplaced", f"unplaced:{item.pk}:{item.removed_at}")


@transaction.atomic
def ask_to_change(sent: PublicQuestion, *, wanted: str, seen: int, by: User) -> PublicQuestion:
    """Ask the asker to change it, saying what; they do so by their link.

    Raises ValidationError where they have no e-mail address.
    """
    sent = _locked(sent, seen)
    if not sent.email:
        raise ValidationError("There is no e-mail address to ask at. Speak to the asker, then enter it anew.")
    _settle(sent, by, changes_asked_at=timezone.now(), changes_wanted=wanted.strip())
    return _told(sent, "asked for a change of", "question_to_change", by)


@transaction.atomic
def refuse(sent: PublicQuestion, *, because: str, words: str, seen: int, by: User) -> PublicQuestion:
    """Refuse it for one of the lawful reasons, which the asker is told with what the officer adds."""
    sent = _locked(sent, seen)
    if because not in PublicQuestion.Refusal.values:
        raise ValidationError({"because": "Choose one of the lawful reasons."})
    _settle(sent, by, refused_at=timezone.now(), refused_because=because, refused_words=words.strip())
    return _told(sent, "refused", "question_refused", by)


def _locked(sent: PublicQuestion, seen: int) -> PublicQuestion:
    lock_record(sent.meeting)
    sent = lock(sent, "meeting__board")
    if sent.withdrawn_at or state_of(sent) != seen:
        raise ValidationError(MEANWHILE, code="meanwhile")
    return sent


def _settle(sent: PublicQuestion, by: User, **outcome: Any) -> None:
    """Keep one outcome in the place of any before it."""
    none = {
        "accepted_at": None, "item": None, "refused_at": None, "refused_because": "", "refused_words": "",
        "changes_asked_at": None, "changes_wanted": "",
    }  # fmt: skip
    for name, value in {**none, **outcome, "screened_by": by}.items():
        setattr(sent, name, value)
    sent.save()


def _told(sent: PublicQuestion, verb: str, template: str, by: User) -> PublicQuestion:
    audit.record(by, verb, sent, name=named(sent))
    tell_asker(sent, template, f"{template}:{state_of(sent)}")
    return sent
