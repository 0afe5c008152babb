"""Who is to be heard, and what about: lists of the partnership's own. Source: checklist D13, C30, E29."""

from django.db import models

from foundation.tenancy import TenantHistory
from localities.models import OfPartnership


class Listed(OfPartnership):
    """A word of a list that officers keep; a retired one stays where it was used."""

    key = models.SlugField(max_length=60)
    name = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField(default=0)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class Audience(Listed):
    """A group of people to be heard: residents, older people, looked after children, the hard to reach."""

    is_seldom_heard = models.BooleanField("it is heard too seldom", default=False)  # C30
    through_organisations = models.BooleanField(
        "its views are taken through organisations, never from the person alone", default=False
    )  # R36: children and looked after children

    history = TenantHistory()

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "key"], name="one_audience_a_key",
                violation_error_message="This audience is in the list already.",
            )
        ]  # fmt: skip


class Theme(Listed):
    """What issues, consultations and answers are about: roads, young people, safety."""

    history = TenantHistory()

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "key"], name="one_theme_a_key",
                violation_error_message="This theme is in the list already.",
            )
        ]  # fmt: skip
