"""What a board last said of itself, where its own page shows it. Source: checklist A30."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, OuterRef, Value, When
from django.db.models.functions import JSONObject

from foundation.panels import Panel
from plans.models import SelfAssessment, SelfScore


def _newest() -> ArraySubquery:
    """Return, beside the query of the board, its newest published assessment with how far each statement is true."""
    words = Case(*(When(score=score, then=Value(said)) for score, said in SelfScore.Score.choices))
    scores = SelfScore.objects.filter(assessment=OuterRef("pk")).order_by("statement__position", "pk")
    said = ArraySubquery(scores.values(facts=JSONObject(statement="statement__name", score=words)))
    rows = SelfAssessment.objects.filter(board=OuterRef("pk"), published_at__isnull=False)
    facts = JSONObject(pk="pk", on="assessed_on", scores=said)
    return ArraySubquery(rows.order_by("-assessed_on", "-pk").values(facts=facts)[:1])


OF_A_BOARD = Panel("How it sees itself", "plans/self_assessment/_of_board.html", _newest())
