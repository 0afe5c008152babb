"""Seats that nobody holds, advertised with how to stand and until when. Source: checklist E56."""

import datetime

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from foundation.models import User
from foundation.tenancy import TenantHistory, TenantModel

from .board import Board, OfBoard
from .seat import Seat, SeatHolding


class VacancyQuerySet(models.QuerySet["Vacancy"]):
    """Words for adverts."""

    def standing(self, on: datetime.date) -> "VacancyQuerySet":
        """Keep those that may still be answered on a day: the seat is there, nobody has it or is to have it.

        A holder who came after the advert ends it for good, should they leave again.
        """
        taken = SeatHolding.objects.filter(seat=OuterRef("seat"), substitute_for__isnull=True).filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=on) | Q(starts_on__gt=OuterRef("published_on"))
        )
        rows = self.filter(~Exists(taken), published_on__lte=on, closes_on__gte=on)
        return rows.filter(Q(seat__ends_on__isnull=True) | Q(seat__ends_on__gte=on))

    def public(self) -> "VacancyQuerySet":
        """Leave out boards that are not announced yet."""
        return self.filter(Q(board__shadow_from__isnull=False) | Q(board__live_from__isnull=False))


class Vacancy(OfBoard, TenantModel):
    """The advert of a vacant seat; without a day of publication it is taken down."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="+")
    seat = models.OneToOneField(Seat, on_delete=models.CASCADE, related_name="vacancy")
    about = models.TextField("what the seat asks for")
    how = models.TextField("how to put yourself forward")
    closes_on = models.DateField("last day to do so")
    published_on = models.DateField(null=True, blank=True)
    published_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = VacancyQuerySet.as_manager()
    history = TenantHistory()

    class Meta:
        ordering = ["closes_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(about="") & ~Q(how=""),
                name="vacancy_says_how",
                violation_error_message="Say what the seat asks for and how to put yourself forward.",
            ),
            models.CheckConstraint(
                condition=Q(published_on__isnull=True) | Q(closes_on__gte=F("published_on")),
                name="vacancy_closes_after_it_opens",
                violation_error_message="The last day must not be before today.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat}, {self.board}"
