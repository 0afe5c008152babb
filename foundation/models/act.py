"""The act log: who did what to which record."""

from django.db import models

from foundation.tenancy import TenantModel

from .user import User


class Act(TenantModel):
    """One act, never changed; it names records and holds no confidential words."""

    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=200)
    verb = models.CharField(max_length=80)
    target_kind = models.CharField(max_length=80)
    target_id = models.BigIntegerField()
    target_name = models.CharField(max_length=300)
    root = models.CharField(max_length=60, blank=True)
    detail = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["partnership", "-at", "-id"], name="act_newest"),
            models.Index(fields=["partnership", "target_kind", "target_id", "-at"], name="act_of_target"),
            models.Index(fields=["partnership", "root", "-at"], name="act_of_root"),  # the trace of a board
        ]

    def __str__(self) -> str:
        return f"{self.by_name} {self.verb} {self.target_name}"
