"""What every record of engagement belongs to: one locality, or the whole partnership."""

from typing import TYPE_CHECKING

from django.db import models

from foundation.access import Root
from foundation.tenancy import TenantModel
from localities.models import Locality

if TYPE_CHECKING:
    from foundation.models import Partnership

# Who works for engagement in a locality sees its closed rows; 0 stands for what belongs to no locality (yet).
DRAFT = {"draft:engagement:": "coalesce(locality_id, 0)"}


class OfPlace(TenantModel):
    """A record over which roles are granted on its locality, else on the partnership."""

    partnership: "models.ForeignKey[Partnership]"
    locality = models.ForeignKey(Locality, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    @property
    def permission_root(self) -> Root:
        """Return the locality, or the partnership where there is none."""
        return self.locality or self.partnership
