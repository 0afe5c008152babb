"""Definitions and arrangements that the partners agree on, each version signed by each. Source: E8, E27, E43, E44."""

import uuid

from django.db import models
from django.db.models import Q

from foundation.models import Edition, User
from foundation.tenancy import ConfidentialWall, TenantHistory
from localities.models import Organisation

from .place import DRAFT, OfPlace


class SharedText(OfPlace):
    """A definition or an arrangement, which everybody reads in its versions."""

    class Kind(models.TextChoices):
        """What it settles."""

        DEFINITION = "definition", "Definition"
        ARRANGEMENT = "arrangement", "Arrangement"

    kind = models.CharField(max_length=20, choices=Kind)
    title = models.CharField(max_length=200)

    history = TenantHistory()

    class Meta:
        ordering = ["kind", "title", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "title"], name="one_shared_text_a_title",
                violation_error_message="Another text has this title: write a new version of it.",
            )
        ]  # fmt: skip

    is_public = True

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return its public page."""
        return f"/agreed/{self.pk}/"


class SharedTextVersion(OfPlace):
    """One wording, put to the partners; an edition when all signed, or when the last day for it has passed."""

    text = models.ForeignKey(SharedText, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    words = models.TextField()
    sign_by = models.DateField("last day to sign")
    asked_at = models.DateTimeField(auto_now_add=True)
    asked_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    edition = models.OneToOneField(Edition, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["text", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["text", "number"], name="one_version_a_number"),
            models.CheckConstraint(condition=~Q(words=""), name="version_has_words"),
        ]

    def __str__(self) -> str:
        return f"{self.text}, version {self.number}"


class PartnerSignature(OfPlace):
    """What one partner says to one version: signed, signed with reservations, or nothing yet; everybody reads it."""

    class Answer(models.TextChoices):
        """What the partner said."""

        SIGNED = "signed", "Signed"
        RESERVED = "reserved", "Signed, with reservations"

    version = models.ForeignKey(SharedTextVersion, on_delete=models.CASCADE, related_name="signatures")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=20, choices=Answer, blank=True)
    reservations = models.TextField(max_length=2000, blank=True)
    signed_by = models.CharField("who signs, and as what", max_length=200, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)

    history = TenantHistory()

    class Meta:
        ordering = ["organisation__name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["version", "organisation"], name="one_signature_a_partner"),
            models.CheckConstraint(
                condition=Q(answer="", signed_at__isnull=True, signed_by="", reservations="")
                | Q(answer="signed", signed_at__isnull=False, reservations="") & ~Q(signed_by="")
                | Q(answer="reserved", signed_at__isnull=False) & ~Q(signed_by="") & ~Q(reservations=""),
                name="signature_is_whole",
                violation_error_message="Say who signs, and write the reservations where there are any.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_answer_display() or 'not yet'}"


class SignatureContact(OfPlace):
    """Whom of a partner we asked to sign, by a link or their own account; nobody but they and officers read it."""

    signature = models.OneToOneField(PartnerSignature, on_delete=models.CASCADE, related_name="contact")
    name = models.CharField(max_length=160, blank=True)
    email = models.EmailField()
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    reference = models.UUIDField(default=uuid.uuid4, editable=False)  # from which the secret of the link is made
    token_hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            ConfidentialWall(roots={**DRAFT, "token:": "token_hash", "self:user:": "user_id"}),
            models.UniqueConstraint(fields=["token_hash"], name="signature_token_unique"),
        ]

    def __str__(self) -> str:
        return f"Contact {self.pk}"
