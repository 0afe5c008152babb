"""Members tell of their interests: registered, changed, ended, withheld where sensitive, and in time.

Source: standards R10; Localism Act 2011, sections 29 to 32.
"""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from foundation import audit, mail
from foundation.models import User
from foundation.templatetags.words import day
from localities.models import Interest, InterestDetail, InterestDuty, Mandate, Person

Because = InterestDuty.Because
REMINDED_DAYS = (14, 3, 0, -1)  # days left: a fortnight, three, the day itself, and the day after it


@transaction.atomic
def register_interest(detail: InterestDetail, *, by: User) -> Interest:
    """Put an interest in the register, or change what it says; what is withheld stays so."""
    interest = detail.interest
    is_new = interest._state.adding
    if is_new:
        interest.registered_on = timezone.localdate()
        detail.published_at = timezone.now()
    interest.save()
    detail.interest, detail.person = interest, interest.person
    detail.save()
    audit.record(by, "registered an interest of" if is_new else "changed an interest of", interest.person)
    return interest


@transaction.atomic
def end_interest(interest: Interest, ends_on: datetime.date, *, by: User) -> Interest:
    """Give an interest its last day; it stays to be read. Raises ValidationError where that lies before its first."""
    interest = Interest.objects.select_for_update().get(pk=interest.pk)
    if ends_on < interest.arose_on:
        raise ValidationError({"ends_on": f"The last day must be {day(interest.arose_on)} or later"})
    interest.ends_on = ends_on
    interest.save()
    audit.record(by, "ended an interest of", interest.person)
    return interest


@transaction.atomic
def withhold(interest: Interest, *, because: str, by: User) -> Interest:
    """Take the details of a sensitive interest out of the register; that it exists stays to be read.

    Raises ValidationError without a reason. Source: Localism Act 2011, section 32.
    """
    if not because.strip():
        raise ValidationError({"because": "Say how telling of it could lead to violence or intimidation"})
    interest = Interest.objects.select_for_update().get(pk=interest.pk)
    if interest.withheld_at:
        return interest
    interest.withheld_at, interest.withheld_by = timezone.now(), by
    interest.save()
    _close(interest, None, because.strip())
    # What was said before is closed with it: a bare update, since history has no history.
    InterestDetail.history.filter(interest=interest).update(published_at=None)
    audit.record(by, "withheld an interest of", interest.person)
    return interest


@transaction.atomic
def disclose(interest: Interest, *, by: User) -> Interest:
    """Put the details of an interest back into the register, where they are sensitive no longer."""
    interest = Interest.objects.select_for_update().get(pk=interest.pk)
    if interest.withheld_at:
        interest.withheld_at, interest.withheld_by = None, None
        interest.save()
        _close(interest, timezone.now(), "")
        audit.record(by, "disclosed an interest of", interest.person)
    return interest


def _close(interest: Interest, published_at: datetime.datetime | None, because: str) -> None:
    detail = InterestDetail.objects.get(interest=interest)
    detail.published_at, detail.withheld_because = published_at, because
    detail.save()


@transaction.atomic
def confirm(mandate: Mandate, *, by: User) -> int:
    """Keep that the member has told of everything for a mandate, and return how many open duties that met."""
    took_office(mandate, by=by)
    duties = list(InterestDuty.objects.select_for_update().filter(mandate=mandate, met_on__isnull=True))
    for duty in duties:
        duty.met_on, duty.met_by = timezone.localdate(), by
        duty.save()
    audit.record(by, "confirmed the register of interests of", mandate.person, council=str(mandate.council))
    return len(duties)


def took_office(mandate: Mandate, *, by: User | None) -> None:
    """Set the days running in which a member tells of all interests after taking up office."""
    if mandate.starts_on:
        _owe(mandate, Because.OFFICE, mandate.starts_on)


def declared_unregistered(mandate: Mandate, on: datetime.date) -> None:
    """Set the days running after a pecuniary interest was declared at a meeting. Source: Localism Act 2011, 31(2)."""
    _owe(mandate, Because.MEETING, on)


def _owe(mandate: Mandate, because: str, arose_on: datetime.date) -> None:
    due_on = arose_on + datetime.timedelta(days=mandate.council.register_days)
    facts: dict[str, Any] = {"person_id": mandate.person_id, "due_on": due_on}
    InterestDuty.objects.get_or_create(mandate=mandate, because=because, arose_on=arose_on, defaults=facts)


def owe_all(today: datetime.date) -> None:
    """Set the days running for mandates that came in by another way than the page, such as a table."""
    told = InterestDuty.objects.filter(because=Because.OFFICE).values("mandate")
    for mandate in Mandate.objects.on(today).exclude(pk__in=told).select_related("council"):
        took_office(mandate, by=None)


def remind(today: datetime.date) -> int:
    """Remind members of what they owe the register, and return how many letters were posted."""
    duties = InterestDuty.objects.open().exclude(person__email="").select_related("person", "mandate__council")
    due = [duty for duty in duties if duty.reminded_on is None or (duty.due_on - today).days in REMINDED_DAYS]
    due = [duty for duty in due if duty.reminded_on != today]
    if not due:
        return 0
    posted = mail.post_all(_letter(duty, today) for duty in due)
    # A reminder is no change of what is owed, so it makes no history.
    InterestDuty.objects.filter(pk__in=[duty.pk for duty in due]).update(reminded_on=today)
    return len(posted)


def _letter(duty: InterestDuty, today: datetime.date) -> mail.Letter:
    return mail.Letter(
        to=duty.person.email,
        template="interests_due",
        context={
            "duty": duty,
            "due": day(duty.due_on),
            "is_late": duty.due_on < today,
            "path": address_of(duty.person),
        },
        about=f"interests:{duty.person_id}",
        name=duty.person.name,
        key=f"interests:{duty.pk}:{today}",
    )


def address_of(person: Person) -> str:
    """Return the page of a person's register of interests."""
    return f"/people/{person.pk}/interests/"
