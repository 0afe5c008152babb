"""Named roles of members who sit on no cabinet: priority champion, lead member for a theme. Source: A10, A41."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import Q

from foundation.access import Root
from foundation.tenancy import TenantHistory, TenantModel
from localities.models import Dated, Person, ends_after_it_starts

from .board import Board
from .seat import Days, Number


class MemberRole(TenantModel):
    """A role with a name, of one board or of the whole partnership; the chair of a task group is one by its office."""

    class Kind(models.TextChoices):
        """What sort of role."""

        CHAMPION = "champion", "Priority champion"
        LEAD = "lead", "Lead member for a theme"
        OTHER = "other", "Other role"

    kind = models.CharField(max_length=20, choices=Kind)
    name = models.CharField("priority, theme or name of the role", max_length=160)
    about = models.TextField("what it asks for", blank=True)
    board = models.ForeignKey(Board, null=True, blank=True, on_delete=models.PROTECT, related_name="member_roles")
    ended_at = models.DateTimeField(null=True, blank=True)  # there is no such role any more

    history = TenantHistory()

    class Meta:
        ordering = ["kind", "name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name=""), name="member_role_has_a_name", violation_error_message="Give the role a name."
            )
        ]

    is_public = True

    def __str__(self) -> str:
        return self.name if self.kind == self.Kind.OTHER else f"{self.get_kind_display()}: {self.name}"

    @property
    def permission_root(self) -> Root:
        """Return the board whose role it is, else the partnership."""
        return self.board or self.partnership


class RoleHolding(Dated, TenantModel):
    """Who holds a named role, and for which term."""

    role = models.ForeignKey(MemberRole, on_delete=models.PROTECT, related_name="holdings")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="member_roles")

    history = TenantHistory()

    class Meta:
        ordering = ["-starts_on", "-id"]
        constraints = [
            ends_after_it_starts("role_holding_ends_after_it_starts"),
            ExclusionConstraint(
                name="one_role_holder_at_a_time",
                expressions=[(Number("role", "role"), "&&"), (Days("starts_on", "ends_on"), "&&")],
                violation_error_message="Someone else holds this role in that time.",
            ),
        ]

    is_public = True

    def __str__(self) -> str:
        return f"{self.person}, {self.role}"

    @property
    def permission_root(self) -> Root:
        """Return where the roles of its role are granted."""
        return self.role.permission_root
