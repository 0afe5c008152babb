"""What a page of a locality's profile says, made ready for everybody until something of the partnership changes."""

from django.db import models

from foundation.tenancy import TenantModel
from localities.models import Locality


class ProfilePage(TenantModel):
    """One page of a profile as it was drawn after an act: made again after the next, and before long."""

    locality = models.ForeignKey(Locality, on_delete=models.CASCADE, related_name="+")
    wanted = models.CharField(max_length=120)  # theme, page and indicator on the map
    act = models.BigIntegerField()  # the newest of the partnership when it was made
    made_at = models.DateTimeField()
    parts = models.JSONField()  # its title, content and themes, as markup

    class Meta:
        constraints = [models.UniqueConstraint(fields=["locality", "wanted"], name="one_profile_page_as_wanted")]

    def __str__(self) -> str:
        return f"{self.locality}: {self.wanted}"
