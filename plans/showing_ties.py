"""What a board's page shows of partnerships that exist already. Source: checklist A49, X2."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, OuterRef, Value, When
from django.db.models.functions import JSONObject

from foundation.panels import Panel
from localities.models import RegisterEntry
from plans.models import BoardTie


def _ties() -> ArraySubquery:
    """Return each relation that holds, to what everybody may read, beside the query of the board."""
    public = RegisterEntry.objects.public().values("pk")
    rows = BoardTie.objects.filter(board=OuterRef("pk"), ended_on=None, entry__in=public).order_by("entry__name")
    words = Case(*(When(kind=kind, then=Value(said)) for kind, said in BoardTie.Kind.choices))
    facts = JSONObject(words=words, how="how", name="entry__name", entry="entry_id", register="entry__register__slug")
    return ArraySubquery(rows.values(facts=facts))


OF_A_BOARD = Panel("Partnerships it works with", "plans/review/_of_board.html", _ties())
