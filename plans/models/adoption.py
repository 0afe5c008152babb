"""What a plan shows before its board adopts it: its main partners, the community test, reasons. Source: C11, E21."""

from django.db import models
from django.db.models import Q

from engagement.models import Activity, Survey
from foundation.models import User
from foundation.tenancy import TenantHistory
from localities.models import Organisation

from .comment import CommentRound
from .place import Part, opened_with_the_whole
from .plan import Plan


class Point(models.TextChoices):
    """One thing that a plan must show. Source: checklist C11, A42, E21."""

    COUNTY = "county-plan", "Links to the county council’s corporate plan"
    DISTRICT = "district-plan", "Links to the district council’s corporate plan"
    TARGETS = "targets", "Impact on national and local targets"
    VIEWS = "views", "Local needs and views"
    EVIDENCE = "evidence", "Evidence base"
    SUSTAINABLE = "sustainable", "It lasts when money or posts end"
    LINKED = "linked", "What comes from above and from the community is linked"
    COORDINATED = "coordinated", "Services of several partners work together"
    COMMITTED = "committed", "Commitment of each main public and voluntary provider"
    PARTICIPATION = "participation", "People take part, and local confidence grows"
    AMBITIONS = "ambitions", "Contribution to the ambitions of all partners"
    TESTED = "tested", "Tested with local people"
    AGREED = "agreed", "Agreement of each partner recorded"


class PlanPartner(Part):
    """A main provider in the place: it commits to the plan, and says whether it agrees to it. Source: C11, E21."""

    class Answer(models.TextChoices):
        """What a partner says of the plan. Source: checklist E21."""

        AGREED = "agreed", "Agrees"
        CONDITIONS = "conditions", "Agrees, with conditions"
        NOT = "not", "Does not agree"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="plan_partnerships")
    answer = models.CharField("does it agree?", max_length=20, choices=Answer, blank=True)
    answered_on = models.DateField("on", null=True, blank=True)
    answered_by = models.CharField("by whom", max_length=160, blank=True)
    words = models.TextField("in its own words", blank=True)

    history = TenantHistory()

    class Meta:
        ordering = ["organisation__name", "id"]
        constraints = [
            opened_with_the_whole(),
            models.UniqueConstraint(
                fields=["plan", "organisation"], name="partner_once_a_plan",
                violation_error_message="This partner is in the list already.",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_on__isnull=True) | ~Q(answer="") & ~Q(answered_by="")
                & Q(answered_on__isnull=False),
                name="partner_answers_on_a_day",
                violation_error_message="Say who answered for the partner, and on which day (E21).",
            ),
            models.CheckConstraint(
                condition=~Q(answer__in=["conditions", "not"]) | ~Q(words=""), name="partner_gives_its_conditions",
                violation_error_message="Give the conditions, or why it does not agree, in the partner’s words.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.organisation)


class CommunityTest(Part):
    """How a plan was tested with local people, when, and what was found. Source: checklist E21."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="tests")
    activity = models.ForeignKey(Activity, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    survey = models.ForeignKey(Survey, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    round = models.ForeignKey(
        CommentRound, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name="time for comments",
    )  # fmt: skip
    held_on = models.DateField("date of the test")
    findings = models.TextField("what was found, and what was changed for it")

    history = TenantHistory()

    class Meta:
        ordering = ["held_on", "id"]
        constraints = [
            opened_with_the_whole(),
            models.CheckConstraint(
                condition=(
                    Q(activity__isnull=False) | Q(survey__isnull=False) | Q(round__isnull=False)
                ) & ~Q(findings=""),
                name="community_test_is_on_record",
                violation_error_message=(
                    "Choose the activity, the survey or the time for comments, and say what was found (E21)."
                ),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.activity or self.survey or self.round)


class ReadinessReason(Part):
    """Why a plan may be adopted though it does not show one point: said by a person, read by everybody. Source: C11."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="reasons")
    point = models.CharField(max_length=20, choices=Point)
    reason = models.TextField("why the plan can be adopted without it")
    given_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)

    history = TenantHistory()

    class Meta:
        ordering = ["id"]
        constraints = [
            opened_with_the_whole(),
            models.UniqueConstraint(fields=["plan", "point"], name="one_reason_a_point"),
            models.CheckConstraint(
                condition=~Q(reason="") & Q(point__in=[each.value for each in Point]), name="reason_is_given",
                violation_error_message="Give the reason.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.get_point_display()
