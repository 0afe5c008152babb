"""What every record of money belongs to: a board, else a locality, else the whole partnership."""

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
