"""What every record of plans belongs to: a board, else a locality, else the whole partnership."""

import datetime
from typing import TYPE_CHECKING, Any

from django.db import models

from boards.models import Board
from foundation.access import Root
from foundation.tenancy import ConfidentialWall, TenantModel
from localities.models import Locality

if TYPE_CHECKING:
    from foundation.models import Partnership

# Who plans for a board, or in its locality, sees its closed rows; 0 stands for what belongs to neither.
DRAFT = {
    "draft:plans:board:": "board_id",
    "draft:plans:": "CASE WHEN board_id IS NULL THEN coalesce(locality_id, 0) ELSE locality_id END",
}


class OfPlans(TenantModel):
    """A record over which roles are granted on its board, else on its locality, else on the partnership.

    A record of a board names the board's locality too, so that whoever plans there reads it.
    """

    partnership: "models.ForeignKey[Partnership]"
    board = models.ForeignKey(Board, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    locality = models.ForeignKey(Locality, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    @property
    def permission_root(self) -> Root:
        """Return the board, the locality, or the partnership where there is neither."""
        return self.board or self.locality or self.partnership

    def belong_with(self, other: "OfPlans") -> None:
        """Take board and locality of the record that this one is a part of; the caller saves."""
        self.board_id, self.locality_id = other.board_id, other.locality_id


class Part(OfPlans):
    """A part of a record of plans: it belongs where the whole does, and is opened with it."""

    published_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    def open_with(self, whole: Any) -> None:
        """Belong where the whole does, read by those who read that; the caller saves."""
        self.belong_with(whole)
        self.published_at = whole.published_at


def open_parts(at: datetime.datetime | None, *parts: models.QuerySet[Any]) -> None:
    """Open what is closed still of these parts with their whole, whose history and log tell of it for them all."""
    for rows in parts:
        rows.filter(published_at__isnull=True).update(published_at=at)


def opened_with_the_whole() -> ConfidentialWall:
    """Return the wall of a part."""
    return ConfidentialWall(roots=DRAFT, opened="published_at")
