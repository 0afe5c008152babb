"""What pages of boards show of issues: at a meeting, on a decision, on a councillor's desk. Source: D19, E55, J1."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Concat, JSONObject

from engagement.models import Feedback, FeedbackLink, Issue
from foundation.models import EditionPart
from foundation.panels import Panel
from localities.models import Person


def _raised(column: str, **more: Any) -> ArraySubquery:
    """Return, for a query of what a column of issues names, the public issues that name each."""
    issues = Issue.objects.public().apart().filter(**{column: OuterRef("pk")}).order_by("pk")
    facts = JSONObject(key="pk", title="title", reference="reference", voices="voices", **more)
    return ArraySubquery(issues.values(facts=facts))


def _number() -> Subquery:
    """Return, for a query of issues, under which number of the published agenda each is talked about."""
    key = Concat(Value("item:"), Cast(OuterRef("item_id"), CharField()))
    parts = EditionPart.objects.filter(edition=OuterRef("meeting__agenda_edition"), key=key)
    return Subquery(parts.values("content__number")[:1])


def _heard() -> ArraySubquery:
    """Return, for a query of decisions, the activities in which people were heard before each."""
    led_to = FeedbackLink.objects.filter(decision=OuterRef(OuterRef("pk")))
    told = Feedback.objects.public().filter(pk__in=led_to.values("feedback")).order_by("pk")
    return ArraySubquery(told.values(facts=JSONObject(key="pk", title="activity__title")))


def _theirs(people: list[Person]) -> dict[int, Any]:
    """Return everybody who has a desk: whether they were elected is asked when they raise an issue."""
    return {person.pk: person for person in people}


AT_A_MEETING = Panel(
    "Raised by residents", "engagement/issue/_raised.html", _raised("meeting", item="item_id", number=_number())
)
HEARD_BEFORE = Panel("What people said before it", "engagement/issue/_heard.html", _heard())
RAISED_BEFORE = Panel("Raised by residents", "engagement/issue/_raised.html", _raised("decision"))
ON_A_DESK = Panel("Issues of residents", "engagement/issue/_desk.html", _theirs)
