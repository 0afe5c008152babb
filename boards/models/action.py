"""Actions: who does what by when, public once the minutes that set them are."""

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from foundation.models import File, User
from foundation.published import Published, PublishedQuerySet
from foundation.tenancy import ConfidentialWall, TenantHistory, TenantModel
from localities.models import Organisation, Person

from .agenda import AgendaItem
from .board import Board, OfBoard
from .meeting import DRAFT, Meeting


class ActionQuerySet(PublishedQuerySet["Action"]):
    """Words for actions."""

    def open(self) -> "ActionQuerySet":
        """Keep what is still to be done."""
        return self.filter(done_at__isnull=True)

    def heard(self) -> "ActionQuerySet":
        """Say of each when its owner was last heard, as ``heard_at``; None where nothing has been heard."""
        said = ActionUpdate.objects.public().filter(action=OuterRef("pk")).order_by("-said_at")
        return self.annotate(heard_at=Subquery(said.values("said_at")[:1]))

    def silent(self) -> "ActionQuerySet":
        """Keep what is still to be done and of which nothing has been heard."""
        return self.open().heard().filter(heard_at__isnull=True)

    def overdue(self) -> "ActionQuerySet":
        """Keep what should have been done by now."""
        return self.open().filter(due_on__lt=timezone.localdate())


class Action(Published, OfBoard, TenantModel):
    """Something that an organisation will do because the board asked. Source: checklist A33, C25, D26."""

    class Horizon(models.TextChoices):
        """How soon it shows. Source: checklist C25."""

        QUICK = "quick", "Quick win"
        LONGER = "longer", "Longer term"

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="actions")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="actions")
    item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="actions")
    text = models.TextField("what is to be done")
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="actions")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="actions")
    due_on = models.DateField(null=True, blank=True)
    horizon = models.CharField(max_length=20, choices=Horizon, blank=True, default="")
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    done_note = models.TextField("what was done", blank=True)

    token_hash = models.CharField(max_length=64, blank=True, default="")  # of the link by which its owner reports
    link_made_at = models.DateTimeField(null=True, blank=True)
    link_ends_at = models.DateTimeField(null=True, blank=True)

    objects = ActionQuerySet.as_manager()
    history = TenantHistory(excluded_fields=["token_hash"])

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            ConfidentialWall(roots=DRAFT, opened="published_at"),
            models.CheckConstraint(
                condition=~Q(text=""), name="action_says_what", violation_error_message="Say what is to be done."
            ),
            models.UniqueConstraint(
                fields=["partnership", "token_hash"], condition=~Q(token_hash=""), name="action_link_unique"
            ),
        ]
        indexes = [models.Index(fields=["partnership", "board", "due_on"], name="action_of_board")]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        """Return its public page."""
        return f"/actions/{self.pk}/"

    @property
    def reached_at(self) -> tuple[str, str]:
        """Return the name and the address of who reports on it: its person, else its organisation; empty if unknown."""
        if self.person and self.person.email:
            return self.person.name, self.person.email
        return self.owner.name, self.owner.contact_email

    @property
    def is_overdue(self) -> bool:
        """Say whether it should have been done by now."""
        return self.done_at is None and self.due_on is not None and self.due_on < timezone.localdate()

    @property
    def days_late(self) -> int:
        """Return how many days ago it was due, 0 where it is not late."""
        return (timezone.localdate() - self.due_on).days if self.is_overdue and self.due_on else 0


class UpdateQuerySet(PublishedQuerySet["ActionUpdate"]):
    """Words for what owners say."""


class ActionUpdate(OfBoard, TenantModel):
    """What the owner of an action says of it, public at once; an officer hides what should not stand. Source: D26."""

    class Standing(models.TextChoices):
        """How far it is."""

        GOING = "going", "It is under way"
        HELD = "held", "It is held up"
        DONE = "done", "It is done"

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="+")
    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="updates")
    standing = models.CharField(max_length=20, choices=Standing)
    text = models.TextField("what has happened")
    said_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField("who says so", max_length=200)
    address = models.URLField("where to see it", max_length=500, blank=True)
    file = models.ForeignKey(File, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    hidden_because = models.CharField(max_length=300, blank=True)

    objects = UpdateQuerySet.as_manager()
    history = TenantHistory()

    class Meta:
        ordering = ["-said_at", "-id"]
        constraints = [
            ConfidentialWall(roots=DRAFT, opened="published_at"),
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(by_name=""),
                name="update_says_what",
                violation_error_message="Say what has happened, and who says so.",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=False) | ~Q(hidden_because=""),
                name="update_hidden_for_a_reason",
                violation_error_message="Say why it is hidden.",
            ),
        ]
        indexes = [models.Index(fields=["action", "-said_at"], name="update_newest")]

    def __str__(self) -> str:
        return self.text
