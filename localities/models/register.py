"""Registers: lists without rules of their own, whose fields are data. Source: issue 3, section 6."""

import datetime
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.db import models
from django.db.models import Q

from foundation.tenancy import ConfidentialWall, TenantHistory

from .area import Dated, DatedQuerySet, OfPartnership, ends_after_it_starts
from .locality import Locality
from .organisation import Organisation


@dataclass(frozen=True)
class Field:
    """One thing that a register asks of each entry; a retired one is asked for no longer, its values stay."""

    key: str
    label: str
    kind: str = "text"
    hint: str = ""
    required: bool = False
    choices: tuple[str, ...] = ()
    retired_on: str = ""

    @classmethod
    def of(cls, data: dict[str, Any]) -> "Field":
        """Return the field that a register keeps as data."""
        return cls(**{**data, "choices": tuple(data.get("choices", ()))})

    @property
    def retired_day(self) -> datetime.date | None:
        """Return since when it is asked for no longer."""
        return datetime.date.fromisoformat(self.retired_on) if self.retired_on else None

    def as_data(self) -> dict[str, Any]:
        """Return the field as a register keeps it."""
        return {**asdict(self), "choices": list(self.choices)}


class RegisterQuerySet(models.QuerySet["Register"]):
    """Words for registers."""

    def public(self) -> "RegisterQuerySet":
        """Keep those that everybody may read."""
        return self.filter(opened_at__isnull=False, retired_at__isnull=True)


class Register(OfPartnership):
    """A list that an administrator may add and change without a developer; the public reads it where it is opened."""

    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=80)
    noun = models.CharField("what one entry is called", max_length=60, default="entry")
    about = models.TextField("what it is for", blank=True)
    writers = models.JSONField("roles that write in it", default=list, blank=True)  # beside administrators
    fields = models.JSONField(default=list, blank=True)
    preset = models.CharField(max_length=40, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = RegisterQuerySet.as_manager()
    history = TenantHistory()

    class Meta:
        ordering = ["name"]
        constraints = [
            ConfidentialWall(roots={"draft:register:": "id"}, opened="opened_at"),
            models.UniqueConstraint(
                fields=["partnership", "slug"],
                name="one_register_an_address",
                violation_error_message="Another register has this name.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return its public page."""
        return f"/registers/{self.slug}/"

    @property
    def is_public(self) -> bool:
        """Say whether everybody may read it."""
        return self.opened_at is not None and self.retired_at is None

    @property
    def root(self) -> str:
        """Return the root of its files, as the confidentiality wall names it."""
        return f"register:{self.pk}"

    @property
    def every_field(self) -> list[Field]:
        """Return its fields in order, the retired ones among them."""
        return [Field.of(data) for data in self.fields]

    @property
    def asked(self) -> list[Field]:
        """Return the fields that an entry is asked for today."""
        return [field for field in self.every_field if not field.retired_on]

    def keep_fields(self, fields: Iterable[Field]) -> None:
        """Take these fields in this order; the caller saves."""
        self.fields = [field.as_data() for field in fields]


class EntryQuerySet(DatedQuerySet):
    """Words for entries."""

    def public(self) -> "EntryQuerySet":
        """Keep those that everybody may read."""
        return self.filter(
            opened_at__isnull=False, register__opened_at__isnull=False, register__retired_at__isnull=True
        )

    def saying(self, words: str) -> "EntryQuerySet":
        """Keep those in which each of these words stands, in the name or in a value."""
        rows = self
        for word in words.split():
            rows = rows.filter(Q(name__icontains=word) | Q(words__icontains=word))
        return rows

    def due(self, today) -> "EntryQuerySet":
        """Keep those that are to be reviewed by today and are not over."""
        return self.filter(review_on__lte=today, register__retired_at__isnull=True).exclude(ends_on__lt=today)


class RegisterEntry(Dated, OfPartnership):
    """One entry of a register: its values by the keys of the fields, and what every entry may have."""

    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="entries")
    name = models.CharField(max_length=200)
    values = models.JSONField(default=dict, blank=True)
    words = models.TextField(blank=True)  # the values as text, to search
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="register_entries"
    )
    locality = models.ForeignKey(
        Locality, null=True, blank=True, on_delete=models.PROTECT, related_name="register_entries"
    )
    review_on = models.DateField("review date", null=True, blank=True)
    reminded_for = models.DateField(null=True, blank=True)  # the review date of which its writers were reminded
    documents = models.JSONField(default=list, blank=True)  # keys of files, in order
    links = models.JSONField(default=list, blank=True)  # [noun, key] of records of any room
    opened_at = models.DateTimeField(null=True, blank=True)

    objects = EntryQuerySet.as_manager()
    history = TenantHistory(excluded_fields=["words", "reminded_for"])

    class Meta:
        ordering = ["name", "pk"]
        verbose_name_plural = "register entries"
        constraints = [
            ConfidentialWall(roots={"draft:register:": "register_id"}, opened="opened_at"),
            ends_after_it_starts("entry_ends_after_it_starts"),
        ]
        indexes = [
            models.Index(fields=["register", "name"], name="entry_by_name"),
            models.Index(fields=["partnership", "review_on"], name="entry_by_review"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return its public page."""
        return f"{self.register.get_absolute_url()}{self.pk}/"

    @property
    def is_public(self) -> bool:
        """Say whether everybody may read it."""
        return self.opened_at is not None and self.register.is_public
