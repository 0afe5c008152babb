"""What the reports of the examples hold beside their text: who was consulted, resources, an equality assessment."""

import datetime

from django.utils import timezone

from boards import assessing
from boards.models import Characteristic, Consulted, ImpactAssessment, Report
from foundation.models import User

CONSULTED = (
    ("Lead officers of the partners", "Meeting of 12 May", "Support in principle; each names a lead officer."),
    ("Ward members", "By letter, 4 to 22 May", "No objection. Two asked that the villages are not forgotten."),
)
EFFECTS = {
    "age": ("positive", "Older residents named this first at the last two community meetings."),
    "disability": ("positive", "The places named are on the routes to the health centre."),
}


def hold(report: Report, *, by: User) -> None:
    """Fill what the sections of a report hold, where its form has them."""
    asked = set(report.template.sections.values_list("holds", flat=True))
    if "consultation" in asked:
        for who, held, result in CONSULTED:
            fields = {"who": who, "held": held, "result": result}
            assessing.save_consulted(Consulted(report=report), by=by, fields=fields)
    if "resources" in asked:
        assessing.set_resources(
            report, by=by, resources_status="case", resources_pence=1_250_000, resources_cycle="the next budget"
        )
    if "equality" in asked:
        _assess(report, by)


def _assess(report: Report, by: User) -> None:
    today = timezone.localdate()
    effects = {
        value: dict(zip(("effect", "evidence"), EFFECTS.get(value, ("none", "")), strict=True))
        for value in Characteristic.values
    }
    row = ImpactAssessment(
        report=report, effects=effects, outcome="go-on", assessed_by="Equalities officer", assessed_on=today,
        actions="The lead officer asks the access group to walk the route before work starts.",
        review_on=today + datetime.timedelta(days=365),
    )  # fmt: skip
    assessing.assess(row, by=by)
