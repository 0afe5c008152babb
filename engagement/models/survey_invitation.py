"""Who was invited to answer a survey; the row knows that it was used, and never for which answer. Source: R35."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from foundation.tenancy import ConfidentialWall

from .place import DRAFT, OfPlace
from .survey import Survey


class SurveyInvitationQuerySet(models.QuerySet["SurveyInvitation"]):
    """Words for invitations."""

    def unused(self) -> "SurveyInvitationQuerySet":
        """Keep those who have not answered."""
        return self.filter(is_used=False)


class SurveyInvitation(OfPlace):
    """One invitation: by a link in a mail, or by a code in a letter. It has no key to any answer, nor a day."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="invitations")
    name = models.CharField(max_length=160, blank=True)
    email = models.EmailField(blank=True)  # empty where a letter goes
    token_hash = models.CharField(max_length=64)
    sent_on = models.DateField(null=True, blank=True)  # the mail was posted, or the letters were made
    reminded_on = models.DateField(null=True, blank=True)
    is_used = models.BooleanField(default=False)  # and never when: an answer has its day

    objects = SurveyInvitationQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            ConfidentialWall(roots={**DRAFT, "token:": "token_hash"}),
            models.UniqueConstraint(fields=["token_hash"], name="survey_invitation_token_unique"),
            models.UniqueConstraint(
                F("survey"), Lower("email"), condition=~Q(email=""), name="one_invitation_an_address",
                violation_error_message="This address is invited already.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name or self.email or f"Letter {self.pk}"
