"""Work of the boards that time starts."""

import datetime

from celery import shared_task
from django.utils import timezone

from boards import (
    asking,
    asking_owners,
    assessing,
    attaching,
    calling_in,
    chasing,
    cleaning,
    deciding_alone,
    disposing,
    grouping,
    indexing,
    informing,
    packing,
    printing_minutes,
    referring,
    signing,
    telling,
)
from boards.models import ForwardEntry, Summons
from foundation import work

DRAFTS = ("draft:board:*", "exempt:board:*")
REMINDED_BEFORE = datetime.timedelta(days=5)
# Whoever was summoned a moment ago is not reminded this morning.
LET_BE = datetime.timedelta(days=2)
PAGES_TRIED = datetime.timedelta(days=3)


@shared_task(name="boards.clock.morning")
def morning() -> None:
    """Each morning: remind whoever owes an answer, a report, a signature or an action; let what is planned be found."""
    for _ in work.each_partnership(DRAFTS):
        asking.forget_unconfirmed()
        asking.forget_contacts()
        remind()
        remind_authors()
        signing.ask_again()
        referring.remind(timezone.localdate())
        asking_owners.remind(timezone.localdate())
        grouping.remind(timezone.localdate())
        calling_in.remind(timezone.localdate())
        deciding_alone.remind(timezone.localdate())
        assessing.remind(timezone.localdate())
        informing.remind(timezone.localdate())
        indexing.show_plan(ForwardEntry.objects.all())


def remind() -> int:
    """Post the reminders of this partnership that are due and return how many there were."""
    now = timezone.now()
    waiting = Summons.objects.unanswered().exclude(email="").filter(
        failed_at__isnull=True, asked_at__lt=now - LET_BE,
        meeting__starts_at__range=(now, now + REMINDED_BEFORE),
        meeting__cancelled_at__isnull=True, meeting__postponed_at__isnull=True,
    ).exclude(capacity=Summons.Capacity.SUBSTITUTE)  # fmt: skip
    found = list(waiting.select_related("person", "meeting__board", "meeting__venue"))
    for summons in found:
        telling.tell_reminder(summons)
    return len(found)


@shared_task(name="boards.clock.owed")
def owed() -> None:
    """Each minute: hand on the PDFs that were asked for while the broker was down, or lost with their worker."""
    for _ in work.each_partnership(DRAFTS):
        packing.ask_for_owed()
        printing_minutes.ask_for_owed()
        indexing.ask_for_owed()
        disposing.ask_for_owed()


@shared_task(name="boards.clock.files")
def clean_files() -> None:
    """Each night: hand on the files that were stored before uploads were stripped, and were not since."""
    for _ in work.each_partnership(cleaning.CLEARED):
        cleaning.ask_for_owed()


def remind_authors() -> int:
    """Chase this partnership's reports that are due or late, and ask once more for pages that were not made."""
    attaching.ask_for_owed_pages(timezone.now() - PAGES_TRIED)
    return chasing.chase(timezone.localdate())
