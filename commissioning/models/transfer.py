"""A community group takes over land or a building, step by step. Source: checklist E36; standards R32."""

import uuid

from django.db import models
from django.db.models import Q

from boards.models import Decision
from foundation.models import User
from foundation.published import Published, PublishedQuerySet
from foundation.tenancy import ConfidentialWall, TenantHistory
from localities.models import Organisation
from plans.models.place import Part

from .asset import Asset
from .place import DRAFT, OfMoney


class AssetTransfer(Published, OfMoney):
    """What a group wants to do with land or a building; officers read it until they open it to everybody."""

    class Wants(models.TextChoices):
        """By what right the group would have it."""

        LEASE = "lease", "A lease"
        FREEHOLD = "freehold", "The freehold"
        UNSURE = "unsure", "We do not know yet"

    asset = models.ForeignKey(Asset, on_delete=models.PROTECT, related_name="transfers")
    group = models.CharField("community group", max_length=160)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name="the group, where it is a partner",
    )  # fmt: skip
    purpose = models.TextField("what the group would do with it")
    wants = models.CharField("what it asks for", max_length=10, choices=Wants, default=Wants.UNSURE)
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = PublishedQuerySet.as_manager()
    history = TenantHistory()

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            ConfidentialWall(roots=DRAFT, opened="published_at"),
            models.CheckConstraint(
                condition=~Q(group="") & ~Q(purpose=""), name="transfer_says_who_and_why",
                violation_error_message="Name the group, and say what it would do.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.asset} to {self.group}"


class TransferStep(Part):
    """One step of a transfer, with its day and who took it; none is left out, changed or taken back."""

    class Kind(models.TextChoices):
        """What was done."""

        INTEREST = "interest", "Expression of interest"
        CASE = "case", "Business case"
        AGREED = "agreed", "Transfer agreed"
        REFUSED = "refused", "Transfer refused"
        LEASE = "lease", "Lease signed"
        FREEHOLD = "freehold", "Freehold transferred"
        WITHDRAWN = "withdrawn", "Withdrawn by the group"

    transfer = models.ForeignKey(AssetTransfer, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField("step", max_length=20, choices=Kind)
    on = models.DateField("day")
    note = models.TextField("what it says", blank=True)
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    lease_ends_on = models.DateField("last day of the lease", null=True, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            ConfidentialWall(roots=DRAFT, opened="published_at"),
            models.UniqueConstraint(
                fields=["transfer", "kind"], name="transfer_step_once",
                violation_error_message="This step is recorded already.",
            ),
            models.CheckConstraint(
                condition=Q(kind="interest") | ~Q(note=""), name="transfer_step_says_something",
                violation_error_message="Say what was put forward, or why it was decided so.",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["agreed", "refused"]) | Q(decision__isnull=False),
                name="transfer_rests_on_a_decision",
                violation_error_message="Choose the decision by which the transfer was agreed or refused.",
            ),
            models.CheckConstraint(
                condition=Q(kind="lease", lease_ends_on__isnull=False)
                | ~Q(kind="lease") & Q(lease_ends_on__isnull=True),
                name="lease_has_its_last_day", violation_error_message="A lease, and nothing else, has its last day.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.transfer}"


# What may follow what. The database holds it too.
NEXT: dict[str, tuple[str, ...]] = {
    "interest": ("case", "withdrawn"), "case": ("agreed", "refused", "withdrawn"),
    "agreed": ("lease", "freehold", "withdrawn"), "refused": (), "lease": (), "freehold": (), "withdrawn": (),
}  # fmt: skip


class TransferContact(OfMoney):
    """Who speaks for the group, and how they are reached: never published, gone when the group withdraws."""

    transfer = models.OneToOneField(AssetTransfer, on_delete=models.CASCADE, related_name="contact")
    name = models.CharField(max_length=160)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    reference = models.UUIDField(default=uuid.uuid4, editable=False)  # from which the secret of the link is made
    token_hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            ConfidentialWall(roots={**DRAFT, "token:": "token_hash"}),
            models.UniqueConstraint(fields=["token_hash"], name="transfer_token_unique"),
            models.CheckConstraint(
                condition=~Q(email="") | ~Q(phone=""), name="transfer_contact_is_reached",
                violation_error_message="Give an email address or a telephone number.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name
