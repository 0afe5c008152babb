"""When somebody last looked at their desk, so that it can say what is new."""

import datetime

from django.db import models
from django.utils import timezone

from foundation.models import User
from foundation.tenancy import ConfidentialWall, TenantModel

# Pages opened one after the other are one visit.
ONE_VISIT = datetime.timedelta(hours=1)


class DeskVisit(TenantModel):
    """The last visit of one person to their desk here, and the one before it."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()
    before_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            ConfidentialWall(roots={"self:user:": "user_id"}),
            models.UniqueConstraint(fields=["partnership", "user"], name="one_desk_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.seen_at:%-d %B %Y}"

    def is_over(self) -> bool:
        """Say whether a page opened now begins another visit."""
        return timezone.now() - self.seen_at > ONE_VISIT
