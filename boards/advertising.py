"""Advertising vacant seats; an advert goes when the seat is filled or the last day is over. Source: checklist E56."""

import datetime
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed

from boards.models import Seat, Vacancy
from foundation import audit
from foundation.locking import lock
from foundation.models import User
from foundation.templatetags.words import day


@transaction.atomic
def advertise(seat: Seat, *, about: str, how: str, closes_on: datetime.date, by: User) -> Vacancy:
    """Put a vacant seat on the public page, or change what stands there.

    Raises ValidationError for a seat that is held or to be held, and for a last day that is over.
    """
    seat, today = lock(seat, "board"), timezone.localdate()
    _refuse_taken(seat, today)
    if closes_on < today:
        raise ValidationError({"closes_on": "The last day to put yourself forward must be today or later."})
    vacancy = Vacancy.objects.filter(seat=seat).first() or Vacancy(seat=seat, board_id=seat.board_id)
    vacancy.about, vacancy.how, vacancy.closes_on = about, how, closes_on
    vacancy.published_on, vacancy.published_by = today, by
    vacancy.save()
    audit.record(by, "advertised a seat of", seat.board, seat=seat.pk)
    return vacancy


def _refuse_taken(seat: Seat, today: datetime.date) -> None:
    held = seat.holdings.filter(substitute_for__isnull=True).exclude(ends_on__lt=today).select_related("person").first()
    if held:
        raise ValidationError(f"{held.person} holds this seat, or will. Only a vacant seat is advertised.")
    if seat.ends_on and seat.ends_on < today:
        raise ValidationError(f"This seat ended on {day(seat.ends_on)}.")


@transaction.atomic
def take_down(vacancy: Vacancy, *, by: User) -> Vacancy:
    """Take an advert off the public page; doing it twice does it once."""
    vacancy = lock(vacancy, "board", "seat")
    if vacancy.published_on:
        vacancy.published_on = None
        vacancy.save()
        audit.record(by, "took down the advert of a seat of", vacancy.board, seat=vacancy.seat_id)
    return vacancy


def feed(rows: Iterable[Vacancy], *, title: str, site: str) -> str:
    """Return adverts as an Atom feed; ``site`` is the partnership's address."""
    atom = Atom1Feed(title=title, link=f"{site}/vacancies/", feed_url=f"{site}/vacancies/feed/", description="")
    for row in rows:
        link = f"{site}/vacancies/#vacancy-{row.pk}"
        published = timezone.make_aware(datetime.datetime.combine(row.published_on, datetime.time(12)))  # type: ignore[arg-type]
        atom.add_item(
            title=str(row), link=link, unique_id=f"{link}-{row.published_on}", pubdate=published, updateddate=published,
            description=f"{row.about}\n\n{row.how}\n\nUntil {day(row.closes_on)}.",
        )  # fmt: skip
    return atom.writeString("utf-8")
