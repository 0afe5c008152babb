"""What the pages of a priority and of a plan show of matches."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q
from django.db.models.functions import JSONObject

from foundation.panels import Panel
from plans.models import PriorityMatch

AGREED = PriorityMatch.objects.agreed().filter(
    Q(priority=OuterRef("pk")) | Q(other=OuterRef("pk")), published_at__isnull=False
)

OF_A_PRIORITY = Panel("Who else works on it", "plans/match/_of_priority.html", ArraySubquery(AGREED.values("pk")))
BOTH = JSONObject(
    priority="priority_id", title="priority__title", board="board__name",
    other="other_id", other_title="other__title", other_board="other_board__name",
    shared_title="shared__title", shared_board="shared__board", partnership="shared__partnership_name",
)  # fmt: skip
DELIVERED = PriorityMatch.objects.agreed().filter(plan=OuterRef("pk"), published_at__isnull=False)
OF_A_PLAN = Panel(
    "Who delivers it together", "plans/match/_of_plan.html", ArraySubquery(DELIVERED.order_by("pk").values(facts=BOTH))
)
