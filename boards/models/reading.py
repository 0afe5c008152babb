"""What a person has read of a meeting, so that its page and their desk can say which papers changed since."""

from django.db import models

from foundation.models import User
from foundation.tenancy import ConfidentialWall, TenantModel

from .meeting import Meeting


class Reading(TenantModel):
    """Up to which edition of its agenda a person has read a meeting, or one paper of it."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="+")
    key = models.CharField("paper, or nothing for the whole", max_length=60, blank=True)
    number = models.PositiveIntegerField("number of the edition")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            ConfidentialWall(roots={"self:user:": "user_id"}),
            models.UniqueConstraint(fields=["user", "meeting", "key"], name="one_reading_a_paper"),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.key or 'all'}, edition {self.number}"
