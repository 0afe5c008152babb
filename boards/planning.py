"""The forward plan: entries added, published, moved, withdrawn, and put on an agenda. Source: standards R6; issue 3."""

import datetime
import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.html import linebreaks

from boards import agenda_building, disclosing, exempting, indexing, noticing, rendering
from boards.models import AgendaItem, Board, Decision, Exemption, ForwardEntry, ForwardMove, Meeting
from boards.models.forward_plan import STILL_OPEN
from boards.models.template import Purpose
from foundation import audit
from foundation.locking import lock
from foundation.models import User
from foundation.templatetags.words import short_day

WORDS = ("title", "text", "is_key", "private_because", "decided_by", "contact", "papers", "consultation")
WHEN = ("meeting", "due_on", "due_until")
RELATED = ("board", "meeting__board", "item__meeting")
SHORTEST = 4  # letters of a word that tells something


@transaction.atomic
def add_entry(board: Board, *, by: User, item: AgendaItem | None = None, **fields: Any) -> ForwardEntry:
    """Write an entry of the plan, of an item where it stands on an agenda already; nobody reads it before publication.

    Raises ValidationError. Source: standards R6.
    """
    entry = ForwardEntry(board=board, item=item, **fields)
    if item:
        entry.meeting, entry.due_on, entry.due_until = item.meeting, None, None
    _check(entry)
    entry.save()
    audit.record(by, "added to the forward plan", entry)
    return entry


@transaction.atomic
def change_entry(entry: ForwardEntry, *, by: User, **fields: Any) -> ForwardEntry:
    """Change what an entry says; its day moves by ``move_entry`` once it is public.

    A published entry that becomes a key decision, or private, is notice of that from now on.
    """
    entry = _locked(entry)
    _need_standing(entry)
    known = WORDS if entry.is_public else (*WORDS, *WHEN)
    for name in known:
        setattr(entry, name, fields.get(name, getattr(entry, name)))
    _check(entry)
    entry.save()
    if entry.is_public:
        noticing.give_first(entry, by=by)
        _show(entry, entry.item)
    audit.record(by, "changed in the forward plan", entry)
    return entry


@transaction.atomic
def publish_entry(entry: ForwardEntry, *, by: User) -> ForwardEntry:
    """Let everybody read an entry: of a key decision or a private meeting this is the notice; twice is once."""
    entry = _locked(entry)
    _need_standing(entry)
    if entry.is_public:
        return entry
    if not entry.board.is_public:
        raise ValidationError("The board itself is not public yet. Set its dates first.")
    _need_announced(entry.meeting)
    _need_public_title(entry)
    entry.published_at, entry.published_by = timezone.now(), by
    entry.save()
    audit.record(by, "published in the forward plan", entry)
    noticing.give_first(entry, by=by)
    _show(entry, entry.item)
    return entry


@transaction.atomic
def move_entry(
    entry: ForwardEntry, *, because: str, by: User, meeting: Meeting | None = None,
    due_on: datetime.date | None = None, due_until: datetime.date | None = None,
) -> ForwardEntry:  # fmt: skip
    """Put an entry off to another meeting or day; the public reads which day it was, and why it is another.

    An item that it became leaves the agenda of a meeting that has not begun.
    """
    entry = _locked(entry)
    _need_standing(entry)
    _need_undecided(entry)
    if (entry.meeting, entry.due_on, entry.due_until) == (meeting, due_on, due_until):
        raise ValidationError("That is when it is planned already. Choose another meeting or day.")
    if entry.is_public:
        _need_announced(meeting)
        _keep_day(entry, entry.day, because, by)
    left = _leave_agenda(entry, by)
    entry.meeting, entry.due_on, entry.due_until = meeting, due_on, due_until
    _check(entry)
    entry.save()
    _show(entry, left)
    audit.record(by, "moved in the forward plan", entry, because=because)
    return entry


def follow(meeting: Meeting, instead: Meeting, *, was_on: datetime.date, because: str, by: User) -> None:
    """Let what is planned for a meeting go with it to another day."""
    entries = list(ForwardEntry.objects.standing().select_for_update().filter(meeting=meeting))
    for entry in entries:
        if entry.is_public and was_on != instead.date:
            _keep_day(entry, was_on, because, by)
        entry.meeting = instead
        entry.save()
    indexing.show_plan(ForwardEntry.objects.filter(pk__in=[entry.pk for entry in entries]))


def carry(item: AgendaItem, again: AgendaItem, *, because: str, by: User) -> None:
    """Let what is planned under an item that was deferred stand under the item by which it is put again."""
    entry = ForwardEntry.objects.standing().select_for_update().filter(item=item).first()
    if entry is None or item.pk == again.pk or ForwardEntry.objects.filter(item=again).exists():
        return
    if entry.is_public:
        _keep_day(entry, item.meeting.date, because, by)
    entry.item, entry.meeting = again, again.meeting
    entry.save()
    _show(entry, item, again)


@transaction.atomic
def withdraw_entry(entry: ForwardEntry, *, because: str, by: User) -> ForwardEntry:
    """Say that something is no longer planned; the public goes on reading that, and why."""
    entry = _locked(entry)
    if entry.withdrawn_at:
        return entry
    _need_undecided(entry)
    if entry.item and not entry.item.removed_at:
        raise ValidationError("It stands on an agenda. Take the item off the agenda first.")
    entry.withdrawn_at, entry.withdrawn_by, entry.withdrawn_because = timezone.now(), by, because
    entry.save()
    _show(entry, entry.item)
    audit.record(by, "withdrew from the forward plan", entry, because=because)
    return entry


@transaction.atomic
def put_on_agenda(entry: ForwardEntry, *, by: User) -> AgendaItem:
    """Make an entry an item for decision on the agenda of its meeting; a second press returns the same item."""
    entry = _locked(entry)
    _need_standing(entry)
    if entry.meeting is None:
        raise ValidationError("Choose its meeting first: it has only days so far.")
    if entry.item and not entry.item.removed_at:
        return entry.item
    if not entry.meeting.is_going_ahead or entry.meeting.has_started:
        raise ValidationError(f"{entry.meeting} has begun or is not held. Move the entry to another meeting.")
    if entry.item:
        agenda_building.restore_item(entry.item, by=by)
        return entry.item
    entry.item = agenda_building.add_item(
        entry.meeting, by=by, title=entry.title, purpose=Purpose.DECISION, text=linebreaks(entry.text, autoescape=True)
    )
    entry.save(update_fields=["item"])  # what the public reads is as it was
    audit.record(by, "put on the agenda from the forward plan", entry, item=entry.item.pk)
    return entry.item


def _locked(entry: ForwardEntry) -> ForwardEntry:
    """Lock the meetings on whose agenda an entry stands or will, as acts on these do first, and then the entry."""
    keys = {entry.meeting_id, entry.item.meeting_id if entry.item else None} - {None}
    list(Meeting.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))
    return lock(entry, *RELATED)


def _check(entry: ForwardEntry) -> None:
    """Refuse what the rules of the board, or the database, would not have; raises ValidationError."""
    if entry.is_key and not entry.board.is_executive:
        words = "takes no key decisions (R6). An administrator says in its rules that it does."
        raise ValidationError({"is_key": f"{entry.board} {words}"})
    if entry.meeting and entry.meeting.board_id != entry.board_id:
        raise ValidationError({"meeting": "Choose a meeting of this board."})
    if entry.meeting:
        entry.due_on = entry.due_until = None
    if entry.is_public:
        _need_public_title(entry)
    entry.full_clean(exclude=["partnership"])


def _need_public_title(entry: ForwardEntry) -> None:
    """Refuse to tell everybody the title of an item for which another stands in. Source: R3."""
    mark = Exemption.objects.standing().filter(key=f"item:{entry.item_id}").first() if entry.item else None
    if entry.item and mark and disclosing.tells(entry.title, entry.item, mark):
        words = f"The title of the item is not for publication (R3). Call it “{mark.public_title}”."
        raise ValidationError({"title": words})


def tells_of_exempt(entry: ForwardEntry) -> list[str]:
    """Warn of each exempt paper of its board whose title an entry tells in most of its words. Source: standards R3.

    What the public title of the paper says is left out of the count.
    """
    said = _telling(" ".join(str(getattr(entry, name)) for name in WORDS))
    whole = Exemption.objects.standing().filter(board=entry.board).exclude(key__contains="/")
    marks = list(whole.exclude(public_title=""))
    titles = exempting.titles(marks)
    found = []
    for mark in marks:
        kept = _telling(titles[mark.key]) - _telling(mark.public_title)
        shared = sorted(kept & said)
        if 2 * len(shared) > len(kept):
            found.append(
                f"These words also stand in the title of an exempt paper, {mark.paragraph_words}: {', '.join(shared)}. "
                f"The public reads “{mark.public_title}” instead (R3). Check that the plan tells nothing of it."
            )
    return list(dict.fromkeys(found))  # an item and its report may have one title


def _telling(words: str) -> set[str]:
    return {word for word in re.findall(r"\w+", words.casefold()) if len(word) >= SHORTEST}


def _need_standing(entry: ForwardEntry) -> None:
    if entry.withdrawn_at:
        on = short_day(entry.withdrawn_at)
        raise ValidationError(f"Withdrawn on {on}: {entry.withdrawn_because} Add it anew if it is planned again.")


def _need_undecided(entry: ForwardEntry) -> None:
    decided = Decision.objects.public().filter(item=entry.item_id).exclude(outcome__in=STILL_OPEN).first()
    if entry.item_id and decided:
        raise ValidationError(f"It was decided on {short_day(decided.decided_on)}, so its entry stays as it is.")


def _need_announced(meeting: Meeting | None) -> None:
    if meeting and not meeting.is_public:
        raise ValidationError("The public does not know of that meeting yet. Make its date public first.")


def _keep_day(entry: ForwardEntry, was_on: datetime.date | None, because: str, by: User) -> None:
    ForwardMove.objects.create(
        board=entry.board, entry=entry, was_on=was_on, was_until=entry.due_until, because=because.strip(), by=by
    )


def _leave_agenda(entry: ForwardEntry, by: User) -> AgendaItem | None:
    """Take its item off an agenda that is still to be dealt with, and return it; one of the past stays there."""
    item, entry.item = entry.item, None
    if item and not item.removed_at and not item.meeting.has_started:
        agenda_building.remove_item(item, by=by)
    return item


def _show(entry: ForwardEntry, *items: AgendaItem | None) -> None:
    """Let search, and the agendas that name these items as key decisions, say what the plan says now."""
    if not entry.is_public:
        return
    indexing.show_plan(ForwardEntry.objects.filter(pk=entry.pk))
    for item in items:
        if item and item.meeting.agenda_edition_id:
            rendering.refresh_page(item.meeting)
