"""What the public may put to a board's meetings, and under which rules. Source: checklist D29, X9; standards R12."""

from django.db import models
from django.db.models import Q

from foundation.access import Root
from foundation.tenancy import TenantHistory, TenantModel

from .board import Board
from .kind import BoardKind
from .question import Asked, WhoMayAsk


class PublicRule(TenantModel):
    """The rules of one kind of request: of a board, or of a kind of board as the default of its boards."""

    board = models.ForeignKey(Board, null=True, blank=True, on_delete=models.CASCADE, related_name="public_rules")
    board_kind = models.ForeignKey(
        BoardKind, null=True, blank=True, on_delete=models.CASCADE, related_name="public_rules"
    )
    kind = models.CharField(max_length=20, choices=Asked)
    is_taken = models.BooleanField("the public may send these", default=True)
    days_before = models.PositiveSmallIntegerField("clear working days before the meeting", null=True, blank=True)
    hours_before = models.PositiveSmallIntegerField("hours before the meeting", null=True, blank=True)
    most_words = models.PositiveSmallIntegerField("most words", null=True, blank=True)
    most = models.PositiveSmallIntegerField("most at one meeting", null=True, blank=True)
    most_each = models.PositiveSmallIntegerField("most from one person at one meeting", null=True, blank=True)
    who = models.CharField("who may send them", max_length=20, choices=WhoMayAsk, default=WhoMayAsk.ANYONE)
    has_supplementary = models.BooleanField("one supplementary question is allowed", default=False)
    least_signatures = models.PositiveIntegerField("fewest signatures", null=True, blank=True)
    most_speakers = models.PositiveSmallIntegerField("most speakers", null=True, blank=True)
    minutes = models.PositiveSmallIntegerField("minutes to speak", null=True, blank=True)

    history = TenantHistory()

    class Meta:
        ordering = ["board_id", "board_kind_id", "kind"]
        constraints = [
            models.CheckConstraint(
                condition=Q(board__isnull=True) ^ Q(board_kind__isnull=True), name="public_rule_has_one_owner"
            ),
            models.UniqueConstraint(fields=["board", "kind"], name="one_public_rule_of_a_board"),
            models.UniqueConstraint(fields=["board_kind", "kind"], name="one_public_rule_of_a_kind"),
            models.CheckConstraint(
                condition=Q(days_before__isnull=True) | Q(hours_before__isnull=True),
                name="public_rule_counts_days_or_hours",
                violation_error_message="Count the time before the meeting in days or in hours, not in both.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}s to {self.board or self.board_kind}"

    @property
    def permission_root(self) -> Root:
        """Return the record on which roles are granted: the board, or the partnership for a kind of board."""
        return self.board or self.board_kind.permission_root  # type: ignore[union-attr, return-value]
