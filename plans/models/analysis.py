"""A joint needs analysis: which needs of a place come first, signed by both tiers. Source: checklist A11, E18."""

from django.db import models
from django.db.models import Q

from foundation.models import Edition, User
from foundation.published import Published
from foundation.tenancy import ConfidentialWall, TenantHistory
from localities.models import Organisation

from .evidence import Need
from .place import DRAFT, OfPlans, Part, opened_with_the_whole


class NeedsAnalysis(Published, OfPlans):
    """What county and district find together that a place needs most in a year; people read its editions."""

    year = models.PositiveSmallIntegerField()
    about = models.TextField("how it was made, and what it cannot tell", blank=True)
    created_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    edition = models.ForeignKey(
        Edition, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # the newest
    published_at = models.DateTimeField(null=True, blank=True)  # for the first time

    history = TenantHistory()

    class Meta:
        ordering = ["-year", "id"]
        verbose_name = "needs analysis"
        verbose_name_plural = "needs analyses"
        constraints = [
            ConfidentialWall(roots=DRAFT, opened="published_at"),
            models.UniqueConstraint(
                fields=["locality", "year"], name="one_needs_analysis_a_year",
                violation_error_message="This place has its needs analysis for this year already.",
            ),
            models.CheckConstraint(
                condition=Q(locality__isnull=False, board__isnull=True), name="needs_analysis_is_of_a_locality",
                violation_error_message="Choose the place.",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=2000, year__lte=2100), name="needs_analysis_has_a_year",
                violation_error_message="The year must be between 2000 and 2100.",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, edition__isnull=True)
                | Q(published_at__isnull=False, edition__isnull=False),
                name="public_needs_analysis_is_an_edition",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"Needs of {self.locality} in {self.year}"

    def get_absolute_url(self) -> str:
        """Return its public page."""
        return f"/needs-analyses/{self.pk}/"

    @property
    def series(self) -> str:
        """Return the name of its series of editions."""
        return f"needs-analysis:{self.pk}"


class AnalysedNeed(Part):
    """One need in the order in which it comes, and why there."""

    analysis = models.ForeignKey(NeedsAnalysis, on_delete=models.CASCADE, related_name="needs")
    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="analysed")
    position = models.PositiveSmallIntegerField(default=0)
    sentence = models.CharField("why it comes here, in one sentence", max_length=300)

    history = TenantHistory()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            opened_with_the_whole(),
            models.UniqueConstraint(
                fields=["analysis", "need"], name="need_once_an_analysis",
                violation_error_message="This need is in the analysis already.",
            ),
            models.CheckConstraint(
                condition=~Q(sentence=""), name="analysed_need_says_why",
                violation_error_message="Say in one sentence why the need comes here.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.need)


class AnalysisContribution(Part):
    """What one organisation of either tier adds to the analysis."""

    analysis = models.ForeignKey(NeedsAnalysis, on_delete=models.CASCADE, related_name="contributions")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    words = models.TextField("what it knows of the needs of the place")

    history = TenantHistory()

    class Meta:
        ordering = ["organisation__name", "id"]
        constraints = [
            opened_with_the_whole(),
            models.UniqueConstraint(
                fields=["analysis", "organisation"], name="one_contribution_an_organisation",
                violation_error_message="This organisation has contributed already: change what it said.",
            ),
            models.CheckConstraint(
                condition=~Q(words=""), name="contribution_says_something",
                violation_error_message="Say what the organisation adds.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.organisation)


class AnalysisSignature(Part):
    """That an organisation stands behind the analysis as it is; any change after it makes it void."""

    analysis = models.ForeignKey(NeedsAnalysis, on_delete=models.CASCADE, related_name="signatures")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    signed_by = models.CharField("who signs for it, with their post", max_length=160)
    signed_on = models.DateField("signed on")
    recorded_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    voided_at = models.DateTimeField(null=True, blank=True, editable=False)  # by the database, when something changes

    class Meta:
        ordering = ["signed_on", "id"]
        constraints = [
            opened_with_the_whole(),
            models.UniqueConstraint(
                fields=["analysis", "organisation"], condition=Q(voided_at__isnull=True), name="one_signature_in_force",
                violation_error_message="This organisation has signed already.",
            ),
            models.CheckConstraint(
                condition=~Q(signed_by=""), name="signature_names_who_signs",
                violation_error_message="Say who signs for the organisation.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.organisation}, {self.signed_by}"
