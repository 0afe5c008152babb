"""What every record of money belongs to: a board, else a locality, else the whole partnership."""

from django.db import models

from foundation.tenancy import ConfidentialWall
from plans.models.place import OfPlans

# Who keeps money for a board, or in its locality, sees its closed rows; 0 stands for what belongs to neither.
DRAFT = {
    "draft:money:board:": "board_id",
    "draft:money:": "CASE WHEN board_id IS NULL THEN coalesce(locality_id, 0) ELSE locality_id END",
}


class OfMoney(OfPlans):
    """A record over which roles are granted on its board, else on its locality, else on the partnership."""

    class Meta:
        abstract = True


class PartOfFund(OfMoney):
    """What is kept with a fund: it belongs where the fund does, and is opened with it."""

    published_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True


def opened_with_the_fund() -> ConfidentialWall:
    """Return the wall of what is kept with a fund."""
    return ConfidentialWall(roots=DRAFT, opened="published_at")
