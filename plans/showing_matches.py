"""What the page of a priority shows of matches."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q

from foundation.panels import Panel
from plans.models import PriorityMatch

AGREED = PriorityMatch.objects.agreed().filter(
    Q(priority=OuterRef("pk")) | Q(other=OuterRef("pk")), published_at__isnull=False
)

OF_A_PRIORITY = Panel("Who else works on it", "plans/match/_of_priority.html", ArraySubquery(AGREED.values("pk")))
