"""Where partnerships meet: who receives from whom, and the envelopes that went between them."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from foundation.tenancy import ConfidentialWall, TenantModel

from .partnership import Partnership


class Correspondent(TenantModel):
    """Another partnership, and what each of the two receives from the other; each side keeps its own row."""

    other = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="+")
    receives_since = models.DateTimeField("we receive from them since", null=True, blank=True)
    received_since = models.DateTimeField("they receive from us since", null=True, blank=True)
    offers = models.JSONField("what can be addressed there", default=dict, blank=True)
    told = models.JSONField("what we told them last", default=dict, blank=True)

    class Meta:
        ordering = ["other__name"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "other"], name="one_row_a_correspondent"),
            models.CheckConstraint(
                condition=~Q(partnership=F("other")),
                name="correspondent_is_another",
                violation_error_message="Choose another partnership.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.other)

    @property
    def permission_root(self) -> Partnership:
        """Return the partnership, on which administrators hold their role."""
        return self.partnership


class EnvelopeQuerySet(models.QuerySet["Envelope"]):
    """Words for envelopes."""

    def owed(self) -> "EnvelopeQuerySet":
        """Keep those that were posted here and have not arrived, in the order of posting."""
        out = self.filter(direction=Envelope.Direction.OUT, delivered_at__isnull=True, refused_at__isnull=True)
        return out.order_by("pk")


class Envelope(TenantModel):
    """Something that one partnership chose to send to another; each side keeps its own copy under the same key."""

    class Direction(models.TextChoices):
        """Which way it went."""

        OUT = "out", "Sent"
        IN = "in", "Received"

    key = models.UUIDField(default=uuid.uuid4)
    direction = models.CharField(max_length=3, choices=Direction)
    other = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)  # "boards.referral": who opens it there
    about = models.CharField(max_length=60, blank=True)  # the sender's own record, such as "referral:12"
    content = models.JSONField(default=dict)
    posted_at = models.DateTimeField(default=timezone.now)
    next_try_at = models.DateTimeField(default=timezone.now)
    delivered_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)
    refusal = models.TextField(blank=True)

    objects = EnvelopeQuerySet.as_manager()

    class Meta:
        ordering = ["-posted_at", "-id"]
        constraints = [
            ConfidentialWall(roots={"draft:envelope:": "partnership_id"}),
            models.UniqueConstraint(fields=["partnership", "direction", "key"], name="an_envelope_arrives_once"),
            models.CheckConstraint(
                condition=Q(refused_at__isnull=True) | Q(delivered_at__isnull=False) & ~Q(refusal=""),
                name="envelope_refused_with_a_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["partnership", "next_try_at"],
                condition=Q(direction="out", delivered_at__isnull=True, refused_at__isnull=True),
                name="envelope_owed",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_direction_display()} {self.kind}: {self.other}"
