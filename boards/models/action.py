"""Actions: who does what by when, public once the minutes that set them are."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from foundation.models import User
from foundation.tenancy import ConfidentialWall, TenantHistory, TenantModel
from localities.models import Organisation, Person

from .agenda import AgendaItem
from .board import Board, OfBoard
from .meeting import DRAFT, Meeting


class ActionQuerySet(models.QuerySet["Action"]):
    """Words for actions."""

    def public(self) -> "ActionQuerySet":
        """Keep what has been published."""
        return self.filter(published_at__isnull=False)

    def open(self) -> "ActionQuerySet":
        """Keep what is still to be done."""
        return self.filter(done_at__isnull=True)

    def overdue(self) -> "ActionQuerySet":
        """Keep what should have been done by now."""
        return self.open().filter(due_on__lt=timezone.localdate())


class Action(OfBoard, TenantModel):
    """Something that an organisation will do because the board asked. Source: checklist A33, D26."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="actions")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="actions")
    item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="actions")
    text = models.TextField("what is to be done")
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="actions")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="actions")
    due_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    done_note = models.TextField("what was done", blank=True)

    objects = ActionQuerySet.as_manager()
    history = TenantHistory()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            ConfidentialWall(roots=DRAFT, opened="published_at"),
            models.CheckConstraint(
                condition=~Q(text=""), name="action_says_what", violation_error_message="Say what is to be done."
            ),
        ]
        indexes = [models.Index(fields=["partnership", "board", "due_on"], name="action_of_board")]

    def __str__(self) -> str:
        return self.text

    @property
    def is_public(self) -> bool:
        """Say whether the public may know of it."""
        return self.published_at is not None

    @property
    def is_overdue(self) -> bool:
        """Say whether it should have been done by now."""
        return self.done_at is None and self.due_on is not None and self.due_on < timezone.localdate()

    @property
    def days_late(self) -> int:
        """Return how many days ago it was due, 0 where it is not late."""
        return (timezone.localdate() - self.due_on).days if self.is_overdue and self.due_on else 0
