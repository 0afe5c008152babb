"""What everybody reads once it is published: one word for a record, and one for many."""

from typing import Self, TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model)


class Published:
    """A record that everybody may read from ``published_at`` on."""

    @property
    def is_public(self) -> bool:
        """Say whether everybody may read it."""
        return self.published_at is not None  # type: ignore[attr-defined]


class PublishedQuerySet(models.QuerySet[Row]):
    """Words for records that are published one by one."""

    def public(self) -> Self:
        """Keep what everybody may read."""
        return self.filter(published_at__isnull=False)
