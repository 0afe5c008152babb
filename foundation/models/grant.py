"""A role that a person holds on a root, kept by django-guardian, behind the walls, with its dates."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from guardian.models import UserObjectPermissionBase

from foundation.tenancy import TenantModel

from .partnership import Partnership
from .user import User


class GrantQuerySet(models.QuerySet["Grant"]):
    """Words for roles."""

    def on(self, day) -> "GrantQuerySet":
        """Keep the roles that are held on this day; access ends with the post. Source: checklist C18."""
        return self.filter(Q(starts_on__isnull=True) | Q(starts_on__lte=day)).filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=day)
        )

    def current(self) -> "GrantQuerySet":
        """Keep the roles that are held today."""
        return self.on(timezone.localdate())


class Grant(UserObjectPermissionBase, TenantModel):
    """A role on one record; each kind of root has its own table of them."""

    # The ground's own tables name the person; no reverse name, since no page lists accounts.
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    granted_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    granted_at = models.DateTimeField(auto_now_add=True)

    objects = GrantQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        abstract = True


class PartnershipGrant(Grant):
    """A role in the whole partnership: administrator, auditor."""

    content_object = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "permission", "content_object"], name="one_partnership_grant")
        ]
