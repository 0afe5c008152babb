"""Confidential notice of a sensitive issue: to named people alone, by a link, each opening kept. Source: B8.

No mail, search, page or log says what it is about: that is read behind the link, or by those who issue it.
"""

import datetime
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from boards.models import AgendaItem, SensitiveCopy, SensitiveNotice
from boards.tokens import sensitive_token
from foundation import audit, mail, tenancy
from foundation.links import hash_token
from foundation.locking import lock
from foundation.models import Message, User
from foundation.templatetags.words import day
from localities.models import Person

RELATED = ("board", "person")
CLEARED = "draft:sensitive:*"


@transaction.atomic
def confide(
    item: AgendaItem, *, subject: str, text: str, until: datetime.date, people: Iterable[Person], by: User
) -> SensitiveNotice:
    """Issue a notice of an item to named people; raises ValidationError for a day that has passed or an empty list."""
    if until < timezone.localdate():
        raise ValidationError({"until": "The last day must be today or later"})
    notice = SensitiveNotice.objects.create(
        board=item.board,
        item=item,
        subject=subject,
        text=text,
        until=until,
        issued_by=by,
        issued_at=timezone.now(),
    )
    audit.record(by, "issued", notice, item=item.pk)
    confide_also(notice, people, by=by)
    return notice


@transaction.atomic
def confide_also(notice: SensitiveNotice, people: Iterable[Person], *, by: User) -> int:
    """Give copies to people who have none yet; return how many. Raises ValidationError where nobody is left to tell."""
    notice = lock(notice, "board")
    if not notice.is_open:
        raise ValidationError("This notice has ended. Issue a new one.")
    there = set(notice.copies.values_list("person_id", flat=True))
    new = [person for person in people if person.pk not in there]
    if not new:
        raise ValidationError({"people": "Name somebody who has no copy yet"})
    if unreached := [str(person) for person in new if not person.email]:
        raise ValidationError({"people": f"No email address is known of {', '.join(unreached)}"})
    for person in new:
        _give(notice, person)
    audit.record(by, "gave copies of", notice, people=sorted(str(person) for person in new))
    return len(new)


def _give(notice: SensitiveNotice, person: Person) -> None:
    secret = sensitive_token(notice, person)
    copy = SensitiveCopy.objects.create(
        board=notice.board,
        notice=notice,
        person=person,
        email=person.email,
        token_hash=hash_token(secret),
        told_at=timezone.now(),
    )
    words = {"board": notice.board, "path": f"/confidential/{secret}/", "until": day(notice.until)}
    about = f"sensitive:{copy.pk}"
    mail.post(person.email, "sensitive_notice", words, about=about, name=str(person), key=about)


@transaction.atomic
def take_back(notice: SensitiveNotice, *, by: User) -> SensitiveNotice:
    """End a notice: its links open nothing from now on; who had read it stays known."""
    notice = lock(notice, "board")
    if notice.taken_back_at is None:
        notice.taken_back_at, notice.taken_back_by = timezone.now(), by
        notice.save()
        audit.record(by, "took back", notice)
    return notice


def by_link(token: str) -> SensitiveCopy | None:
    """Return the copy to which a link leads, with its notice, and let this transaction see that and no other."""
    hashed = hash_token(token)
    tenancy.clear(f"token:{hashed}")
    copy = SensitiveCopy.objects.filter(token_hash=hashed).select_related(*RELATED).first() if token else None
    if copy:
        tenancy.clear(f"notice:{copy.notice_id}")
    return copy


@transaction.atomic
def open_copy(copy: SensitiveCopy) -> SensitiveNotice:
    """Return what a copy says and keep that it was opened; raises ValidationError once the notice has ended."""
    copy = lock(copy, *RELATED)
    notice = SensitiveNotice.objects.get(pk=copy.notice_id)
    if not notice.is_open:
        raise ValidationError("This notice can no longer be opened.")
    now = timezone.now()
    copy.opened_at, copy.last_opened_at, copy.times_opened = copy.opened_at or now, now, copy.times_opened + 1
    copy.save()
    audit.record(None, "opened", notice, by_name=str(copy.person))
    return notice


def keep_outcome(copy_id: int, message: Message) -> None:
    """Keep when the mail of a copy was sent, or why it failed."""
    tenancy.clear(CLEARED)
    SensitiveCopy.objects.filter(pk=copy_id).update(
        sent_at=message.sent_at, failed_at=message.failed_at, failure=message.failure[:300]
    )
