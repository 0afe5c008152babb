"""Why partners should pay together: services to commission together, and business cases. Source: A15, B40."""

from django.db import models
from django.db.models import Q

from boards.models import Decision
from foundation.models import User
from foundation.published import Published
from foundation.tenancy import TenantHistory
from localities.models import Organisation

from .place import Part, opened_with_the_whole
from .plan import Objective, PlanAction


class Candidate(Part):
    """A service that partners could commission together for a place, raised from an objective. Source: A15."""

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="candidates")
    service = models.CharField("which service", max_length=200)
    commissioner = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="who pays for it now"
    )
    cost = models.PositiveBigIntegerField("what it costs a year, in pence", null=True, blank=True)
    why_together = models.TextField("why it would be better together")
    raised_at = models.DateTimeField(auto_now_add=True)
    raised_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_because = models.CharField("what came of it", max_length=300, blank=True)

    history = TenantHistory()

    class Meta:
        ordering = ["-raised_at", "-id"]
        constraints = [
            opened_with_the_whole(),
            models.UniqueConstraint(
                fields=["objective", "service"], name="service_once_an_objective",
                violation_error_message="This service is in the list for this objective already.",
            ),
            models.CheckConstraint(
                condition=~Q(service="") & ~Q(why_together=""), name="candidate_says_why",
                violation_error_message="Name the service, and say why it would be better together.",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | ~Q(ended_because=""), name="candidate_ends_in_words",
                violation_error_message="Say what came of it.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.service


class BusinessCase(Published, Part):
    """Why an action should have money or people, which ways there are, and who decides. Source: checklist B40."""

    action = models.ForeignKey(PlanAction, on_delete=models.CASCADE, related_name="cases")
    title = models.CharField(max_length=200)
    need = models.TextField("what is needed, and why now")
    decider = models.CharField("who decides", max_length=200)
    decide_by = models.DateField("by when", null=True, blank=True)
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField("what was decided", max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    history = TenantHistory()

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            opened_with_the_whole(),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(need="") & ~Q(decider=""), name="business_case_says_what",
                violation_error_message="Say what is needed, why now, and who decides.",
            ),
            models.CheckConstraint(
                condition=Q(decision__isnull=True) | ~Q(outcome=""), name="business_case_decided_in_words",
                violation_error_message="Say what was decided.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return its public page."""
        return f"/plans/business-cases/{self.pk}/"


class CaseOption(Part):
    """One way of meeting the need: what it costs, and what it brings."""

    case = models.ForeignKey(BusinessCase, on_delete=models.CASCADE, related_name="options")
    title = models.CharField("what would be done", max_length=200)
    cost = models.PositiveBigIntegerField("cost in pence")
    benefit = models.TextField("what it brings")
    saving = models.PositiveBigIntegerField("what it saves, in pence", null=True, blank=True)
    is_preferred = models.BooleanField("this is what we propose", default=False)

    history = TenantHistory()

    class Meta:
        ordering = ["id"]
        constraints = [
            opened_with_the_whole(),
            models.UniqueConstraint(
                fields=["case"], condition=Q(is_preferred=True), name="one_option_is_proposed",
                violation_error_message="Another option is proposed already.",
            ),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(benefit=""), name="option_says_what_it_brings",
                violation_error_message="Say what would be done, and what it brings.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title
