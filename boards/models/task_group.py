"""Task and finish groups: what an executive set one up for, its reports back, and what blocks it. Source: B32-B34."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from foundation.models import User
from foundation.tenancy import TenantHistory, TenantModel
from localities.models import Organisation

from .board import Board, OfBoard
from .forward_plan import ForwardEntry
from .meeting import Meeting
from .minutes import Decision
from .seat import SeatHolding


class TaskGroup(OfBoard, TenantModel):
    """The commission of a board that does one piece of work and ends; its board is the group itself."""

    board = models.OneToOneField(Board, on_delete=models.PROTECT, related_name="commission")
    executive = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="task_groups")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="task_groups")
    purpose = models.TextField("what it is to achieve, and for which priority")
    forward_entry = models.ForeignKey(
        ForwardEntry, null=True, blank=True, on_delete=models.SET_NULL, related_name="task_groups"
    )  # the matter that it prepares, where it is planned to be decided (B33)
    lead_body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    finish_on = models.DateField("to finish by")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    done = models.TextField("what was done", blank=True)
    lessons = models.TextField("what was learned", blank=True)
    handed_on = models.TextField("what goes where", blank=True)

    history = TenantHistory()

    class Meta:
        ordering = ["closed_at", "finish_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(board=F("executive")),
                name="group_under_another_board",
                violation_error_message="A task and finish group stands under an executive, not under itself.",
            ),
            models.CheckConstraint(
                condition=~Q(purpose=""),
                name="group_has_a_purpose",
                violation_error_message="Say what the group is to achieve (checklist B33).",
            ),
            models.CheckConstraint(
                condition=Q(finish_on__gt=F("starts_on")),
                name="group_ends_after_it_starts",
                violation_error_message="The group must finish after it starts (checklist B32).",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | ~Q(done="") & ~Q(lessons="") & ~Q(handed_on=""),
                name="group_closes_with_a_report",
                violation_error_message="A group closes with its report: what was done, learned, and goes where (B32).",
            ),
        ]

    def __str__(self) -> str:
        return str(self.board)

    def get_absolute_url(self) -> str:
        """Return its public page."""
        return f"/task-groups/{self.pk}/"

    is_public = True

    @property
    def is_overdue(self) -> bool:
        """Say whether it should have finished by now."""
        return self.closed_at is None and self.finish_on < timezone.localdate()


class ReportBackQuerySet(models.QuerySet["ReportBack"]):
    """Words for reports back."""

    def waiting(self) -> "ReportBackQuerySet":
        """Keep those that are still to be given, of groups that work."""
        return self.filter(reported_at__isnull=True, group__closed_at__isnull=True)

    def overdue(self) -> "ReportBackQuerySet":
        """Keep those that should have been given by now."""
        return self.waiting().filter(due_on__lt=timezone.localdate())


class ReportBack(OfBoard, TenantModel):
    """A day on which a group tells its executive how it goes, and what it told. Source: checklist B32."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(TaskGroup, on_delete=models.CASCADE, related_name="reports_back")
    due_on = models.DateField()
    reported_at = models.DateTimeField(null=True, blank=True)
    reported_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField("how it goes", blank=True)

    objects = ReportBackQuerySet.as_manager()
    history = TenantHistory()

    class Meta:
        ordering = ["due_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "due_on"],
                name="one_report_back_a_day",
                violation_error_message="The group reports back on that day already.",
            ),
            models.CheckConstraint(
                condition=Q(reported_at__isnull=True) | ~Q(text=""),
                name="report_back_has_words",
                violation_error_message="Say how it goes.",
            ),
        ]

    def __str__(self) -> str:
        return f"Report back of {self.group} on {self.due_on:%-d %B %Y}"

    @property
    def is_overdue(self) -> bool:
        """Say whether it should have been given by now."""
        return self.reported_at is None and self.due_on < timezone.localdate()

    @property
    def days_late(self) -> int:
        """Return how many days ago it was due, 0 where it is not late."""
        return (timezone.localdate() - self.due_on).days if self.is_overdue else 0


class Blocker(OfBoard, TenantModel):
    """What stops a group: escalated to its executive, which unblocks it or passes it to a partner. Source: B34, B35."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(TaskGroup, on_delete=models.CASCADE, related_name="blockers")
    text = models.TextField("what blocks it")
    since_on = models.DateField("since")
    who_can = models.CharField("who can unblock it", max_length=200)
    raised_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    escalated_at = models.DateTimeField(null=True, blank=True)
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    passed_at = models.DateTimeField(null=True, blank=True)
    passed_to = models.ForeignKey(SeatHolding, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    token_hash = models.CharField(max_length=64, blank=True, default="")  # of the link by which it is answered
    link_ends_at = models.DateTimeField(null=True, blank=True)
    unblocked_at = models.DateTimeField(null=True, blank=True)
    unblocked_by = models.CharField("who unblocked it", max_length=200, blank=True)
    answer = models.TextField("what was decided", blank=True)

    history = TenantHistory(excluded_fields=["token_hash"])

    class Meta:
        ordering = ["unblocked_at", "since_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(who_can=""),
                name="blocker_says_what",
                violation_error_message="Say what blocks the group and who can unblock it.",
            ),
            models.CheckConstraint(
                condition=Q(unblocked_at__isnull=True) | ~Q(answer="") & ~Q(unblocked_by=""),
                name="blocker_unblocked_in_words",
                violation_error_message="Say what was decided, and by whom.",
            ),
            models.CheckConstraint(
                condition=Q(passed_at__isnull=True) | Q(passed_to__isnull=False, escalated_at__isnull=False),
                name="blocker_passed_by_the_executive",
                violation_error_message="The executive passes a blocker on, to a person, once it was escalated (B34).",
            ),
            models.UniqueConstraint(
                fields=["partnership", "token_hash"], condition=~Q(token_hash=""), name="blocker_link_unique"
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def days_blocked(self) -> int:
        """Return for how many days it has blocked, or did."""
        end = timezone.localtime(self.unblocked_at).date() if self.unblocked_at else timezone.localdate()
        return max(0, (end - self.since_on).days)
